import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { day, minute } from '../../src/kernel/time.ts'
import { Random } from '../simulate/random.ts'
import { audit, repeatAll } from './audit.ts'
import { type Fair, openFair, Persistent, trade } from './people.ts'
import { type Part, Site } from './site.ts'

export interface Campaign {
  readonly kills: number
  readonly seed: number
  readonly clients: number
  readonly log?: (what: string) => void
}

export interface Casualties {
  readonly kills: number
  /** Commands that got an answer. */
  readonly acknowledged: number
  /** Answers that are not the same when asked for again, and movements that one side lacks. */
  readonly lost: number
  /** Movements, orders or answers that exist twice. */
  readonly doubled: number
  readonly trades: number
  readonly movements: number
  /** The first few of what went wrong, in words. */
  readonly faults: readonly string[]
}

/** Which parts die together, and how often? `again`: and once more while they come back. */
const fates: readonly { weight: number; value: Fate }[] = [
  { weight: 3, value: { parts: ['server'], how: 'once' } },
  { weight: 2, value: { parts: ['server'], how: 'again' } },
  { weight: 3, value: { parts: ['database'], how: 'once' } },
  { weight: 2, value: { parts: ['database'], how: 'again' } },
  { weight: 2, value: { parts: ['provider'], how: 'once' } },
  { weight: 2, value: { parts: ['server', 'database'], how: 'once' } },
  { weight: 1, value: { parts: ['server', 'provider'], how: 'once' } },
  { weight: 2, value: { parts: ['database', 'provider'], how: 'once' } },
  { weight: 3, value: { parts: ['server'], how: 'in the gap' } },
]
interface Fate {
  readonly parts: readonly Part[]
  readonly how: 'once' | 'again' | 'in the gap'
}
/** While they come back they die at most so much later: a start takes about a second. */
const againMs = 900
/** Between two deaths so many commands must be answered, or nothing is under load. */
const commandsBetween = 8
const betweenMs = 30_000
const holdMarginAt = 176 * day

/**
 * 崩溃. Loads a whole site with trades over HTTP, kills its processes again and again, and in the end
 * asks whether anything that was answered is lost, or anything happened twice.
 */
export async function crash(campaign: Campaign): Promise<Casualties> {
  const site = await Site.open()
  try {
    const fair = await openFair(site.url, carrierKey(site))
    const trades = await underFire(campaign, { site, fair })
    await passTime(site, [20 * minute, 3 * day, 4 * day, 6 * day, 18 * day, 19 * day, 40 * day])
    const lost = await repeatAll(fair.diary)
    // A complaint that nobody answers is decided before the provider would end the hold.
    await passTime(site, [holdMarginAt, holdMarginAt + day, holdMarginAt + 2 * day])
    return { kills: campaign.kills, trades, ...(await audit(site, { fair, lost })) }
  } finally {
    await site.close()
  }
}

function carrierKey(site: Site): string {
  return readFileSync(join(site.folder, 'carrier-key'), 'utf8').trim()
}

async function underFire(
  { kills, seed, clients, log = () => {} }: Campaign,
  { site, fair }: { site: Site; fair: Fair },
): Promise<number> {
  const random = new Random(seed)
  let over = false
  let trades = 0
  const failures: Error[] = []
  const client = async (n: number) => {
    const own = new Random(`${seed} client ${n}`)
    while (!over) {
      await trade(fair, own)
      trades++
    }
  }
  const clientsAtWork = Array.from({ length: clients }, (_, n) =>
    client(n).catch((error: Error) => {
      over = true
      failures.push(error)
    }),
  )
  try {
    for (let killed = 0; killed < kills && !over; ) {
      await underLoad(fair)
      await pause(random.int(0, 200))
      const { parts, how } = random.weighted(fates)
      const again = how === 'again' ? [random.int(0, againMs)] : []
      log(`kill ${killed + 1} of ${kills}: ${parts} ${how}, after ${fair.diary.length} commands`)
      if (how === 'in the gap') await untilTheGap(site)
      await site.kill(parts, again)
      killed += 1 + again.length
    }
    if (!over) await underLoad(fair)
  } finally {
    over = true
    await Promise.all(clientsAtWork)
  }
  const [failure] = failures
  if (failure) throw new Error(`${failure.message}\n${site.words}`, { cause: failure })
  return trades
}

/** Waits until people get answers again. */
async function underLoad({ diary }: Fair): Promise<void> {
  const before = diary.length
  const deadline = Date.now() + betweenMs
  while (diary.length < before + commandsBetween) {
    if (Date.now() > deadline) throw new Error('nobody gets an answer any more')
    await pause(5)
  }
}

/** Waits until the provider has moved money: the server has not stored that yet. */
async function untilTheGap(site: Site): Promise<void> {
  const known = await movementCount(site, 0)
  const deadline = Date.now() + 3_000
  while (Date.now() < deadline && (await movementCount(site, known)) === known) await pause(1)
}

/** How many movements has the provider seen, counted on from those that we know of? */
async function movementCount(site: Site, known: number): Promise<number> {
  const { address, token } = site.provider()
  let last = known
  for (;;) {
    const response = await fetch(`${address}/sandbox/movements?after=${last}`, {
      headers: { 'sandbox-control': token },
    }).catch(() => null)
    if (!response?.ok) return last
    const { movements } = (await response.json()) as { movements: { seq: number }[] }
    const end = movements.at(-1)
    if (!end) return last
    last = end.seq
  }
}

/** Moves the clock to so many milliseconds from now, and lets all that falls due happen. */
async function passTime(site: Site, moments: readonly number[]): Promise<void> {
  const operator = new Persistent({ name: 'operator', url: site.url, diary: [] })
  await operator.signIn('13700000001')
  const from = Date.now()
  for (const ms of moments) {
    const wish = { to: new Date(from + ms).toISOString() }
    const { status, body } = await operator.until('POST', '/v1/sandbox/clock', { body: wish })
    if (status !== 200) throw new Error(`the clock does not move: ${JSON.stringify(body)}`)
    await pause(50) // callbacks of the provider are on their way
  }
}
