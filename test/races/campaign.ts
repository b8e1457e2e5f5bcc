import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { day } from '../../src/kernel/time.ts'
import type { Answer } from '../person.ts'
import { Random } from '../simulate/random.ts'
import { view } from '../trade.ts'
import { Arena, said } from './arena.ts'
import { type Contest, type Ending, races } from './races.ts'

export interface Campaign {
  /** So many contests of each race. */
  readonly rounds: number
  readonly seed: number
  readonly servers: 1 | 2
}

export interface Found {
  /** By race: how often the first, the second, and both got what they wished. */
  readonly wins: ReadonlyMap<string, { first: number; second: number; both: number }>
  readonly contests: number
  readonly faults: readonly string[]
}

/** Long enough for every clock of an order, a return and a complaint to run out. */
const clocks = [1, 2, 4, 4, 4, 8, 16, 16, 122, 1, 1].map((days) => days * day)

/**
 * 竞态. Runs every race so many times. Which server hears whom, in which order, how far apart, and
 * whether both stand at the shop's guard together, is drawn from the seed. Then lets all clocks run
 * out and asks the books, the provider and the log what really happened.
 */
export async function compete({ rounds, seed, servers }: Campaign): Promise<Found> {
  const arena = await Arena.open(servers)
  try {
    const wins: Map<string, { first: number; second: number; both: number }> = new Map()
    const faults: string[] = []
    const owed: { contest: Contest; ending: Ending; what: string }[] = []
    for (const race of races) {
      const count = { first: 0, second: 0, both: 0 }
      wins.set(race.name, count)
      for (const [no, contest] of (await race.prepare(arena, rounds)).entries()) {
        const what = `${race.name} ${no} of seed ${seed}, ${servers} servers`
        const { answers, wrong } = await run(
          arena,
          contest,
          new Random(`${seed} ${race.name} ${no}`),
        )
        faults.push(...wrong.map((why) => `${what}: ${why}`))
        const ending = contest.endings.find(
          (one) => one.answers[0] === answers[0] && one.answers[1] === answers[1],
        )
        if (!ending) faults.push(`${what}: answered ${answers.join(' and ')}`)
        else owed.push({ contest, ending, what })
        const [first, second] = answers.map((answer) => answer === 'done')
        count[first && second ? 'both' : first ? 'first' : 'second']++
      }
      await arena.market.settle()
    }
    for (const ms of clocks) await arena.market.wait(ms)
    for (const one of owed) faults.push(...(await moneyOf(one)))
    faults.push(...(await arena.problems()))
    return { wins, contests: owed.length, faults }
  } finally {
    await arena.close()
  }
}

/** Both wishes set off as the seed says, and each is sent again afterwards, to any server. */
async function run(arena: Arena, { runners }: Contest, random: Random) {
  const wishes = runners.map((runner) => {
    const key = randomBytes(12).toString('hex')
    const send = (server: string) =>
      runner.who.post(`${server}${runner.path}`, runner.body, { 'idempotency-key': key })
    return { send, server: random.pick(arena.servers), again: random.pick(arena.servers) }
  })
  const order = random.chance(0.5) ? [0, 1] : [1, 0]
  const gated = random.chance(0.6)
  const [apartMs, openMs] = [random.weighted(gaps), random.int(0, 12)]
  if (gated) await arena.shut()
  const sent: Promise<Answer>[] = []
  for (const at of order) {
    const wish = wishes[at]
    if (!wish) continue
    sent[at] = wish.send(wish.server)
    if (apartMs > 0) await pause(apartMs)
  }
  if (gated) {
    await pause(openMs)
    await arena.letGo()
  }
  const answers = await Promise.all(sent)
  const repeats = await Promise.all(wishes.map(({ send, again }) => send(again)))
  const wrong = repeats.flatMap((repeat, at) => {
    const same = JSON.stringify(repeat.body) === JSON.stringify(answers[at]?.body)
    const replayed = repeat.headers.get('idempotency-replayed') === 'true'
    return same && replayed ? [] : [`sent again, runner ${at} was answered ${said(repeat)}`]
  })
  return { answers: answers.map(said), wrong }
}

/** Mostly at once; sometimes so far apart that the other has been heard of. */
const gaps = [
  { weight: 6, value: 0 },
  { weight: 2, value: 1 },
  { weight: 1, value: 3 },
  { weight: 1, value: 8 },
]

/** Did the money go where this ending sends it? */
async function moneyOf({
  contest: { bought },
  ending: { refundedFen },
  what,
}: {
  contest: Contest
  ending: Ending
  what: string
}): Promise<string[]> {
  if (bought === null || refundedFen === null) return []
  const { money } = await view(bought.buyer, bought.orderId)
  const right = money.refundedFen === refundedFen && money.heldFen === 0 && money.lockedFen === 0
  return right ? [] : [`${what}: refunded ${refundedFen} is due, but ${JSON.stringify(money)}`]
}
