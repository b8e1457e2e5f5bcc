import { randomBytes } from 'node:crypto'
import type { Command, Domain } from '../platform/command.ts'
import { streams } from '../platform/journal.ts'
import type { Answered } from '../platform/run.ts'
import { houseShop, houseSubject } from './model.ts'
import type { SiteTerms } from './site-terms.ts'

/**
 * 系统日志. The house's own stream: when the server that keeps everybody's records started and
 * stopped, in which version, and which of its checks of itself failed (Evidence Provisions 93).
 * It stands under shop 0, has no state, and only the house writes to it.
 */
export type HouseEvent =
  | {
      readonly type: 'house.started'
      readonly version: string
      readonly runtime: string
      /** The site's own rules in full, so that what they were on any day can be proved. */
      readonly terms: SiteTerms
      readonly termsHash: string
    }
  | { readonly type: 'house.stopped'; readonly version: string }
  /** `check` names it in one word, `finding` says what was found, without anybody's data. */
  | { readonly type: 'house.check_failed'; readonly check: string; readonly finding: string }
  | { readonly type: 'house.check_passed'; readonly check: string; readonly finding: string }

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
