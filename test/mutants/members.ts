import type { Random } from '../simulate/random.ts'

/** Damage by somebody who reads the file as JSON: members taken out, doubled, moved, borrowed. */

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
type Way = readonly (string | number)[]

/** Changes one place. `within`: only places whose way begins with one of these names. */
export function rewrite(
  whole: Json,
  others: readonly Json[],
  { random, within }: { random: Random; within: readonly string[] | null },
): Json {
  const copy = structuredClone(whole)
  const ways = waysOf(copy).filter(([name]) => within === null || within.includes(String(name)))
  const way = random.pick(ways)
  const holder = at(copy, way.slice(0, -1))
  const last = way.at(-1) ?? ''
  if (Array.isArray(holder)) changeList(holder, Number(last), random)
  const borrowed = at(random.pick(others), way)
  if (Array.isArray(holder) && random.chance(0.6)) return copy
  if (typeof holder !== 'object' || holder === null) return copy
  const held = Reflect.get(holder, last) as Json | undefined
  if (held === undefined) return copy
  const chosen = random.int(0, 3)
  if (chosen === 0 && borrowed !== undefined) Reflect.set(holder, last, structuredClone(borrowed))
  else if (chosen === 1 && !Array.isArray(holder)) Reflect.deleteProperty(holder, last)
  else Reflect.set(holder, last, nearly(held, random))
  return copy
}

function changeList(list: Json[], place: number, random: Random): void {
  const to = random.int(0, list.length - 1)
  const [one, other] = [list[place] ?? null, list[to] ?? null]
  const way = random.int(0, 2)
  if (way === 0) list.splice(place, 1)
  else if (way === 1) list.splice(to, 0, structuredClone(one))
  else {
    list[place] = other
    list[to] = one
  }
}

/** Something of the same kind that is not the same. */
function nearly(value: Json, random: Random): Json {
  if (typeof value === 'number') return value + random.pick([-1, 1, 0.5, 256])
  if (typeof value === 'boolean') return !value
  if (value === null) return random.pick<Json>(['', 0, [], {}])
  if (typeof value !== 'string') return random.pick<Json>([null, '', []])
  const words = 'recorded proved witnessed chained order listing buyer public'.split(' ')
  if (words.includes(value)) return random.pick(words)
  const place = random.int(0, value.length)
  return value.slice(0, place) + random.pick([...'aA0=\n ']) + value.slice(place + 1)
}

/** The ways to all places of it, the whole itself left out. */
function waysOf(value: Json): Way[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.keys(value).flatMap((name) => {
    const step = Array.isArray(value) ? Number(name) : name
    const below = (value as { [name: string]: Json })[name] ?? null
    return [[step], ...waysOf(below).map((way): Way => [step, ...way])]
  })
}

function at(value: Json, way: Way): Json | undefined {
  let found: Json | undefined = value
  for (const step of way) {
    if (typeof found !== 'object' || found === null) return undefined
    found = Object.hasOwn(found, step) ? (Reflect.get(found, step) as Json) : undefined
  }
  return found
}
