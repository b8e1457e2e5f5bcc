import { type Finding, lineOf, type Source } from './source.ts'

/** What code says: effects where there must be none, SQL, numbers of law, codes and their words. */

/** Where the world outside may be touched: time, chance, settings, the network. */
const mayTouch = [
  /^src\/(?:platform\/|main\.ts$|payments\/adapters\/)/,
  /\.test\.tsx?$|\/test-[\w-]+\.ts$|\.bench\.ts$|\/provider-contract/,
]

const effects: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\b/g, 'reads the clock: take the moment as a value'],
  [/\bnew Date\(\s*\)/g, 'reads the clock: take the moment as a value'],
  [/\bperformance\.now\b/g, 'reads the clock: take the moment as a value'],
  [/\bMath\.random\b/g, 'draws by chance: take random bytes as a value'],
  [/\bprocess\.env\b/g, 'reads settings: they are read once, in platform/config.ts'],
  [/(?<![.\w])fetch\(/g, 'calls the network'],
]

/** Which decisions depend on something that is not handed to them? */
export function hiddenEffects({ path, code }: Source): Finding[] {
  if (!path.startsWith('src/') || mayTouch.some((form) => form.test(path))) return []
  return search({ path, within: code }, effects)
}

/** The private PostgreSQL is a program of its own; nothing else of the server is. */
const mayStart = /^src\/platform\/db\/embedded[\w-]*\.ts$|\.test\.ts$/
const started: readonly (readonly [RegExp, string])[] = [
  [/(?<![.\w])eval\(|\bnew Function\(|['"](?:node:)?vm['"]/g, 'makes code of text'],
  [/['"](?:node:)?(?:child_process|worker_threads|cluster)['"]/g, 'starts another program'],
  [/\bMath\.random\b/g, 'draws by chance that can be guessed'],
]

/** What makes code of text, starts a program, or draws what can be guessed? */
export function dangers({ path, text }: Source): Finding[] {
  if (!path.startsWith('src/') || mayStart.test(path)) return []
  return search({ path, within: text }, started)
}

/** The one door, a program that asks for its user, and a lock that is a socket in a folder. */
const asksOthers =
  /^src\/platform\/outgoing\.ts$|^cli\/log-watch\.ts$|^src\/evidence\/witness-state\.ts$/
const wires =
  /^import (?!type\b)(?:(\* as \w+)|\{([^}]*)\}) from '(?:node:)?(?:https?|http2|net|tls|undici)'/gm

/** Who else opens a connection, where nobody judges where it leads? */
export function strayRequests({ path, text, code }: Source): Finding[] {
  const ours = /^(?:src|cli)\//.test(path) && !mayTouch[1]?.test(path)
  if (!ours || asksOthers.test(path)) return []
  const what = 'asks outside: by platform/outgoing.ts, which judges where it leads'
  const asks = (names: string) =>
    /\b(?:request|get|Agent|connect|createConnection|Socket)\b/.test(names)
  const imported = [...text.matchAll(wires)].filter(([, all, names = '']) => {
    const values = names.split(',').filter((name) => !/^\s*type\b/.test(name))
    return all !== undefined || asks(values.join())
  })
  const called = [...code.matchAll(/(?<![.\w])(?:fetch\(|new WebSocket\()/g)]
  return [
    ...imported.map(({ index }) => ({ path, line: lineOf(text, index), what })),
    ...called.map(({ index }) => ({ path, line: lineOf(code, index), what })),
  ]
}

/**
 * SQL stands in stores and in the platform; a transaction's own words may stand with its effect.
 */
const mayQuery = /(?:\/|\.)store\.ts$|^src\/platform\/|\.test\.ts$|\/test-[\w-]+\.ts$/

const sql: readonly (readonly [RegExp, string])[] = [
  [/\b(?:from|into|update|join|table)\s+(?:app|auth)\.["\w]/g, 'SQL: it belongs into store.ts'],
  [/\b(?:select|insert into|delete from)\s+[\w*(][^'`\n]*\b(?:from|values|where)\b/g, 'SQL'],
]

export function straySql({ path, text }: Source): Finding[] {
  if (!path.startsWith('src/') || mayQuery.test(path)) return []
  return search({ path, within: withoutComments(text) }, sql)
}

/**
 * A period, a multiple or a threshold of law, written where no citation and no date stand by it.
 */
const legalNumbers: readonly (readonly [RegExp, string])[] = [
  [
    numberOf('return|window|statut|legal|penal|warrant|appeal|limitation', 'Days|Months|Years'),
    'a period that law sets: it belongs into law/, with its article',
  ],
  [
    numberOf('compensat|punitive|damages', 'Fen|Times|Multiple|Factor'),
    'a sum that law sets: it belongs into law/, with its article',
  ],
]

/** A name that speaks of such a thing, has such an end, and is given a number here. */
function numberOf(things: string, ends: string): RegExp {
  return new RegExp(`\\b\\w*(?:${things})\\w*(?:${ends})\\b\\s*[:=]\\s*\\d`, 'gi')
}

export function strayLaw({ path, code }: Source): Finding[] {
  if (!path.startsWith('src/') || path.startsWith('src/law/') || /test/.test(path)) return []
  return search({ path, within: code }, legalNumbers)
}

/** A sentence quoted from law outside law/: it names an article that nothing here keeps dated. */
export function strayArticles({ path, text }: Source): Finding[] {
  if (!path.startsWith('src/') || path.startsWith('src/law/') || /test/.test(path)) return []
  return search({ path, within: withoutComments(text) }, [
    [/第[〇一二三四五六七八九十百千零\d]+条/g, 'an article: take the citation from law/'],
  ])
}

/** What belongs to whoever works here, and not to the project. */
const foreign: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w.])\/(?:home|Users|work|root)\/[\w-]+\//g, 'a folder of somebody’s machine'],
  [/\bissues?\s+#?\d+/gi, 'a number of a list that readers do not have'],
  [/\b(?:co-authored|signed-off)-by\b/gi, 'a name of who wrote it'],
  [/\b(?:TO[D]O|FIX[M]E|X[X]X)\b/g, 'a note to oneself'],
]

/** Does the project speak of itself alone? */
export function foreignWords({ path, text }: { path: string; text: string }): Finding[] {
  return search({ path, within: text }, foreign)
}

const member = /'([a-z_]+(?:\.[a-z_]+)+)'/g

/** Which codes does `export type Refusal = …` of a model list? */
export function refusalsOf({ text }: Pick<Source, 'text'>): string[] {
  const union =
    /^export type \w*Refusal =\s*([\s\S]*?)(?:\n\n|\n(?=export|\/\*\*|const)|$(?![\s\S]))/m
  return [...(union.exec(text)?.[1] ?? '').matchAll(member)].map(([, code = '']) => code)
}

/** Which types of event does `export type Event = …` of a model list? */
export function eventsOf({ text }: Pick<Source, 'text'>): string[] {
  const union = /^export (?:type|interface) Event\b([\s\S]*?)(?:\n\n|$(?![\s\S]))/m.exec(text)
  return [...(union?.[1] ?? '').matchAll(/\btype: '([a-z_]+\.[a-z_]+)'/g)].map(
    ([, type = '']) => type,
  )
}

/** Which codes does this file refuse with, by name? */
export function refusedIn({ text }: Pick<Source, 'text'>): string[] {
  return [...text.matchAll(/\brefuse(?:<\w+>)?\(\s*'([a-z_.]+)'/g)].map(([, code = '']) => code)
}

/** Which links of a page lead nowhere? `known` tells of files and folders of the project. */
export function deadLinks(
  { path, text }: { path: string; text: string },
  known: (path: string) => boolean,
): Finding[] {
  const bare = text.replace(/```[\s\S]*?```|`[^`\n]*`/g, (code) => code.replace(/[^\n]/g, ' '))
  return [...bare.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)|\bsrc="([^"]+)"/g)].flatMap((match) => {
    const target = match[1] ?? match[2] ?? ''
    if (/^(?:[a-z]+:|#)/.test(target)) return []
    const [file = ''] = target.split('#')
    const place = decodeURI(new URL(file, `file:///${path}`).pathname.slice(1))
    return known(place) ? [] : [{ path, line: lineOf(bare, match.index), what: `no ${place}` }]
  })
}

function search(
  { path, within }: { path: string; within: string },
  list: readonly (readonly [RegExp, string])[],
): Finding[] {
  return list.flatMap(([form, what]) =>
    [...within.matchAll(form)].map((match) => ({
      path,
      line: lineOf(within, match.index),
      what: `${match[0].trim()}: ${what}`,
    })),
  )
}

/** Comments may speak of anything; what is left are words that do something. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, (words) => words.replace(/[^\n]/g, ' '))
}

/** Which settings does this file read from the environment? */
export function settingsIn({ text }: Pick<Source, 'text'>): string[] {
  return [...text.matchAll(/\benv\.([A-Z][A-Z_]+)|\benv, '([A-Z][A-Z_]+)'/g)].map(
    ([, direct, named]) => direct ?? named ?? '',
  )
}

/** Which of these packages does no file name, neither whole nor as the beginning of a path? */
export function idlePackages(
  names: readonly string[],
  sources: readonly Pick<Source, 'text'>[],
): string[] {
  const all = sources.map(({ text }) => text).join('\n')
  return names.filter((name) => !new RegExp(`['"/]${name}['"/]`).test(all))
}
