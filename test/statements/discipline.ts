/**
 * 语句规矩. What a statement must keep so that the same SQL runs on one machine and on many (Citus):
 * every row of a shop lies with its shop, and a statement says which shops it means.
 */
export type Kind = 'shop' | 'person' | 'other'

export interface Statement {
  readonly name: string
  readonly text: string
}

const keyOf = { shop: 'shop_id', person: 'person_id' } as const

/** Which rules does this statement break? `kinds` tells the tables of `app` apart. */
export function faultsOf(
  { text: written }: Statement,
  kinds: ReadonlyMap<string, Kind>,
  { crossShop = false } = {},
): string[] {
  const text = plain(written)
  const faults = banned.flatMap(([form, why]) => (form.test(text) ? [why] : []))
  faults.push(...lockFaults(text))
  if (
    /\binsert into\b/.test(text) &&
    fromRows.test(text) &&
    !/\breturning\b|\bon conflict\b/.test(text)
  )
    faults.push('an insert from rows without RETURNING or ON CONFLICT loses its SQLSTATE')
  for (const part of crossShop ? [] : parts(text)) faults.push(...keyFaults(part, kinds))
  if (crossShop) faults.push(...crossingFaults(text, kinds))
  faults.push(...changedAndRead(text), ...mixedFaults(text, kinds))
  return faults
}

/** People lie by their own keys: what joins them to shops in one read has to move rows about. */
export function mixedFaults(written: string, kinds: ReadonlyMap<string, Kind>): string[] {
  return parts(plain(written)).flatMap((part) => {
    const tables = [...part.matchAll(/\b(?:from|join|using) app\.(\w+)/g)].map(
      ([, name = '']) => name,
    )
    const [shop, person] = (['shop', 'person'] as const).map((kind) =>
      tables.find((name) => kinds.get(name) === kind),
    )
    return shop && person ? [`${person} of people is joined to ${shop} of shops`] : []
  })
}

const fromRows = /\b(?:unnest|jsonb?_to_recordset)\s*\(/

/** What no statement has, whatever it is about. */
const banned: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp)\s*\(/,
    'time is a parameter',
  ],
  [/\bcurrent_(?:timestamp|date|time)\b/, 'time is a parameter'],
  [/\b(?:random|gen_random_uuid|uuidv[47]|nextval|setval)\s*\(/, 'chance and ids are parameters'],
  [/\bmerge into\b/, 'MERGE'],
  [/\bctid\b|\bxmin\b|\bxmax\b/, 'hidden columns'],
  [/\bgrouping sets\b|\brollup\s*\(|\bcube\s*\(/, 'GROUPING SETS'],
  [/\bwith recursive\b/, 'a recursive query'],
  [/\bserializable\b|\bdeferrable\b|\bset constraints\b/, 'SERIALIZABLE or deferred constraints'],
  [/\bpg_(?:try_)?advisory\w*\s*\(/, 'advisory locks hold on one node only'],
  [/\b(?:shop|person)_id\s*=\s*\(\s*select\b/, 'a key from a subselect'],
  [/\b(?:shop|person)_id\s*=\s*current_setting/, 'a key from a setting'],
  [/\block table\b|\block app\./, 'a lock on a whole table'],
  [/\bon conflict on constraint\b/, 'a constraint by its name'],
  [
    /\bset\b(?:(?!\bwhere\b)[^;])*\bshop_id\s*=\s*(?!excluded)[^,]*\bwhere\b/,
    'a row changes its shop',
  ],
]

/** Rows are locked in one shop at a time, and by its number. */
function lockFaults(text: string): string[] {
  if (!/\bfor (?:no key )?(?:update|share)\b/.test(text)) return []
  if (/\bshop_id = \$\d+/.test(text) || /\bperson_id = \$\d+/.test(text)) return []
  return /\bfrom app\.(?:log_|settings)/.test(text) ? [] : ['locks rows of more than one shop']
}

/** Each part of a statement that stands for itself: the bodies of WITH, and what follows. */
function parts(text: string): string[] {
  const found: string[] = []
  let rest = text
  for (;;) {
    const open = /\bas (?:materialized )?\(\s*(?=insert|update|delete)/.exec(rest)
    if (!open) return [...found, rest]
    const from = open.index + open[0].length
    let depth = 1
    let end = from
    for (; end < rest.length && depth > 0; end++)
      depth += rest[end] === '(' ? 1 : rest[end] === ')' ? -1 : 0
    found.push(rest.slice(from, end - 1))
    rest = `${rest.slice(0, open.index)} as (part) ${rest.slice(end)}`
  }
}

/** Does every table of a shop or a person come with its key, as a parameter? */
function keyFaults(text: string, kinds: ReadonlyMap<string, Kind>): string[] {
  const faults: string[] = []
  const tables = [...text.matchAll(/\b(?:from|join|update|into|using) (?:only )?app\.(\w+)/g)]
  const keyed = tables.flatMap(([, name = '']) => {
    const kind = kinds.get(name)
    if (kind === undefined) faults.push(`no such table: ${name}`)
    return kind === 'shop' || kind === 'person' ? [{ name, key: keyOf[kind] }] : []
  })
  for (const { name, key } of keyed) {
    const columns = new RegExp(`\\binto app\\.${name}(?: as \\w+)?\\s*\\(([^)]*)\\)`).exec(
      text,
    )?.[1]
    const written = columns?.split(',').some((column) => column.trim() === key)
    const asked = new RegExp(`\\b${key} = (?:\\$\\d+|any ?\\(\\$\\d+)`).test(text)
    if (!written && !asked) faults.push(`${name} is touched without ${key}`)
    const many = new RegExp(
      `\\b(?:update app\\.${name}\\b.*\\bfrom|delete from app\\.${name}\\b.*\\busing)\\b`,
    )
    if (many.test(text) && !asked) faults.push(`${name}: goes to every shard without ${key} = any`)
  }
  const joined = keyed.filter(({ key }) => key === 'shop_id')
  if (joined.length > 1 && !/\binto\b/.test(text)) {
    const ties = [...text.matchAll(/\bshop_id = (?:\w+\.shop_id|\$\d+|any ?\(\$\d+)/g)].length
    if (ties < joined.length) faults.push('tables are joined without their shop')
  }
  return faults
}

/** A read of many shops takes no lock, writes nothing, and joins only what lies together. */
function crossingFaults(text: string, kinds: ReadonlyMap<string, Kind>): string[] {
  const locks = /\b(?:insert into|update|delete from) app\.|\bfor (?:update|share)\b/.test(text)
  const tables = [...text.matchAll(/\b(?:from|join) app\.(\w+)/g)]
  const joined = tables.filter(([, name = '']) => kinds.get(name) === 'shop').length
  const ties = [...text.matchAll(/\bshop_id = \w+\.shop_id|\busing \(shop_id/g)].length
  return [
    ...(locks ? ['a read across shops writes or locks'] : []),
    ...(joined > ties + 1 ? ['tables are joined without their shop'] : []),
  ]
}

/** On many machines a part of a WITH sees what another part has written, and here it does not. */
function changedAndRead(text: string): string[] {
  if (!text.startsWith('with')) return []
  const changed = [...text.matchAll(/\b(?:insert into|update|delete from) app\.(\w+)/g)]
  return changed.flatMap(([, name = '']) =>
    new RegExp(`(?<!delete )\\b(?:from|join) app\\.${name}\\b`).test(text)
      ? [`${name} is changed by one part of WITH and read by another`]
      : [],
  )
}

/** Without comments, strings and doubled spaces, in small letters. */
function plain(text: string): string {
  return text
    .replaceAll(/--[^\n]*/g, ' ')
    .replaceAll(/'(?:[^']|'')*'/g, "''")
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}
