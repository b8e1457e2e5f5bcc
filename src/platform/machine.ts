import type { ShopId } from '../kernel/ids.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { Body, Domain, DomainEvent, Order } from './command.ts'
import type { Table, World } from './world.ts'

/** The three pure functions of a domain with a lifecycle. */
export interface Rules<State, Command, Event, Facts> {
  readonly initial: State
  decide(state: State, command: Command, facts: Facts): readonly Event[] | Refusal
  evolve(state: State, event: Event): State
}

/** A domain that is one state machine per thing: state, command and facts in, events out. */
export function machine<State, Command extends Body, Event extends DomainEvent, Facts>(room: {
  name: string
  rules: Rules<State, Command, Event, Facts>
  table: Table<State>
  facts(world: World, order: Order & { body: Command }, state: State): Facts
  preload?(world: World, shopId: ShopId, target: string, body: Command): void
  stream(target: string, state: State): string
  answer?(state: State): Record<string, unknown>
}): Domain {
  const { rules, table } = room
  return {
    name: room.name,
    preload(world, shopId, target, body) {
      world.want(table, shopId, target)
      room.preload?.(world, shopId, target, body as Command)
    },
    handle(world, order) {
      const state = world.read(table, order.shopId, order.target)
      const asked = order as Order & { body: Command }
      return rules.decide(state, asked.body, room.facts(world, asked, state))
    },
    apply(world, shopId, target, event) {
      const state = world.read(table, shopId, target)
      world.write(table, shopId, target, rules.evolve(state, event as unknown as Event))
    },
    stream: (target, world, shopId) => room.stream(target, world.read(table, shopId, target)),
    answer: (world, shopId, target) => room.answer?.(world.read(table, shopId, target)) ?? {},
  }
}
