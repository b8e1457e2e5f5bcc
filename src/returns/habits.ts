import type { LogEntry, Reader } from '../evidence/bus.ts'
import type { Tx } from '../platform/db/pool.ts'
import { type Done, keepHabits } from './habits.store.ts'

/**
 * 习惯. Keeps by the person, not by the shop, when somebody asked for a return or complained, so that
 * a person at the desk can weigh what is frequent. It refuses nobody, and no shop can read it.
 */
export function habitReader(reads: Tx): Reader {
  return {
    name: 'habits',
    async read(entries) {
      await keepHabits(reads, entries.flatMap(doneIn))
    },
  }
}

function doneIn({ index, at, payload }: LogEntry): Done[] {
  const event = payload?.event as
    | {
        type: string
        buyerId?: string
        asked?: { forCase: object | null }
        file?: { buyerId: string }
      }
    | undefined
  if (event?.type === 'complaint.opened' && event.file)
    return [{ personId: event.file.buyerId, index, kind: 'complaint', at }]
  // What a case has agreed on is nobody's habit.
  const asked = event?.type === 'return.requested' && event.asked?.forCase === null
  return asked && event.buyerId ? [{ personId: event.buyerId, index, kind: 'return', at }] : []
}
