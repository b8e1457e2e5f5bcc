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

/** Which parts die together, and how often? */
const fates: readonly { weight: number; value: readonly Part[] | 'gap' }[] = [
  { weight: 3, value: ['server'] },
  { weight: 3, value: ['database'] },
  { weight: 2, value: ['provider'] },
  { weight: 2, value: ['server', 'database'] },
  { weight: 1, value: ['server', 'provider'] },
  { weight: 1, value: ['database', 'provider'] },
  { weight: 4, value: 'gap' },
]
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
    for (let kill = 1; kill <= kills && !over; kill++) {
      await underLoad(fair)
      await pause(random.int(0, 300))
      const fate = random.weighted(fates)
      log(`kill ${kill} of ${kills}: ${fate}, after ${fair.diary.length} commands`)
      if (fate === 'gap') await killInTheGap(site)
      else await site.kill(fate)
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

/** Kills the server as soon as the provider has moved money: it has not stored that yet. */
async function killInTheGap(site: Site): Promise<void> {
  const known = await movementCount(site, 0)
  const deadline = Date.now() + 3_000
  while (Date.now() < deadline && (await movementCount(site, known)) === known) await pause(1)
  await site.kill(['server'])
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
