import { randomBytes } from 'node:crypto'
import type { Command, Domain } from '../platform/command.ts'
import { streams } from '../platform/journal.ts'
import type { Answered } from '../platform/run.ts'
import { type HouseEvent, houseShop, houseSubject } from './model.ts'

/**
 * 系统日志. The house's own stream: when the server that keeps everybody's records started and
 * stopped, in which version, and which of its checks of itself failed (Evidence Provisions 93).
 * It stands under shop 0, has no state, and only the house writes to it.
 */
export const houseDomain: Domain = {
  name: 'house',
  preload(world) {
    world.want(streams, houseShop, houseSubject)
  },
  handle: (_world, { body }) => [body],
  apply() {},
  stream: () => houseSubject,
}

/** Writes what the house says of itself. Never throws: a note that is lost stops nothing. */
export class HouseBook {
  private readonly parts: {
    submit: (command: Command) => Promise<Answered>
    now: () => number
    log: (what: string, about: Record<string, unknown>) => void
  }

  constructor(parts: HouseBook['parts']) {
    this.parts = parts
  }

  async note(event: HouseEvent): Promise<void> {
    const { submit, now, log } = this.parts
    try {
      await submit({
        id: randomBytes(16).toString('hex'),
        shopId: houseShop,
        actor: 'house',
        domain: houseDomain.name,
        target: houseSubject,
        body: event,
        arrivedAt: now(),
        seed: randomBytes(32),
      })
    } catch (error) {
      log('the house could not write about itself', { type: event.type, why: String(error) })
    }
  }
}
