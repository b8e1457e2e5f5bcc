/** What the provider answers. `fresh` names the work that was just done for the first time. */
export interface Reply {
  readonly status: number
  readonly body: string
  readonly type: string
  readonly fresh?: string
  readonly headers?: Readonly<Record<string, string>>
}

const jsonType = 'application/json; charset=utf-8'

export function json(status: number, value: unknown, fresh?: string): Reply {
  const reply = { status, body: JSON.stringify(value), type: jsonType }
  return fresh === undefined ? reply : { ...reply, fresh }
}

/** A refusal: always a code, never a signature, and nothing has moved. */
export function refusal(status: number, code: string): Reply {
  return json(status, { code })
}

export function iso(at: number): string {
  return new Date(at).toISOString()
}
