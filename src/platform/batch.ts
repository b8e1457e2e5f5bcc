import { canonicalJson, fenJson } from '../kernel/canonical.ts'
import { sha256Hex } from '../kernel/hash.ts'
import { isRefusal, refuse } from '../kernel/refusal.ts'
import { type Claim, claimName, makeGuards, readClaims, saveClaims, takeGuards } from './claims.ts'
import type { Answer, Body, Command, Domain, Happened, React } from './command.ts'
import type { Tx } from './db/pool.ts'
import { deadlineName, saveDeadlines } from './deadlines.ts'
import { execute } from './execute.ts'
import { JournalPage } from './journal.ts'
import { World } from './world.ts'

export interface Rooms {
  /** Names rows that a command will need beyond its own domain, so that one load is enough. */
  readonly foresee: (world: World, command: Command) => void
  readonly domains: ReadonlyMap<string, Domain>
  readonly react: React
}

/** What became of one command of a batch. */
export type Outcome =
  | { readonly type: 'answered'; readonly answer: Answer; readonly replayed: boolean }
  | { readonly type: 'poisoned'; readonly error: unknown }

export interface Decided {
  readonly outcomes: readonly Outcome[]
  readonly happened: readonly Happened[]
}

/** Loading and deciding again is bounded: each pass loads everything that the last one missed. */
const passesMax = 12

/** Decides a batch inside an open transaction and writes all that follows; does not commit. */
export async function decideBatch(
  tx: Tx,
  commands: readonly Command[],
  rooms: Rooms,
): Promise<Decided> {
  const world = new World()
  for (const command of commands) {
    const { domain, shopId, target, body } = command
    rooms.domains.get(domain)?.preload(world, shopId, target, body)
    rooms.foresee(world, command)
  }
  const opening = commands.filter(({ domain, body }) => domain === 'shops' && body.type === 'open')
  const shops = commands.map(({ shopId }) => shopId)
  const [, guarded, claims] = await Promise.all([
    opening.length > 0
      ? makeGuards(
          tx,
          opening.map(({ shopId }) => shopId),
        )
      : null,
    takeGuards(tx, shops),
    readClaims(tx, commands),
    world.load(tx),
  ])
  const hashes = commands.map(bodyHash)
  for (let pass = 0; pass < passesMax; pass++) {
    const attempt = decideAll(world, { commands, hashes, claims, guarded, rooms })
    if (world.misses > 0) {
      await world.load(tx)
      continue
    }
    const changes = world.changes()
    await Promise.all([
      ...[...changes].map(([table, list]) => table.save(tx, list)),
      saveDeadlines(tx, changes, attempt.over),
      attempt.page.save(tx),
      saveClaims(tx, attempt.fresh),
    ])
    return attempt
  }
  throw new Error('a batch asks for ever more rows')
}

interface Attempt extends Decided {
  readonly page: JournalPage
  readonly fresh: { command: Command; bodyHash: string; answer: Answer }[]
  /** The deadlines that were decided, by their names. */
  readonly over: ReadonlySet<string>
}

/** One pass over the batch, in order. Where rows are missing its result is thrown away. */
function decideAll(
  world: World,
  batch: {
    commands: readonly Command[]
    hashes: readonly string[]
    claims: ReadonlyMap<string, Claim>
    guarded: ReadonlySet<number>
    rooms: Rooms
  },
): Attempt {
  const page = new JournalPage()
  const fresh: Attempt['fresh'] = []
  const over = new Set<string>()
  const answered = new Map(batch.claims)
  const happened: Happened[] = []
  const outcomes = batch.commands.map((command, place): Outcome => {
    const hash = batch.hashes[place] ?? ''
    const name = claimName(command)
    const claim = answered.get(name)
    if (claim) return replay(claim, hash)
    if (!batch.guarded.has(command.shopId))
      return { type: 'answered', replayed: false, answer: { ok: false, refused: 'shop.not_found' } }
    const mark = world.mark()
    try {
      const answer = decideOne(world, command, { page, happened, rooms: batch.rooms })
      fresh.push({ command, bodyHash: hash, answer })
      const decided = deadlineOver(world, command)
      if (decided !== null) over.add(decided)
      answered.set(name, { bodyHash: hash, answer })
      return { type: 'answered', answer, replayed: false }
    } catch (error) {
      world.backTo(mark)
      return { type: 'poisoned', error }
    }
  })
  return { outcomes, happened, page, fresh, over }
}

/** The name of the deadline that this was, if its row is not waiting for it any more; else null. */
function deadlineOver(world: World, command: Command): string | null {
  const { domain: subject, shopId, target: id, body } = command
  if (!isTime(body)) return null
  const waits = world.timers(subject, shopId, id).some(({ kind }) => kind === body.kind)
  return waits ? null : deadlineName({ shopId, subject, id, kind: body.kind })
}

function isTime(body: Body): body is Body & { readonly kind: string } {
  return body.type === 'time' && 'kind' in body && typeof body.kind === 'string'
}

function decideOne(
  world: World,
  command: Command,
  into: { page: JournalPage; happened: Happened[]; rooms: Rooms },
): Answer {
  const decision = execute(world, command, into.rooms)
  if (isRefusal(decision)) return { ok: false, ...decision }
  const domain = into.rooms.domains.get(command.domain)
  const answer = domain?.answer?.(world, command.shopId, command.target) ?? {}
  const result = JSON.parse(fenJson(answer)) as Record<string, unknown>
  // Last, since the page is not taken back with the world: what fails has written nothing on it.
  const entry = into.page.add(world, command, decision)
  into.happened.push(...decision)
  return { ok: true, entry, result }
}

function replay(claim: Claim, hash: string): Outcome {
  if (claim.bodyHash === hash) return { type: 'answered', answer: claim.answer, replayed: true }
  return {
    type: 'answered',
    replayed: false,
    answer: { ok: false, ...refuse('command.id_used_for_another') },
  }
}

/** What makes two commands the same? Target and body, in canonical form. */
export function bodyHash(command: Command): string {
  const { domain, target, body } = command
  return sha256Hex(canonicalJson({ domain, target, body }))
}
