import { type DoorName, doors, expected } from './expected.ts'
import { type Outcome, type Role, roles, roleWords, type Subject } from './people.ts'
import { contractRoutes, type Route } from './routes.ts'
import { subjectsOf } from './subjects.ts'

/** Which door does this route have? Null for one that nobody has thought about. */
export function doorOf(name: string): DoorName | null {
  const names = Object.keys(expected) as DoorName[]
  return names.find((door) => expected[door].includes(name)) ?? null
}

/** What must this role be answered about this subject? */
export function answerOf(door: DoorName, role: Role, subject: Subject): Outcome {
  return doors[door].answers(role, subject)
}

const marks: Readonly<Record<Outcome, string>> = { in: '✓', 401: '401', 403: '403', 404: '404' }

/** One cell: own, other's, none; once, where all are the same. */
function cell(route: Route, door: DoorName, role: Role): string {
  const all = subjectsOf(route, role).map((subject) => marks[answerOf(door, role, subject)])
  return new Set(all).size === 1 ? (all[0] ?? '') : all.join(' · ')
}

/** `docs/reference/authorisation.md`, from its first line to its last. */
export function authorisationPage(): string {
  const { routes } = contractRoutes()
  const head = roles.map((role) => roleWords[role].zh)
  const byTag = Map.groupBy(routes, ({ tag }) => tag)
  const sections = [...byTag.keys()].toSorted().map((tag) => {
    const rows = (byTag.get(tag) ?? [])
      .toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
      .map((route) => {
        const door = doorOf(route.name)
        if (door === null)
          throw new Error(`${route.name}: say who may use it in test/authorisation/expected.ts`)
        const cells = roles.map((role) => cell(route, door, role))
        return `| \`${route.name}\` | ${[door, ...cells].join(' | ')} |`
      })
    const rule = `|---|---|${roles.map(() => '---').join('|')}|`
    const top = `| 接口 route | 门 door | ${head.join(' | ')} |\n${rule}`
    return `## ${tag}\n\n${top}\n${rows.join('\n')}`
  })
  return `${intro(routes.length)}\n\n${sections.join('\n\n')}\n`
}

function intro(count: number): string {
  const who = roles.map((role) => `| ${roleWords[role].zh} | ${roleWords[role].en} |`).join('\n')
  const ways = Object.entries(doors).map(
    ([name, { words }]) => `| ${name} | ${words.zh} | ${words.en} |`,
  )
  return `# 权限矩阵 Authorisation matrix

谁能用哪个接口,对自己的、别人的、不存在的东西各得到什么回答。共 ${count} 个接口,每一格都由测试在
真实服务器上敲过门。

Which role may use which of the ${count} routes, and what it hears about its own things, about
another’s, and about what is not there. A cell is \`own · another’s · none\`, or one mark where all
are answered alike; who owns nothing of a kind has two marks. \`✓\` is past the door: what the
rules say then is not the door’s business. \`401\` says sign in first, \`403\` not your part,
\`404\` there is no such thing, in the same words whether it is another’s or nobody’s, so that ids
cannot be tried out. Only staff hear 403 of an order they have no part in.

Written by \`npm run docs\` from \`test/authorisation/expected.ts\` and the contract. A test
(\`test/authorisation/matrix.test.ts\`) knocks at every door as everybody; a route that stands in
no row of \`expected.ts\` fails it. Which fields each side sees of what is shown is for the rooms’
own tests.

| 角色 | who |
|---|---|
${who}

| 门 door | 中文 | who may |
|---|---|---|
${ways.join('\n')}`
}
