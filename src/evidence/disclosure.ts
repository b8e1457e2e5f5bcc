import { hash } from 'node:crypto'
import { members as catalogue } from '../catalogue/members.ts'
import { members as disputes } from '../disputes/members.ts'
import type { Standing } from '../kernel/apart.ts'
import { canonicalJson } from '../kernel/canonical.ts'
import { members as ledger } from '../ledger/members.ts'
import { members as logistics } from '../logistics/members.ts'
import { members as network } from '../network/members.ts'
import { members as notices } from '../notices/members.ts'
import { members as orders } from '../orders/members.ts'
import { members as payments } from '../payments/members.ts'
import { members as returns } from '../returns/members.ts'
import { members as evidence, houseMembers as house } from './members.ts'

/**
 * 披露. One part of a payload that can be shown, or erased, without the others (RFC 9901, section
 * 4.2): the text that is shown, and the digest that stands for it in the commitment.
 */
export interface Disclosure {
  /** Where it stands in the payload, `event.amountFen`; empty for all the rest together. */
  readonly path: string
  /** base64url of the JSON `[salt, path, value]`: who has it can compute the digest. */
  readonly shown: string
  /** base64url of SHA-256 over `shown`. */
  readonly digest: string
}

/** What each room says of the members of its events. A name means the same in all of them. */
export const rooms: readonly Readonly<Record<string, Standing>>[] = [
  catalogue,
  disputes,
  evidence,
  house,
  ledger,
  logistics,
  network,
  notices,
  orders,
  payments,
  returns,
]

/** Names that no event has any more. What was written once can only be read in the same way. */
const former = 'personId phone address note statement result grade amount rating'

const apart = new Set([
  ...former.split(' '),
  ...rooms.flatMap((members) =>
    Object.entries(members).flatMap(([name, standing]) => (standing === 'together' ? [] : [name])),
  ),
])

/** Is this member of an event committed on its own? */
export function standsApart(name: string): boolean {
  return name.endsWith('Fen') || apart.has(name)
}

/**
 * Into which parts does this payload fall, each with its digest? Who acted is one; members that
 * stand apart are taken from the event and from the objects directly in it; the rest is one part.
 */
export function disclosures(salt: Uint8Array, payload: object): Disclosure[] {
  const found: Disclosure[] = []
  const { event, actor, ...around } = payload as { event?: object; actor?: string }
  if (!event) return [disclose(salt, '', payload)]
  if (actor !== undefined) found.push(disclose(salt, 'actor', actor))
  const rest: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(event)) {
    if (value === undefined) continue
    if (standsApart(name)) found.push(disclose(salt, `event.${name}`, value))
    else if (isObject(value))
      rest[name] = withoutApart({ salt, path: `event.${name}`, value, found })
    else rest[name] = value
  }
  found.push(disclose(salt, '', { ...around, event: rest }))
  return found
}

function withoutApart(part: {
  salt: Uint8Array
  path: string
  value: object
  found: Disclosure[]
}): object {
  const rest: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(part.value)) {
    if (value === undefined) continue
    if (standsApart(name)) part.found.push(disclose(part.salt, `${part.path}.${name}`, value))
    else rest[name] = value
  }
  return rest
}

function disclose(salt: Uint8Array, path: string, value: unknown): Disclosure {
  const text = canonicalJson([saltOf(salt, path), path, value])
  const shown = Buffer.from(text).toString('base64url')
  return { path, shown, digest: hash('sha256', shown, 'base64url') }
}

/** Each part has a salt of its own, 128 bits, that says nothing about the entry's or the others'. */
function saltOf(salt: Uint8Array, path: string): string {
  mixed.set(salt)
  const end = salt.length + mixed.write(path, salt.length)
  return hash('sha256', mixed.subarray(0, end), 'buffer').toString('base64url', 0, 16)
}

/** Written anew for every part: hashing is synchronous. Paths are names of members, and short. */
const mixed = Buffer.alloc(1_024)

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
