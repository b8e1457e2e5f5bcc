import { type Order, reactionActor } from '../platform/command.ts'
import { machine } from '../platform/machine.ts'
import type { Command, Event, Facts, Parcel } from './model.ts'
import * as rules from './rules.ts'
import { parcels } from './store.ts'

/** Parcels as the runner sees them; their events stand in the stream of their order. */
export const logistics = machine<Parcel, Command, Event, Facts>({
  name: 'parcels',
  rules,
  table: parcels,
  facts: (_world, order) => ({ at: order.at, parcelId: order.target, by: speaker(order) }),
  stream: (_target, parcel) => `order:${parcel.status === 'none' ? '' : parcel.orderId}`,
  answer: (parcel) =>
    parcel.status === 'none' ? {} : { parcelId: parcel.parcelId, status: parcel.status },
})

function speaker({ actor }: Order): Facts['by'] {
  if (actor === reactionActor) return { type: 'house' }
  return actor.startsWith('carrier:')
    ? { type: 'carrier', id: actor.slice('carrier:'.length) }
    : null
}
