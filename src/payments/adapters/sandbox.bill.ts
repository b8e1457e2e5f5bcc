import { type Day, shanghaiDay } from '../../kernel/time.ts'
import type { BillRow, Fact } from '../port.ts'

const kinds: Readonly<Record<string, Fact['kind']>> = {
  PAYMENT: 'payment',
  RELEASE: 'release',
  SPLIT: 'split',
  SPLIT_RETURN: 'split_return',
  REFUND: 'refund',
  HOLD_ENDED: 'hold_ended',
}

/**
 * Which movements does this bill list? Null when it is not whole: another day, an unreadable row,
 * or a summary that does not agree with its rows. Half a bill would look like missing money.
 */
export function parseBill(text: string, on: Day): readonly BillRow[] | null {
  const lines = text.split('\n')
  if (lines.pop() !== '') return null
  if (lines[0] !== `#SANDBOX BILL,1,${on}`) return null
  if (lines[1] !== 'time,provider_no,kind,payment_no,instruction_no,fen') return null
  const summaryAt = lines.lastIndexOf('#SUMMARY')
  if (summaryAt < 2) return null

  const rows: BillRow[] = []
  for (const line of lines.slice(2, summaryAt)) {
    const row = parseRow(line)
    if (row === null || shanghaiDay(row.occurredAt) !== on) return null
    rows.push(row)
  }
  if (lines.at(-1) !== `#END,${rows.length}`) return null
  if (lines[summaryAt + 1] !== 'kind,count,fen') return null
  const told = lines.slice(summaryAt + 2, -1).toSorted()
  const counted = summary(rows).toSorted()
  return told.join('\n') === counted.join('\n') ? rows : null
}

/** What else calls itself a number would stop the day's comparison at the database's door. */
const numberForm = /^[0-9A-Za-z_.]{1,64}$/

function parseRow(line: string): BillRow | null {
  const cells = line.split(',')
  const [time, providerNo, word, paymentNo, instructionNo, fen] = cells
  const kind = kinds[word ?? '']
  const occurredAt = Date.parse(time ?? '')
  if (cells.length !== 6 || kind === undefined || Number.isNaN(occurredAt)) return null
  if (!providerNo || !paymentNo || !/^\d{1,18}$/.test(fen ?? '')) return null
  if (![providerNo, paymentNo, instructionNo || '0'].every((no) => numberForm.test(no))) return null
  return {
    kind,
    paymentNo,
    instructionNo: instructionNo || null,
    providerNo,
    amountFen: BigInt(fen ?? ''),
    occurredAt,
  }
}

function summary(rows: readonly BillRow[]): string[] {
  const lines: string[] = []
  for (const [word, kind] of Object.entries(kinds)) {
    const those = rows.filter((row) => row.kind === kind)
    const fen = those.reduce((sum, row) => sum + row.amountFen, 0n)
    if (those.length > 0) lines.push(`${word},${those.length},${fen}`)
  }
  return lines
}
