import { useCallback, useEffect, useRef, useState } from 'react'
import { newKey } from '../../../../sdk/src/client.ts'
import { signScan } from '../../../../sdk/src/scan.ts'
import type { Problem } from '../../../../sdk/src/wire.ts'
import type { scanWords } from '../../../../src/vocabulary.ts'
import { api, problemOf } from '../../api.ts'
import type { DeviceKey } from './device-key.ts'

/** One report as it lies on this phone. Its key makes sure that it counts once. */
export interface Report {
  readonly key: string
  readonly trackingNo: string
  readonly kind: keyof typeof scanWords
  readonly at: string
  readonly place: string
  readonly consented: boolean
  readonly state: 'waiting' | 'sent' | 'refused'
  readonly problem: Problem | null
}

const keptMost = 300
const againMs = 20_000

/**
 * 待发箱. Reports wait on this phone until the server has taken them: they outlive a reload, a lost
 * network and a closed page. Sent one after the other, so that a parcel's scans keep their order.
 */
export function useOutbox(who: { personId: string; carrierId: string }, key: DeviceKey | null) {
  const name = `courier ${who.personId}`
  const [reports, setReports] = useState<readonly Report[]>(() => read(name))
  const latest = useRef(reports)
  const sending = useRef(false)

  const change = useCallback(
    (next: readonly Report[]) => {
      latest.current = next.slice(-keptMost)
      setReports(latest.current)
      write(name, latest.current)
    },
    [name],
  )

  const flush = useCallback(async () => {
    if (sending.current) return
    sending.current = true
    try {
      for (;;) {
        const next = latest.current.find(({ state }) => state === 'waiting')
        if (!next || !navigator.onLine) return
        const outcome = await send(next, who.carrierId, key)
        if (outcome === null) return
        change(latest.current.map((one) => (one.key === next.key ? { ...one, ...outcome } : one)))
      }
    } finally {
      sending.current = false
    }
  }, [change, key, who.carrierId])

  useEffect(() => {
    const again = () => void flush()
    again()
    addEventListener('online', again)
    const timer = setInterval(again, againMs)
    return () => {
      removeEventListener('online', again)
      clearInterval(timer)
    }
  }, [flush])

  return {
    reports,
    flush,
    add(report: Pick<Report, 'trackingNo' | 'kind' | 'at' | 'place' | 'consented'>) {
      change([...latest.current, { ...report, key: newKey(), state: 'waiting', problem: null }])
      void flush()
    },
    clear: () => change(latest.current.filter(({ state }) => state === 'waiting')),
  }
}

/** What the server said of it. Null: it could not be asked, and waits on. */
async function send(
  report: Report,
  carrierId: string,
  by: DeviceKey | null,
): Promise<Pick<Report, 'state' | 'problem'> | null> {
  const { trackingNo, kind, at, place, consented } = report
  const plain = { trackingNo, kind, at, place, consented }
  try {
    const scan = by ? await signScan(carrierId, plain, by) : plain
    const { results } = await api.post('/v1/carrier/scans', {
      body: { scans: [scan] },
      key: report.key,
    })
    const [result] = results
    if (result?.ok) return { state: 'sent', problem: null }
    return { state: 'refused', problem: result?.problem ?? null }
  } catch (error) {
    const problem = problemOf(error)
    // Nobody answered, or not now: the same report goes out again under the same key.
    if (problem.status === 0 || problem.status === 429 || problem.status >= 500) return null
    return { state: 'refused', problem }
  }
}

function read(name: string): readonly Report[] {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '[]') as Report[]
  } catch {
    return []
  }
}

function write(name: string, reports: readonly Report[]): void {
  try {
    localStorage.setItem(name, JSON.stringify(reports))
  } catch {
    // Full or forbidden: then it lives as long as the page.
  }
}
