import { type Finding, type Import, type Source, sourceOf } from './source.ts'

/** Who may import whom. The table in ARCHITECTURE.md says the same in words. */

export type Layer =
  | 'kernel'
  | 'law'
  | 'platform'
  | 'model'
  | 'rules'
  | 'store'
  | 'facts'
  | 'effect'
  | 'face'
  | 'join'
  | 'test'

/** Files that touch the world outside without being SQL or routes, by the room they belong to. */
export const effectFiles: readonly string[] = [
  'src/catalogue/photos.ts',
  'src/evidence/house.ts',
  'src/evidence/log-health.ts',
  'src/evidence/log.ts',
  'src/evidence/proofs.ts',
  'src/evidence/readers.ts',
  'src/evidence/recovery.ts',
  'src/evidence/sequencer.ts',
  'src/evidence/stream-notes.ts',
  'src/evidence/tile-files.ts',
  'src/evidence/timestamps.ts',
  'src/evidence/fsck-files.ts',
  'src/evidence/fsck-tree.ts',
  'src/evidence/fsck.ts',
  'src/evidence/receipt-files.ts',
  'src/evidence/receipts.ts',
  'src/evidence/webauthn.ts',
  'src/evidence/witness-server.ts',
  'src/evidence/witness-state.ts',
  'src/evidence/witnesses.ts',
  'src/identity/accounts.ts',
  'src/identity/codes.ts',
  'src/identity/identity.ts',
  'src/identity/keys.ts',
  'src/identity/passkeys.ts',
  'src/identity/people.ts',
  'src/identity/proving.ts',
  'src/ledger/verify.ts',
  'src/logistics/reporting.ts',
  'src/network/declaring.ts',
  'src/notices/post.ts',
  'src/notices/readers.ts',
  'src/notices/sender.ts',
  'src/supervision/access.ts',
  'src/disputes/reading.ts',
  'src/orders/reading.ts',
  'src/orders/waiting.ts',
  'src/returns/habits.ts',
  'src/returns/reading.ts',
  'src/payments/adapters/sandbox.ts',
  'src/payments/adapters/sandbox.wire.ts',
  'src/payments/dispatcher.ts',
  'src/payments/reconciler.ts',
]

const byName: readonly (readonly [RegExp, Layer])[] = [
  [/\.test\.tsx?$|\/test-[\w-]+\.ts$|\.bench\.ts$|\/provider-contract[\w.-]*\.ts$/, 'test'],
  [/^src\/kernel\//, 'kernel'],
  [/^src\/platform\//, 'platform'],
  [/^src\/[^/]+$/, 'join'],
  [/\/(?:model|members|port|terms|bus|words|[\w-]+-words)\.ts$/, 'model'],
  [/(?:\/|\.)store\.ts$/, 'store'],
  [/\/facts\.ts$/, 'facts'],
  [/(?:\/|\.)(?:routes|page|words|schema)\.ts$|\/(?:wire|view)\.ts$/, 'face'],
]

/** Which kind of file is this? Law keeps its own names, and has faces of its own. */
export function layerOf(path: string): Layer | null {
  if (!path.startsWith('src/')) return null
  if (effectFiles.includes(path)) return 'effect'
  const named = byName.find(([form]) => form.test(path))?.[1]
  if (path.startsWith('src/law/')) return named === 'face' || named === 'test' ? named : 'law'
  return named ?? 'rules'
}

const rooms: readonly Layer[] = ['model', 'rules', 'store', 'facts', 'effect', 'face']

/** What a layer may import of its own room, of other rooms, and of the house. */
const allowed: Readonly<Record<Layer, { own: readonly Layer[]; others: readonly Layer[] }>> = {
  kernel: { own: ['kernel'], others: [] },
  law: { own: ['law'], others: ['kernel'] },
  platform: { own: ['platform'], others: ['kernel'] },
  model: { own: ['model'], others: ['model', 'kernel'] },
  rules: { own: ['model', 'rules'], others: ['model', 'kernel', 'law'] },
  store: { own: ['model', 'rules', 'store'], others: ['model', 'kernel', 'platform'] },
  facts: {
    own: ['model', 'rules', 'store', 'facts'],
    others: ['model', 'rules', 'store', 'facts', 'kernel', 'law', 'platform'],
  },
  effect: {
    own: ['model', 'rules', 'store', 'facts', 'effect', 'face'],
    others: ['model', 'store', 'kernel', 'law', 'platform'],
  },
  face: {
    own: ['model', 'rules', 'store', 'facts', 'effect', 'face', 'law'],
    others: ['model', 'store', 'kernel', 'law', 'platform'],
  },
  join: {
    own: ['join'],
    others: [...rooms, 'join', 'kernel', 'law', 'platform'],
  },
  test: {
    own: [...rooms, 'join', 'kernel', 'law', 'platform', 'test'],
    others: [...rooms, 'join', 'kernel', 'law', 'platform'],
  },
}

/** A store knows only this much of the platform. */
const forStores = /^src\/platform\/(?:db\/(?:copy|pool|rows)|world|deadlines)\.ts$/

/** Every room may ask who is there. */
const identityDoor = /^src\/identity\/(?:identity|contact|ids)\.ts$/

/**
 * Agreed beyond the table, each with its reason. A file that no longer uses its exception fails.
 */
export const agreed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'src/main.ts': {
    'scripts/web.ts': 'a start from the sources builds the pages when they are out of date',
  },
  'src/platform/journal.ts': {
    'src/evidence/leaf.ts': 'one function knows the form of a leaf, and the journal writes leaves',
  },
  'src/platform/http/door.ts': {
    'src/identity/model.ts':
      'the door asks who comes in; the answer is an Actor, a type and a name',
  },
  'src/platform/http/problem.ts': {
    'src/vocabulary.ts': 'a refusal is said in the words of the house, and has its status there',
  },
  'src/catalogue/routes.ts': {
    'src/network/routes.ts': 'a listing is shown with the shop that sells it, in one shape',
  },
  'src/catalogue/check.routes.ts': {
    'src/network/routes.ts': 'a shop is shown in the one shape it has',
  },
  'src/catalogue/history.routes.ts': {
    'src/network/history.ts': 'a page is shown with its shop as it stood then',
    'src/network/routes.ts': 'and the shop in the one shape it has',
  },
  'src/network/payout.routes.ts': {
    'src/identity/account.routes.ts': 'a second proof has one shape, whatever it is asked for',
  },
  'src/network/stolen.routes.ts': {
    'src/identity/limiter.ts': 'wherever a code can be guessed at, the same brake is on',
  },
  'src/orders/routes.ts': {
    'src/identity/limiter.ts':
      'a code that is guessed at, and a network that holds what it does not pay for',
  },
  'src/orders/unauthorised.routes.ts': {
    'src/evidence/view.ts': 'who may see an order, and by what proof, is asked in one place',
  },
  'src/evidence/view.ts': {
    'src/orders/view.ts': 'who may see an order is decided in one place',
  },
  'src/disputes/routes.ts': {
    'src/evidence/view.ts': 'who may see an order, and by what proof, is asked in one place',
  },
  'src/returns/routes.ts': {
    'src/evidence/view.ts': 'who may see an order, and by what proof, is asked in one place',
  },
  'src/returns/steps.routes.ts': {
    'src/evidence/view.ts': 'who may see an order, and by what proof, is asked in one place',
  },
  'src/orders/wire.ts': {
    'src/catalogue/aftersales.schema.ts': 'and so do the promises that were made with it',
    'src/catalogue/wire.ts': 'what was sold keeps the shape of what was offered',
  },
  'src/orders/view.ts': {
    'src/catalogue/aftersales.schema.ts': 'and so do the promises that were made with it',
    'src/catalogue/wire.ts': 'what was sold keeps the shape of what was offered',
  },
  'src/supervision/desk.routes.ts': {
    'src/orders/reading.ts': 'the desk reads an order as its parties do, and more of it',
    'src/orders/wire.ts': 'and shows it in the same shape',
  },
}

/** Joins are listed by name: nowhere else do rooms meet. */
export const joins: readonly string[] = [
  'src/ahead.ts',
  'src/app.ts',
  'src/domains.ts',
  'src/doors.ts',
  'src/foresight.ts',
  'src/house.ts',
  'src/main.ts',
  'src/pages.ts',
  'src/pages.words.ts',
  'src/reactions.ts',
  'src/secrets.ts',
  'src/vocabulary.ts',
]

/** What stands outside of src/ and what it may lean on. */
const outside: readonly { from: RegExp; to: RegExp; why: string }[] = [
  {
    from: /^sdk\/src\//,
    to: /^(?:sdk\/src\/|node:)/,
    why: 'the SDK is published alone and needs nothing',
  },
  {
    from: /^sandbox\/provider\//,
    to: /^(?:sandbox\/provider\/|node:)/,
    why: 'the provider shares no code with the server that it stands for',
  },
  {
    from: /^web\/src\//,
    to: /^(?:web\/src\/|sdk\/src\/|src\/kernel\/|src\/vocabulary\.ts$|(?!src\/|test\/|sandbox\/))/,
    why: 'the pages reach the server by the SDK alone, and share words with it',
  },
  { from: /^cli\//, to: /^(?!test\/|bench\/|sandbox\/|web\/)/, why: 'a command works on src/' },
]

/** The rooms of the house, in the order of its plan; one noun each. */
const nouns =
  'identity network catalogue orders ledger logistics returns disputes deposits compensation ' +
  'credit blacklist screening incidents evidence privacy supervision payments notices ' +
  'law kernel platform'

/** Which folders of src/ are no room of the plan? */
export function strangeRooms(paths: readonly string[]): string[] {
  const found = paths.flatMap((path) => /^src\/([^/]+)\//.exec(path)?.[1] ?? [])
  return [...new Set(found)].filter((room) => !nouns.split(' ').includes(room))
}

/** Which imports go where this file has no business? */
export function strayImports({ path, imports }: Source): Finding[] {
  const rule = /\.test\.tsx?$/.test(path) ? null : outside.find(({ from }) => from.test(path))
  if (rule)
    return imports
      .filter(({ target }) => !rule.to.test(target))
      .map(({ target, line }) => ({ path, line, what: `imports ${target}: ${rule.why}` }))
  const from = layerOf(path)
  if (from === null) return []
  const unknown =
    from === 'join' && !joins.includes(path)
      ? [{ path, line: 1, what: 'a file between the rooms: give it a room' }]
      : []
  return [
    ...unknown,
    ...imports
      .filter((one) => !mayImport(path, from, one))
      .map(({ target, line }) => ({ path, line, what: `${from} may not import ${target}` })),
  ]
}

const ours = /^(?:src|sandbox|test|bench|cli|scripts|web|sdk)\//

function mayImport(path: string, from: Layer, { target, typeOnly }: Import): boolean {
  if (agreed[path]?.[target] !== undefined) return true
  if (target.startsWith('node:')) return from !== 'model'
  if (target === 'package.json') return path === 'src/main.ts'
  if (!ours.test(target)) return mayUsePackage(path, from, target)
  if (target.startsWith('sandbox/')) return path === 'src/main.ts' || from === 'test'
  if (!target.startsWith('src/')) return from === 'test'
  const to = layerOf(target)
  if (to === null) return false
  if (target === 'src/vocabulary.ts') return ['face', 'join', 'test'].includes(from)
  if (path === 'src/vocabulary.ts') return typeOnly || /words\.ts$/.test(target)
  if (roomOf(path) === roomOf(target)) return allowed[from].own.includes(to)
  if (from === 'store' && to === 'platform') return forStores.test(target)
  if (identityDoor.test(target) && (from === 'face' || (from === 'effect' && typeOnly))) return true
  return allowed[from].others.includes(to)
}

/** Packages are for the outside; what decides stands on Node alone. */
function mayUsePackage(path: string, from: Layer, target: string): boolean {
  if (from === 'model' || from === 'kernel' || from === 'rules' || from === 'facts') return false
  if (from === 'law') return target.startsWith('chinese-days') && path === 'src/law/calendar.ts'
  return true
}

function roomOf(path: string): string {
  return path.split('/').slice(0, 2).join('/')
}

/** Which agreed exceptions does nobody need any more? */
export function idleExceptions(sources: readonly Source[]): Finding[] {
  return Object.entries(agreed).flatMap(([path, targets]) => {
    const imported = sources.find((source) => source.path === path)?.imports ?? []
    return Object.keys(targets)
      .filter((target) => !imported.some((one) => one.target === target))
      .map((target) => ({ path, line: 1, what: `no longer imports ${target}: strike it out` }))
  })
}

/** Which files import each other in a ring? One finding a ring, from its first file. */
export function rings(sources: readonly Source[]): Finding[] {
  const files = new Map(sources.map((source) => [source.path, source]))
  const done = new Set<string>()
  const found: Finding[] = []
  const walk = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path)
    if (start !== -1) {
      const ring = [...trail.slice(start), path].join(' → ')
      found.push({ path: trail[start] ?? path, line: 1, what: `a ring: ${ring}` })
      return
    }
    if (done.has(path)) return
    for (const { target, typeOnly, dynamic } of files.get(path)?.imports ?? [])
      if (!typeOnly && !dynamic && files.has(target)) walk(target, [...trail, path])
    done.add(path)
  }
  for (const path of [...files.keys()].sort()) walk(path, [])
  return found
}

/** Where programs and tests begin; everything else must be reached from here. */
const starts = [
  /(?:^|\/)main\.tsx?$/,
  /\.test\.tsx?$/,
  /^(?:scripts|bench\/servers|sdk\/src)\//,
  /^test\/(?:run|simulate|crash|crash-log|races|fuzz|mutants)\.ts$/,
  /^web\/(?:vite\.config\.ts|src\/app\.tsx)$/,
]

/** Which files does nothing lead to? A path in quotes leads there as an import does. */
export function unreached(sources: readonly Source[]): Finding[] {
  const files = new Map(sources.map((source) => [source.path, source]))
  const reached = new Set<string>()
  const walk = (path: string) => {
    const source = files.get(path)
    if (!source || reached.has(path)) return
    reached.add(path)
    for (const { target } of source.imports) walk(target)
    for (const named of pathsIn(source)) walk(named)
  }
  for (const path of files.keys()) if (starts.some((form) => form.test(path))) walk(path)
  return [...files.keys()]
    .filter((path) => !reached.has(path))
    .map((path) => ({ path, line: 1, what: 'nothing leads here' }))
}

function pathsIn({ path, text }: Source): string[] {
  return [...text.matchAll(/['"`/]([\w./-]+\.(?:tsx?|mjs))['"`]/g)].flatMap(([, named = '']) => {
    const beside = sourceOf(path, `import './${named.replace(/^\.\//, '')}'`).imports[0]?.target
    return [named, ...(beside ? [beside] : [])]
  })
}
