import { Pool } from 'undici'

export interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}

/** One HTTP client for everything that is measured, so that its own cost is the same for all. */
export class Load {
  private readonly pool: Pool
  readonly latenciesMs: number[] = []
  answered = 0
  refused = new Map<string, number>()

  constructor(url: string, connections: number) {
    this.pool = new Pool(url, { connections, pipelining: 1, keepAliveTimeout: 60_000 })
  }

  /** A command: counted when it is answered 2xx, timed in any case. */
  async command(path: string, body: object, headers: Record<string, string>): Promise<Answer> {
    const began = performance.now()
    const answer = await this.send('POST', path, headers, body)
    this.latenciesMs.push(performance.now() - began)
    if (answer.status < 300) this.answered++
    else {
      const code = `${path.replace(/ord_\w+|lst_\w+|shp_\w+/, ':id')} ${answer.status} ${answer.body.code}`
      this.refused.set(code, (this.refused.get(code) ?? 0) + 1)
    }
    return answer
  }

  async send(
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string>,
    body?: object,
  ): Promise<Answer & { cookies: string[] }> {
    const response = await this.pool.request({
      method,
      path,
      headers: body ? { ...headers, 'content-type': 'application/json' } : headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const text = await response.body.text()
    const cookies = [response.headers['set-cookie'] ?? []].flat()
    return { status: response.statusCode, body: text ? JSON.parse(text) : {}, cookies }
  }

  close(): Promise<void> {
    return this.pool.close()
  }
}

/** Has each worker do this again and again, for so long. Out: how many times in all. */
export async function forSeconds(
  seconds: number,
  workers: number,
  act: (worker: number, turn: number) => Promise<void>,
): Promise<number> {
  const until = performance.now() + seconds * 1000
  let turns = 0
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      for (let turn = 0; performance.now() < until; turn++) {
        await act(worker, turn)
        turns++
      }
    }),
  )
  return turns
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}
