import { Callbacks } from './callbacks.ts'
import { type Clock, openClock } from './clock.ts'
import { type Faults, openFaults } from './faults.ts'
import type { Folder } from './folder.ts'
import { Instructions } from './instructions.ts'
import { type Movements, openMovements } from './movements.ts'
import { openNumbers } from './numbers.ts'
import { Payments } from './payments.ts'
import { openSend } from './post.ts'
import type { Keys } from './signature.ts'
import { openStore, type Store } from './store.ts'

/** All parts of the provider, put together by hand. */
export interface Provider {
  readonly keys: Keys
  readonly controlToken: string
  readonly store: Store
  readonly clock: Clock
  readonly faults: Faults
  readonly movements: Movements
  readonly callbacks: Callbacks
  readonly payments: Payments
  readonly instructions: Instructions
  stop(): Promise<void>
}

export interface Options {
  readonly folder: Folder
  readonly seed: number
  readonly holdDays: number
  /** The business clock of the first start; null is real time. */
  readonly startAt: number | null
  readonly publicUrl: () => string
}

export function openProvider({ folder, seed, holdDays, startAt, publicUrl }: Options): Provider {
  const store = openStore(folder.path)
  const clock = openClock(store, startAt)
  const faults = openFaults(store, seed)
  const movements = openMovements(store)
  const nextNo = openNumbers(store)
  const post = openSend(folder.keys)
  const callbacks = new Callbacks({ store, clock, faults, nextNo, send: post.send })
  const shared = { store, clock, faults, movements, callbacks, nextNo }
  const payments = new Payments({
    ...shared,
    holdDays,
    publicUrl,
    tokenSecret: folder.tokenSecret,
    finishProcessing: (paymentNo): void => instructions.finishOf(paymentNo),
  })
  const instructions = new Instructions({ ...shared, payments })

  async function stop(): Promise<void> {
    await callbacks.stop()
    post.stop()
    store.close()
  }
  const { keys, controlToken } = folder
  return { keys, controlToken, ...shared, payments, instructions, stop }
}
