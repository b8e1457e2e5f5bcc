import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { day, type Instant, second } from '../../src/kernel/time.ts'
import { Random } from '../simulate/random.ts'
import { view } from '../trade.ts'
import { Arena, type Bought, inAnotherLane, priceFen, said } from './arena.ts'

/**
 * 最后一秒. The right to return ends at midnight; from then on the money is the seller's. Here the
 * clock really runs: timers decide ten seconds after they fall due, and a command that is not
 * decided within ten seconds is given back, so whoever was in time never loses, on whatever server,
 * also when their shop is held up for seconds by somebody else.
 */
const lanes = 16
const eachShop = 5
/** From so long before midnight to so long after it returns are sent. */
const aroundMs = 1_500
/** A request needs its time to arrive on a busy machine: who was so near is not judged. */
const nearMs = 600

/** Two servers, three shops: one is free, one held up for a while, one for too long. */
let free: Arena
let slow: Arena
let stuck: Arena

before(async () => {
  free = await Arena.open(2, { lanes })
  slow = await inAnotherLane([free], lanes)
  stuck = await inAnotherLane([free, slow], lanes)
})
after(async () => {
  await slow?.leave()
  await stuck?.leave()
  await free?.close()
})

it('a return at the last second, against the release that follows it: whoever was in time wins', async () => {
  const random = new Random('last second')
  const { market } = free
  const stalls = [free, slow, stuck]
  const bought = await Promise.all(stalls.map((arena) => arena.delivered(eachShop)))
  for (const { buyer, orderId } of bought.flat()) await buyer.does(`/v1/orders/${orderId}/confirm`)
  const [first] = bought.flat()
  assert(first)
  const endsAt = Date.parse((await view(first.buyer, first.orderId)).windowEndsAt)
  await market.wait(endsAt - market.clock.now() - aroundMs - second)
  assert.equal((await view(first.buyer, first.orderId)).money.releasedFen, 0)

  market.clock.run()
  const sendings = bought.map((list) => list.map((one) => ask(one, random, endsAt)))
  await slow.shut()
  await stuck.shut()
  const opening = [
    pause(endsAt + 6 * second - market.clock.now()).then(() => slow.letGo()),
    pause(endsAt + 12.5 * second - market.clock.now()).then(() => stuck.letGo()),
  ]
  while (market.clock.now() < endsAt + 14 * second) {
    await Promise.all(market.apps.map(({ timekeeper }) => timekeeper.tick()))
    await pause(100)
  }
  await Promise.all(opening)
  const heard = await Promise.all(sendings.map((list) => Promise.all(list)))
  await market.wait(40 * day)

  const [inFree = [], inSlow = [], inStuck = []] = heard
  for (const one of [...inFree, ...inSlow, ...inStuck]) await judge(one, endsAt)
  const answers = (list: readonly Heard[]) => new Set(list.map(({ answer }) => answer))
  assert.deepEqual(answers(inFree), new Set(['done', 'return.window_over']), 'both happen')
  assert(answers(inSlow).has('done'), 'held up for six seconds, and still in time')
  assert.deepEqual(answers(inStuck), new Set(['command.unavailable']), 'given back, not decided')
  assert.deepEqual(await free.problems(), [])
})

interface Heard {
  readonly bought: Bought
  readonly sentAt: Instant
  readonly answer: string
}

async function ask(bought: Bought, random: Random, endsAt: Instant): Promise<Heard> {
  const { market, servers } = free
  const server = random.pick(servers)
  await pause(endsAt + random.int(-aroundMs, aroundMs) - market.clock.now())
  const sentAt = market.clock.now()
  const answer = await bought.buyer.post(`${server}/v1/orders/${bought.orderId}/returns`, {
    ...{ track: 'no_reason', remedy: 'refund' },
    pieces: [{ itemId: '1', quantity: 1 }],
  })
  return { bought, sentAt, answer: said(answer) }
}

/** In time and granted: all goes back. Too late, or never decided: all has been released. */
async function judge({ bought, sentAt, answer }: Heard, endsAt: Instant): Promise<void> {
  const what = `sent ${sentAt - endsAt} ms after midnight: ${answer}`
  if (answer === 'done') assert(sentAt < endsAt, what)
  if (answer === 'return.window_over') assert(sentAt > endsAt - nearMs, what)
  const { money } = await view(bought.buyer, bought.orderId)
  const granted = answer === 'done'
  assert.equal(money.refundedFen, granted ? priceFen : 0, what)
  assert.equal(money.releasedFen > 0, !granted, what)
}
