import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { parsePhone } from '../src/identity/contact.ts'
import type { SandboxSms } from '../src/identity/sms.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // Tests read answers as people read pages: field by field, without a schema.
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the test is about
  readonly body: any
}

export interface Sent {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body?: string | FormData
}

/** Somebody who acts over HTTP with cookies of their own, as a browser would. */
export class Person {
  readonly name: string
  readonly phone: string | null
  private readonly url: string
  private readonly sms: SandboxSms
  private readonly key: string | null
  private cookies = new Map<string, string>()

  constructor(parts: {
    name: string
    phone: string | null
    url: string
    sms: SandboxSms
    key?: string
  }) {
    this.name = parts.name
    this.phone = parts.phone
    this.url = parts.url
    this.sms = parts.sms
    this.key = parts.key ?? null
  }

  async signIn(): Promise<void> {
    const phone = parsePhone(this.phone ?? '')
    assert(phone, 'a mobile number')
    await this.ask('POST', '/v1/auth/code', { phone: this.phone })
    const code = this.sms.lastCode(phone)
    const { status } = await this.ask('POST', '/v1/auth/sign-in', { phone: this.phone, code })
    assert.equal(status, 200, 'signed in')
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.ask('GET', path, undefined, headers)
  }

  /** Sends a command under a fresh key, or under the one given. */
  post(path: string, body: object = {}, headers: Record<string, string> = {}): Promise<Answer> {
    const key = { 'idempotency-key': randomBytes(12).toString('hex') }
    return this.ask('POST', path, body, { ...key, ...headers })
  }

  /** The same, for commands that must succeed. */
  async does(path: string, body: object = {}, headers: Record<string, string> = {}) {
    const answer = await this.post(path, body, headers)
    assert(answer.status < 300, `${this.name} ${path}: ${answer.status} ${answer.body?.code}`)
    return answer.body
  }

  ask(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const json = { 'content-type': 'application/json', ...headers }
    if (!body) return this.send({ method, path, headers })
    return this.send({ method, path, headers: json, body: JSON.stringify(body) })
  }

  /** Sends these very bytes, as this person. */
  async send({ method, path, headers, body }: Sent): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(path.startsWith('http') ? path : `${this.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        origin: this.url,
        ...(this.key ? { authorization: `Bearer ${this.key}` } : cookie ? { cookie } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = (line.split(';', 1)[0] ?? '').split('=')
      if (name) this.cookies.set(name, value ?? '')
    }
    const text = await response.text()
    const json = (response.headers.get('content-type') ?? '').includes('json') && text !== ''
    return {
      status: response.status,
      headers: response.headers,
      body: json ? JSON.parse(text) : text,
    }
  }
}
