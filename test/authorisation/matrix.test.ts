import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { ask } from './ask.ts'
import { expected } from './expected.ts'
import { answerOf, authorisationPage, doorOf } from './page.ts'
import { roles } from './people.ts'
import { contractRoutes } from './routes.ts'
import { subjectsOf } from './subjects.ts'
import { openWorld, type World } from './world.ts'

const { routes, named } = contractRoutes()

describe('who may what', () => {
  let world: World
  before(async () => {
    world = await openWorld()
  })
  after(() => world.close())

  it('is said of every route once, and of no route that is gone', () => {
    const said = Object.values(expected).flat()
    assert.deepEqual(said.toSorted(), routes.map(({ name }) => name).toSorted())
    assert.equal(new Set(said).size, said.length)
  })

  it('holds at a running server: every route, every role, own, another’s and none', async () => {
    const wrong: string[] = []
    for (const route of routes) {
      const door = doorOf(route.name)
      assert(door, route.name)
      const knock = async (role: (typeof roles)[number], may: boolean) => {
        for (const subject of subjectsOf(route, role)) {
          if ((answerOf(door, role, subject) === 'in') !== may) continue
          const told = await ask(world, route, { role, subject, named })
          const wanted = answerOf(door, role, subject)
          if (told.outcome === wanted && told.status < 500 && told.code !== 'request.invalid')
            continue
          wrong.push(`${route.name} ${role} ${subject}: ${told.status} ${told.code}, not ${wanted}`)
        }
      }
      // Whoever may not goes first, at once; then those who may, one after the other.
      await Promise.all(roles.map((role) => knock(role, false)))
      for (const role of roles) await knock(role, true)
    }
    assert.deepEqual(wrong, [])
  })

  it('stands in docs/reference/authorisation.md; else run `npm run docs`', () => {
    const page = new URL('../../docs/reference/authorisation.md', import.meta.url)
    assert.ok(readFileSync(page, 'utf8') === authorisationPage())
  })
})
