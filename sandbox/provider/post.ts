import * as http from 'node:http'
import * as https from 'node:https'
import { type Keys, signed } from './signature.ts'

/** Sends one signed callback. True when the merchant answered 2xx in time. */
export type Send = (url: string, body: string, nonce: string) => Promise<boolean>

const timeoutMs = 5_000

export function openSend(keys: Keys): { send: Send; stop(): void } {
  const options = { keepAlive: true, maxSockets: 64, maxFreeSockets: 64 }
  const agents = { http: new http.Agent(options), https: new https.Agent(options) }

  function send(url: string, body: string, nonce: string): Promise<boolean> {
    const secure = url.startsWith('https:')
    const headers = {
      ...signed(keys, `callback-${nonce}`, body),
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'baozheng-sandbox-provider',
    }
    const agent = secure ? agents.https : agents.http
    return new Promise((resolve) => {
      const request = (secure ? https : http).request(url, { method: 'POST', headers, agent })
      const deadline = setTimeout(() => request.destroy(), timeoutMs)
      const answer = (delivered: boolean) => {
        clearTimeout(deadline)
        resolve(delivered)
      }
      request.on('response', (response) => {
        const status = response.statusCode ?? 0
        response.resume()
        response.on('end', () => answer(status >= 200 && status < 300))
        response.on('close', () => answer(false))
      })
      request.on('error', () => answer(false))
      request.on('close', () => answer(false))
      request.end(body)
    })
  }

  return {
    send,
    stop() {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}
