import type { MovementKind, Movements, Row } from './movements.ts'
import { iso, type Reply, refusal } from './reply.ts'

const shanghaiMs = 8 * 3_600_000
const dayMs = 86_400_000

/**
 * 对账单. What moved on this Shanghai day? Ready when the day is over. The format is the provider's
 * own: a title, a header, one row a movement, and a summary that lets the reader check the rows.
 */
export function bill(movements: Movements, on: string, now: number): Reply {
  const start = startOfDay(on)
  if (start === null) return refusal(400, 'bill.day_wrong')
  if (now < start + dayMs) return refusal(404, 'bill.not_ready')
  movements.bill(start + dayMs)
  const body = written(on, movements.between(start, start + dayMs))
  return { status: 200, body, type: 'text/csv; charset=utf-8' }
}

function startOfDay(on: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(on)) return null
  const at = Date.parse(`${on}T00:00:00Z`)
  if (Number.isNaN(at) || !iso(at).startsWith(on)) return null
  return at - shanghaiMs
}

function written(on: string, rows: readonly Row[]): string {
  const sums = new Map<MovementKind, { count: number; fen: bigint }>()
  const lines = [`#SANDBOX BILL,1,${on}`, 'time,provider_no,kind,payment_no,instruction_no,fen']
  for (const row of rows) {
    const { kind, provider_no: no, payment_no: paymentNo, amount } = row
    lines.push(`${local(row.at)},${no},${kind},${paymentNo},${row.instruction_no ?? ''},${amount}`)
    const sum = sums.get(kind) ?? { count: 0, fen: 0n }
    sums.set(kind, { count: sum.count + 1, fen: sum.fen + BigInt(amount) })
  }
  lines.push('#SUMMARY', 'kind,count,fen')
  for (const [kind, { count, fen }] of sums) lines.push(`${kind},${count},${fen}`)
  lines.push(`#END,${rows.length}`, '')
  return lines.join('\n')
}

/** Shanghai time, as bills have it: `2026-11-22T08:00:00.000+08:00`. */
function local(at: number): string {
  return iso(at + shanghaiMs).replace('Z', '+08:00')
}
