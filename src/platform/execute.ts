import { assert } from '../kernel/assert.ts'
import { sha256 } from '../kernel/hash.ts'
import { isRefusal, type Refusal } from '../kernel/refusal.ts'
import { type Command, type Domain, type Happened, type React, reactionActor } from './command.ts'
import { Miss, type World } from './world.ts'

/** One command may set off at most so many decisions: a bound, far above any real cascade. */
const cascadeMax = 2_048

/**
 * What follows from this command? Its domain decides, its events are applied, and every reaction
 * that belongs to the same transaction is decided in turn. If any of them is refused, the command
 * is refused with that code and nothing of it remains in the world.
 */
export function execute(
  world: World,
  command: Command,
  rooms: { domains: ReadonlyMap<string, Domain>; react: React },
): readonly Happened[] | Refusal {
  const mark = world.mark()
  const happened: Happened[] = []
  const queue: Step[] = [{ domain: command.domain, target: command.target, body: command.body }]
  for (let place = 0; place < queue.length; place++) {
    assert(place < cascadeMax, `too long a cascade after ${command.domain} ${command.body.type}`)
    try {
      const refused = step(world, { command, queue, place, happened, rooms })
      if (refused === null) continue
      world.backTo(mark)
      return refused
    } catch (error) {
      // Broken off: what waits will miss its rows as well, and is loaded with this one, so that a
      // command that reaches a hundred rows decides again as often as it is deep, not as wide.
      if (error instanceof Miss)
        for (const { domain, target, body } of queue.slice(place))
          rooms.domains.get(domain)?.preload(world, command.shopId, target, body)
      throw error
    }
  }
  return happened
}

/** Random bytes for one purpose, from the 32 drawn when the command arrived. */
export function draw(seed: Uint8Array, purpose: string): Buffer {
  return sha256(Buffer.concat([seed, Buffer.from(purpose)]))
}

type Step = Pick<Command, 'domain' | 'target' | 'body'>

interface Cascade {
  readonly command: Command
  readonly queue: Step[]
  readonly place: number
  readonly happened: Happened[]
  readonly rooms: { domains: ReadonlyMap<string, Domain>; react: React }
}

/** Decides one step, applies it, and puts what follows from it at the end of the queue. */
function step(world: World, { command, queue, place, happened, rooms }: Cascade): Refusal | null {
  const next = queue[place]
  assert(next, 'a step of the queue')
  const domain = rooms.domains.get(next.domain)
  assert(domain, `no domain ${next.domain}`)
  const decision = domain.handle(world, {
    shopId: command.shopId,
    target: next.target,
    body: next.body,
    actor: place === 0 ? command.actor : reactionActor,
    grant: place === 0 ? (command.grant ?? null) : null,
    at: command.arrivedAt,
    get random() {
      return draw(command.seed, `decision ${place}`)
    },
  })
  if (isRefusal(decision)) return decision
  for (const event of decision) {
    domain.apply(world, command.shopId, next.target, event)
    const entry: Happened = {
      shopId: command.shopId,
      domain: next.domain,
      target: next.target,
      stream: domain.stream(next.target, world, command.shopId),
      event,
      actor: command.actor,
      at: command.arrivedAt,
    }
    happened.push(entry)
    queue.push(...rooms.react(world, entry))
  }
  return null
}
