import type { Random } from '../simulate/random.ts'

const hostile: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  0.1,
  1e308,
  -(2 ** 53),
  2 ** 53 + 2,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e好',
  "' or 1=1 --",
  '$1::bigint[]',
  '../../../etc/passwd',
  '<img src=x onerror=alert(1)>',
  '{{7*7}}<%= 7*7 %>',
  'ord_00000000000000000000000000',
  '9'.repeat(400),
  '好'.repeat(3_000),
  `${'a'.repeat(300)}!`,
  [],
  {},
  [[[[[[[[[[]]]]]]]]]],
  { __proto__: null, constructor: { prototype: { admin: true } } },
  { length: 1e9 },
  '1970-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '-271821-04-20T00:00:00.000Z',
  '2016-12-31T23:59:60Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59-14:00',
  '0000-01-01',
  '9999-12-31',
  'NaN',
  '1e999',
]

/** Always a fresh one: what is spoilt twice must not end up inside itself. */
const spoiler = (random: Random): unknown => structuredClone(random.pick(hostile))

/** The same value with one or a few places spoilt: another type, too much, too little, too deep. */
export function wreck(value: unknown, random: Random): unknown {
  const places = paths(value)
  let result = structuredClone(value)
  for (let turn = random.int(1, 2); turn > 0; turn--)
    result = change(result, random.pick(places), random)
  return result
}

type Path = readonly (string | number)[]

function paths(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at]
  const inside = Object.entries(value).flatMap(([key, part]) => paths(part, [...at, key]))
  return [at, ...inside]
}

function change(root: unknown, path: Path, random: Random): unknown {
  const last = path.at(-1)
  if (last === undefined) return random.chance(0.3) ? spoiler(random) : extra(root, random)
  let holder = root
  for (const key of path.slice(0, -1)) {
    if (typeof holder !== 'object' || holder === null) return root
    holder = (holder as Record<string, unknown>)[key]
  }
  if (typeof holder !== 'object' || holder === null) return root
  const fields = holder as Record<string, unknown>
  if (random.chance(0.15) && !Array.isArray(holder)) delete fields[last]
  else fields[last] = spoiler(random)
  return root
}

function extra(root: unknown, random: Random): unknown {
  if (Array.isArray(root)) return Array.from({ length: 500 }, () => root[0] ?? spoiler(random))
  if (typeof root !== 'object' || root === null) return spoiler(random)
  return { ...root, [random.pick(['__proto__', 'constructor', 'extra', ''])]: spoiler(random) }
}

/** A body that is not what its headers say. */
export function wreckBytes(text: string, random: Random): string {
  const cut = random.int(0, Math.max(0, text.length - 1))
  return random.pick([
    text.slice(0, cut),
    `${text}${text}`,
    `\ufeff${text}`,
    '['.repeat(20_000),
    `{"a":${'{"a":'.repeat(2_000)}1`,
    text.replace(/"/g, "'"),
    '',
    'null',
    `"${'x'.repeat(70_000)}"`,
  ])
}
