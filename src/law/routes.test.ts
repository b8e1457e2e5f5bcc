import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { openHttp } from '../platform/http/server.ts'
import { refusals } from '../vocabulary.ts'
import { categories } from './categories.ts'
import { factKinds } from './facts.ts'
import { lawRoutes } from './routes.ts'

let app: FastifyInstance

before(async () => {
  app = await openHttp({
    logLevel: 'silent',
    trustProxy: false,
    version: '0',
    secure: false,
    formTargets: [],
    requestsPerMinute: 10_000,
    connections: { most: 1_000, perNetwork: null },
  })
  await app.register(async (scope) =>
    lawRoutes(scope, { clock: { now: () => Date.parse('2026-11-22T00:00:00+08:00') } }),
  )
})
after(async () => app.close())

async function get(url: string) {
  const reply = await app.inject({ url })
  return { status: reply.statusCode, body: reply.json() }
}

async function post(url: string, body: unknown) {
  const payload = typeof body === 'string' ? body : JSON.stringify(body)
  const headers = { 'content-type': 'application/json' }
  const reply = await app.inject({ method: 'POST', url, headers, payload })
  return { status: reply.statusCode, body: reply.json() }
}

const decisions = '/v1/law/decisions'

describe('POST /v1/law/decisions', () => {
  it('answers with rules, citations, trace and certainty', async () => {
    const { status, body } = await post(decisions, {
      category: 'punitive_damages',
      question: '依法可主张的惩罚性赔偿(增加赔偿)金额是多少?',
      facts: { category: 'apparel', price_cny: '39.90', fraud: true },
    })
    assert.equal(status, 200)
    assert.equal(body.answer.amount_cny, '500.00')
    assert.equal(body.answer.rule, 'CRPL55.1_FLOOR')
    assert.equal(body.certainty, 'settled')
    assert.deepEqual(body.missing, [])
    assert.ok(body.citations.length > 0 && body.trace.length > 0 && body.rules.length > 0)
  })

  it('says what is missing instead of guessing', async () => {
    const { status, body } = await post(decisions, { category: 'return_window', facts: {} })
    assert.equal(status, 200)
    assert.equal(body.certainty, 'provisional')
    assert.ok(body.missing.includes('signed_on'))
  })

  it('names facts that it does not read', async () => {
    const facts = { signed_on: '2026-03-10', moon: 'full' }
    const { body } = await post(decisions, { category: 'return_window', facts })
    assert.deepEqual(body.ignored, ['moon'])
  })

  const refused: [string, unknown, string, string?][] = [
    ['an unknown category', { category: 'divorce', facts: {} }, 'law.unknown_category'],
    ['a prototype name', { category: 'constructor', facts: {} }, 'law.unknown_category'],
    [
      'a day that does not exist',
      { category: 'return_window', facts: { signed_on: '2026-02-30' } },
      'law.impossible_day',
      'signed_on',
    ],
    [
      'a price below zero',
      { category: 'punitive_damages', facts: { price_cny: '-1.00' } },
      'law.negative',
      'price_cny',
    ],
    [
      'a price that is no number',
      { category: 'punitive_damages', facts: { price_cny: 'NaN' } },
      'law.not_an_amount',
      'price_cny',
    ],
    [
      'a word for yes or no',
      { category: 'punitive_damages', facts: { fraud: 'true' } },
      'law.wrong_kind',
      'fraud',
    ],
    [
      'an endless question',
      { category: 'return_window', question: '问'.repeat(2_001), facts: {} },
      'law.bad_question',
    ],
  ]
  for (const [what, asked, code, fact] of refused)
    it(`refuses ${what} with a problem document`, async () => {
      const { status, body } = await post(decisions, asked)
      assert.equal(status, 422)
      assert.equal(body.code, code)
      assert.equal(body.fact, fact)
      assert.ok(body.text.zh !== '' && body.text.en !== '' && body.title === body.text.zh)
    })

  const malformed: [string, unknown, number][] = [
    ['no facts', { category: 'return_window' }, 400],
    ['a list for facts', { category: 'return_window', facts: [] }, 400],
    ['more than is asked for', { category: 'return_window', facts: {}, admin: true }, 400],
    ['no JSON', '{', 400],
    ['a poisoned prototype', '{"category":"return_window","facts":{"__proto__":{"a":1}}}', 400],
    [
      'a body above 16 KB',
      { category: 'return_window', facts: { goods: 'a'.repeat(17_000) } },
      413,
    ],
  ]
  for (const [what, asked, expected] of malformed)
    it(`refuses ${what}`, async () => assert.equal((await post(decisions, asked)).status, expected))

  it('survives deep nesting', async () => {
    const depth = 7_000
    const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`
    const text = `{"category":"refund_freight","facts":{"items":${deep},"return":["a"]}}`
    assert.equal((await post(decisions, text)).status, 422)
  })
})

describe('R-62, R-63, R-64: the law library', () => {
  it('gives the official words of an article, and of each text that is held', async () => {
    const { body } = await get(`/v1/law/articles?text=${encodeURIComponent('反法 第八条')}`)
    const [article] = body.articles
    assert.equal(article.citation, '反不正当竞争法 第八条')
    assert.equal(article.official[0].from, '2019-04-23')
    assert.equal(article.official[0].to, '2025-10-14')
    assert.match(article.official[0].words[0], /虚假或者引人误解的商业宣传/)
  })

  it('gives our own summary, apart from official words, where those are not held', async () => {
    const text = encodeURIComponent('民法典 第二百零三条;消费者权益保护法 第二十四条、第二十六条')
    const { body } = await get(`/v1/law/articles?text=${text}`)
    assert.deepEqual(
      body.articles.map(({ citation }: { citation: string }) => citation),
      ['民法典 第二百零三条', '消费者权益保护法 第二十四条', '消费者权益保护法 第二十六条'],
    )
    const [ours, official] = body.articles
    assert.deepEqual(ours.official, [])
    assert.match(ours.summary.zh, /次日/)
    assert.equal(official.official.length, 1)
    assert.equal(official.summary, null)
  })

  it('lists the values that nobody has checked for long', async () => {
    const { body: fresh } = await get('/v1/law/stale?days=0')
    assert.deepEqual(fresh.values, [])
    const { body } = await get('/v1/law/stale?days=180&on=2027-06-01')
    assert.ok(body.values.length > 100)
    assert.deepEqual(body.values[0].checkedOn, '2026-11-22')
    assert.equal((await get('/v1/law/stale?days=-1')).status, 400)
    assert.equal((await get('/v1/law/stale?on=2026-02-30')).body.code, 'law.impossible_day')
  })

  it('dry-runs past cases under the law of another day, and keeps nothing', async () => {
    const recall = {
      id: 'recall',
      category: 'duty_deadline',
      question: '食品召回应在多少小时内启动?',
      facts: { found_at: '2026-11-20T10:00:00+08:00', level: 2 },
    }
    const other = { id: 'other', category: 'check_digit', facts: { uscc: '9144030071526726XG' } }
    const days = { from: '2026-11-30', to: '2026-12-01' }
    const { status, body } = await post('/v1/law/dry-runs', { ...days, cases: [recall, other] })
    assert.equal(status, 200)
    assert.equal(body.asked, 2)
    assert.deepEqual(
      body.changed.map(({ id, before, after }: Record<string, { hours: number }>) => [
        id,
        before?.hours,
        after?.hours,
      ]),
      [['recall', 48, 36]],
    )
    const late = { from: '2026-12-01', to: '2026-11-30', cases: [other] }
    assert.equal((await post('/v1/law/dry-runs', late)).body.code, 'law.out_of_order')
    assert.equal((await post('/v1/law/dry-runs', { ...days, cases: [] })).status, 400)
  })

  it('R-63: says which provisions apply to the lead mask, and refuses facts that cannot be', async () => {
    const facts = { goods: '铅超标面膜', category: '化妆品', fraud: true, seller: '长期经营' }
    const { body } = await post('/v1/law/applicability', { facts })
    const said = (cite: string) =>
      body.provisions.find((each: { cite: string }) => each.cite === cite).applies
    assert.equal(said('食品安全法 第一百四十八条'), 'does_not')
    assert.equal(said('消费者权益保护法 第五十五条第二款'), 'unclear')
    const wrong = await post('/v1/law/applicability', { facts: { fraud: '是' } })
    assert.equal(wrong.body.code, 'law.wrong_kind')
    assert.equal(wrong.body.fact, 'fraud')
  })
})

describe('what else is known', () => {
  it('all categories with every fact named in both languages, for a form', async () => {
    const { body } = await get('/v1/law/categories')
    assert.deepEqual(
      body.categories.map((each: { category: string }) => each.category),
      categories,
    )
    for (const { category, name, questions, facts } of body.categories) {
      assert.ok(name.zh && name.en && questions.length > 0)
      const known = Object.keys(factKinds[category as keyof typeof factKinds])
      assert.deepEqual(
        facts.map((each: { fact: string }) => each.fact),
        known,
      )
      for (const { fact, name: said } of facts) assert.ok(said.zh !== fact && said.en, fact)
      for (const question of questions)
        assert.deepEqual(
          question.facts.filter((fact: string) => !known.includes(fact)),
          [],
          question.zh,
        )
    }
  })

  it('the status of the law on a day; today when none is told', async () => {
    const now = await get('/v1/law/status')
    assert.equal(now.body.on, '2026-11-22')
    const topic = (body: { topics: { topic: { en: string }; status: string }[] }) =>
      body.topics.find((each) => each.topic.en.includes('social networks'))?.status
    assert.equal(topic(now.body), 'law')
    assert.equal(topic((await get('/v1/law/status?on=2021-04-30')).body), 'not_law')
  })

  it('which provisions apply (R-63)', async () => {
    const facts = { category: 'cosmetics', goods: '面膜', fraud: true, buyer_purpose: '自用' }
    const { body } = await post('/v1/law/applicability', { facts, on: '2026-11-22' })
    const food = body.provisions.find((each: { cite: string }) =>
      /食品安全法.*148|一百四十八/.test(each.cite),
    )
    assert.equal(food?.applies, 'does_not')
  })

  it('whether a citation is good on a day, and what replaced it (R-64)', async () => {
    const text = encodeURIComponent('反不正当竞争法第八条 刷单')
    const { body } = await get(`/v1/law/citations?text=${text}&on=2026-01-01`)
    assert.equal(body.status, 'moved')
    assert.match(body.successor, /第九条/)
  })

  it('what changes between two days (R-62)', async () => {
    const { body } = await get('/v1/law/changes?from=2026-11-30&to=2026-12-01')
    assert.ok(body.changes.some((each: { after: { cite: string } }) => /122/.test(each.after.cite)))
  })

  const wrongDays = [
    '/v1/law/status?on=2026-02-30',
    '/v1/law/citations?text=a&on=yesterday',
    '/v1/law/changes?from=2026-13-01&to=2026-12-01',
    '/v1/law/changes?from=2026-12-02&to=2026-12-01',
  ]
  for (const url of wrongDays)
    it(`refuses ${url}`, async () => assert.equal((await get(url)).status, 422))

  it('refuses questions that nobody asks', async () => {
    assert.equal((await get('/v1/law/status?admin=1')).status, 400)
    assert.equal((await get('/v1/law/changes')).status, 400)
  })
})

describe('the refusals of this folder', () => {
  it('all have their words in the vocabulary', () => {
    const folder = new URL('.', import.meta.url)
    const rules = readdirSync(folder).filter((file) => /(rules|decide|reading)\.ts$/.test(file))
    const codes = rules.flatMap((file) => [
      ...readFileSync(new URL(file, folder), 'utf8').matchAll(/'(law\.[a-z_]+)'/g),
    ])
    assert.ok(codes.length > 10)
    for (const [, code = ''] of codes) assert.ok(refusals[code], code)
  })
})
