import type { Command } from '../../src/platform/command.ts'
import type { Answered } from '../../src/platform/run.ts'
import type { Chronicle } from './chronicle.ts'
import { type HouseParts, SimulatedHouse } from './house.ts'
import type { Problem } from './tables.ts'

/** One server or several on one database, as whoever sends a command sees them: any will do. */
export class Servers {
  commands = 0
  crashes = 0
  private readonly parts: Omit<HouseParts, 'log'>
  private readonly chronicle: Chronicle
  private readonly houses: SimulatedHouse[]
  private readonly troubles: Problem[] = []

  constructor(parts: Omit<HouseParts, 'log'>, more: { chronicle: Chronicle; count: number }) {
    this.parts = parts
    this.chronicle = more.chronicle
    this.houses = Array.from({ length: more.count }, () => this.start())
  }

  private start(): SimulatedHouse {
    const house: SimulatedHouse = new SimulatedHouse({
      ...this.parts,
      log: (what, about) => {
        // Two deadlines of one order fell due together, and the first made the second pointless.
        if (house.isDead || String(about.code).endsWith('.not_due')) return
        this.troubles.push({ invariant: 'no_trouble', what: `${what} ${JSON.stringify(about)}` })
      },
    })
    return house
  }

  /**
   * Who takes the commands of this shop in this step? Two servers are at work at once, but
   * those of one shop arrive at one door, so that a seed decides in which order they stand.
   */
  of(shopId: number): SimulatedHouse {
    const place = (shopId + this.chronicle.step) % this.houses.length
    const house = this.houses[place]
    if (!house) throw new Error('there is no server')
    return house
  }

  async submit(command: Command): Promise<Answered> {
    this.commands++
    try {
      return await this.of(command.shopId).submit(command)
    } catch (error) {
      const what = `${command.domain} ${command.body.type}: ${(error as Error).stack}`
      const invariant = 'no_command_is_poisoned'
      return this.chronicle.fail({ invariant, what, orderId: command.target })
    }
  }

  /** Sends these, and their servers die while they are decided. Null for each without an answer. */
  async dieDeciding(commands: readonly Command[], turns: number): Promise<(Answered | null)[]> {
    const houses = new Set(commands.map(({ shopId }) => this.of(shopId)))
    const heard = commands.map((command) => {
      const house = this.of(command.shopId)
      return house.submit(command).catch((error: Error) => {
        if (house.isDead) return null
        throw error
      })
    })
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
    for (const house of houses) await this.replace(house)
    return Promise.all(heard)
  }

  /** One dies, whatever it was doing, and another takes its place. */
  async replace(house: SimulatedHouse): Promise<void> {
    this.crashes++
    await house.kill()
    this.houses[this.houses.indexOf(house)] = this.start()
  }

  /** Decides what is due, until nobody finds anything more. */
  async tick(): Promise<void> {
    for (let round = 0; round < 40; round++) {
      const decided = await Promise.all(this.houses.map(({ timekeeper }) => timekeeper.tick()))
      if (decided.every((count) => count === 0)) return
    }
  }

  async sweep(): Promise<void> {
    for (const { dispatcher } of this.houses) await dispatcher.sweep()
    await this.pump()
  }

  /** Lets everything through to the provider, and what follows from it. */
  async pump(): Promise<void> {
    for (const house of this.houses) await house.pump()
    this.seeTroubles()
  }

  async rest(): Promise<void> {
    for (const house of this.houses) await house.rest()
    this.seeTroubles()
  }

  private seeTroubles(): void {
    const [trouble] = this.troubles
    if (trouble) this.chronicle.fail(trouble)
  }

  async close(): Promise<void> {
    for (const house of this.houses) if (!house.isDead) await house.kill()
  }
}
