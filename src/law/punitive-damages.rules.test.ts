import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parseYuan, yuan } from '../kernel/money.ts'
import { readNumeral } from './promise.rules.ts'
import { punitiveDamages } from './punitive-damages.rules.ts'

function ask(facts: Record<string, unknown>) {
  const answer = punitiveDamages(null, facts)
  assert(!('refused' in answer), JSON.stringify(answer))
  return answer
}

function answers(facts: Record<string, unknown>, expected: Record<string, unknown>) {
  const { answer } = ask(facts)
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((k) => [k, answer[k]])), expected)
}

describe('fraud (消费者权益保护法 第五十五条第一款)', () => {
  const fraud = (price: string) => ({ category: 'apparel', price_cny: price, fraud: true })
  it('three times the price, and 500 below a price of 166.67', () => {
    answers(fraud('166.66'), { amount_cny: '500.00', rule: 'CRPL55.1_FLOOR' })
    answers(fraud('166.67'), { amount_cny: '500.01', rule: 'CRPL55.1' })
    answers(fraud('2000'), { amount_cny: '6000.00' })
    answers(fraud('0'), { amount_cny: '500.00' })
  })
  it('without fraud nothing', () =>
    answers({ ...fraud('100'), fraud: false }, { amount_cny: '0.00' }))
  it('asks whether there was fraud', () => {
    const answer = ask({ category: 'apparel', price_cny: '100' })
    assert.equal(answer.answer.amount_cny, null)
    assert.deepEqual(answer.missing, ['fraud'])
  })
  it('asks for the price', () =>
    assert.deepEqual(ask({ category: 'apparel', fraud: true }).missing, ['price_cny']))
  it('of goods that nobody named, says that food would be judged otherwise', () => {
    const answer = ask({ price_cny: '100', fraud: true })
    assert.equal(answer.answer.amount_cny, '500.00')
    assert.deepEqual(answer.missing, ['category'])
  })
  it('of a buyer who knew is disputed outside food', () => {
    const answer = ask({ ...fraud('100'), buyer_knew_before_buying: true })
    assert.equal(answer.certainty, 'disputed')
    assert.equal(answer.answer.amount_cny, null)
  })
})

describe('a promise above the law (法释〔2022〕8号 第十条)', () => {
  const rows: [string, string, string][] = [
    ['假一赔十', '3990.00', 'promise'],
    ['假一罚十,七天无理由', '3990.00', 'promise'],
    ['十倍赔偿', '3990.00', 'promise'],
    ['如假赔偿5000元', '5000.00', 'promise'],
    ['假一赔一万元', '10000.00', 'promise'],
    ['退一赔三', '1197.00', 'price_x3'],
    ['假一赔二', '1197.00', 'price_x3'],
  ]
  for (const [promise, amount, chosen] of rows) {
    it(promise, () => {
      const facts = { category: 'apparel', price_cny: '399', fraud: true, seller_promise: promise }
      answers(facts, { amount_cny: amount, chosen })
    })
  }
  it('unreadable words are named', () => {
    const facts = { category: 'apparel', price_cny: '399', fraud: true, seller_promise: '包赔' }
    assert.deepEqual(ask(facts).missing, ['seller_promise'])
  })
  it('numerals', () => {
    const rows = {
      十: 10n,
      十二: 12n,
      二十: 20n,
      一百零五: 105n,
      两万: 20_000n,
      '3万': 30_000n,
      万: 10_000n,
    }
    for (const [written, value] of Object.entries(rows)) assert.equal(readNumeral(written), value)
    assert.equal(readNumeral('甲'), null)
  })
})

describe('unsafe food (食品安全法 第一百四十八条第二款)', () => {
  const food = (more: Record<string, unknown>) => ({
    category: 'food',
    not_meeting_food_safety_standard: true,
    seller_knew: true,
    ...more,
  })
  it('ten times the price, and 1000 below a price of 100', () => {
    answers(food({ price_cny: '99.99' }), { amount_cny: '1000.00', rule: 'FSL148.2_FLOOR' })
    answers(food({ price_cny: '100.00' }), { amount_cny: '1000.00', rule: 'FSL148.2' })
    answers(food({ price_cny: '100.01' }), { amount_cny: '1000.10', chosen: 'price_x10' })
  })
  it('three times the loss when that is more, with the alternatives', () =>
    answers(food({ price_cny: '268.00', loss_cny: '3260.00', victims: 3 }), {
      amount_cny: '9780.00',
      chosen: 'loss_x3',
      compensation_cny: '3260.00',
      alternatives: { price_x10: '2680.00', crpl55_1: '804.00' },
    }))
  it('a seller who did not know owes nothing more, the producer does', () =>
    answers(food({ price_cny: '200', seller_knew: false }), {
      amount_cny: '0.00',
      producer_amount_cny: '2000.00',
    }))
  it('asks whether the seller knew: the producer owes it in any case', () => {
    const answer = ask(food({ price_cny: '200', seller_knew: null }))
    assert.equal(answer.answer.amount_cny, '2000.00')
    assert.equal(answer.certainty, 'interpretive')
    assert.deepEqual(answer.missing, ['seller_knew'])
  })
  it('a seller of expired food is taken to have known (法释〔2020〕14号 第六条)', () =>
    answers({ goods: '过期瑞士巧克力', price_cny: '268' }, { amount_cny: '2680.00' }))
  it('food soon to expire is not expired', () => {
    const answer = ask({ goods: '快过期的饼干', price_cny: '20' })
    assert.equal(answer.answer.amount_cny, null)
    assert.deepEqual(answer.missing, ['not_meeting_food_safety_standard'])
  })
  it('a harmless flaw of the label adds nothing (但书)', () => {
    const flaw = { category: 'food', price_cny: '80', label_flaw: '错别字', affects_safety: false }
    answers({ ...flaw, misleads: false }, { amount_cny: '0.00' })
    answers({ ...flaw, misleads: true, seller_knew: true }, { amount_cny: '1000.00' })
    assert.deepEqual(ask(flaw).missing, ['misleads'])
  })
  it('a flaw of type size is harmless as such (法释〔2024〕9号 第八条第一项)', () =>
    answers(
      { category: 'food', price_cny: '80', label_flaw: '净含量字号偏小' },
      { amount_cny: '0.00' },
    ))
  it('with fraud only, three times the price', () =>
    answers({ category: 'food', price_cny: '60', fraud: true }, { amount_cny: '500.00' }))
  it('cosmetics and household goods are not food', () => {
    const facts = { goods: '面膜', price_cny: '299', fraud: true }
    answers(facts, { food_rule_applies: false, amount_cny: '897.00' })
    answers({ ...facts, category: '保健食品', goods: null }, { food_rule_applies: true })
  })
})

describe('buyers and agents (法释〔2024〕9号)', () => {
  it('a buyer who knew is held to what a household needs (第十二条)', () => {
    const purchases = [
      { date: '2026-05-06', boxes: 2 },
      { date: '2026-05-07', boxes: 10 },
    ]
    const facts = { category: 'food', purchases, price_per_box_cny: '30.00' }
    answers(
      { ...facts, buyer_knew_before_buying: true },
      {
        full_x10_for_12_boxes: false,
        capped_to_reasonable_consumption: true,
        burden_of_proving_knowledge: 'seller',
      },
    )
    const unsafe = { not_meeting_food_safety_standard: true, seller_knew: true }
    answers({ ...facts, ...unsafe }, { amount_cny: '3600.00', full_x10_for_12_boxes: true })
  })
  const agent = (words: string, knew: boolean | null) => ({
    category: 'food',
    agent: words,
    agent_knew_substandard: knew,
    price_cny: '120.00',
  })
  it('an agent by trade who knew is liable (第三条第一款)', () =>
    answers(agent('朋友圈长期代购,每单收费', true), {
      agent_liable_x10: true,
      amount_cny: '1200.00',
    }))
  it('one who did not know is not', () =>
    answers(agent('职业代购', false), { agent_liable_x10: false }))
  it('one who is not an agent by trade is not', () => {
    answers(agent('不是职业代购,偶尔帮忙', true), { agent_liable_x10: false })
  })
  it('words that do not tell are asked about', () =>
    assert.deepEqual(ask(agent('小李', true)).missing, ['agent']))
})

describe('other rules', () => {
  it('fake drugs: ten times, at least 1000 (药品管理法 第一百四十四条第三款)', () => {
    const drug = { category: 'drug', fake_drug: true, seller_knew: true, price_cny: '45.00' }
    answers(drug, { amount_cny: '1000.00', food_rule_applies: false })
    answers({ ...drug, price_cny: '450.00', loss_cny: '2000' }, { amount_cny: '6000.00' })
  })
  it('a known defect: twice the loss, only after grave harm (第五十五条第二款)', () => {
    const defect = { category: 'electronics', seller_knew_defect: true, loss_cny: '5000' }
    answers({ ...defect, severe_health_damage: true }, { crpl55_2_cap_cny: '10000.00' })
    answers({ ...defect, severe_health_damage: false }, { crpl55_2_cap_cny: '0.00' })
    assert(ask(defect).missing.includes('severe_health_damage'))
  })
  it('a fabricated claim gets nothing (实施条例 第四十九条第二款)', () => {
    const facts = {
      category: 'food',
      price_cny: '50',
      fraud: true,
      consumer_fabricated_by: '夹带异物',
    }
    answers(facts, { amount_cny: '0.00', refer: '治安管理处罚法' })
    answers(
      { ...facts, category: 'apparel', consumer_fabricated_by: '无' },
      { amount_cny: '500.00' },
    )
  })
  it('a harmless flaw of a leaflet is no fraud (第四十九条第一款)', () => {
    const flaw = { category: 'apparel', price_cny: '399', flaw: '吊牌错字', fraud: true }
    answers({ ...flaw, affects_quality: false, misleads: false }, { amount_cny: '0.00' })
    answers({ ...flaw, affects_quality: true, misleads: false }, { amount_cny: '1197.00' })
  })
  it('purchases that cannot be are refused', () => {
    const facts = { category: 'food', price_per_box_cny: '30', purchases: [{ boxes: -1 }] }
    assert('refused' in punitiveDamages(null, facts))
  })
})

describe('more paid is never less added', () => {
  const price = fc.bigInt(0n, 10n ** 9n)
  const grounds = fc.constantFrom(
    { category: 'apparel', fraud: true },
    { category: 'food', not_meeting_food_safety_standard: true, seller_knew: true },
    { category: 'drug', fake_drug: true, seller_knew: true, loss_cny: '700' },
    { category: 'apparel', fraud: true, seller_promise: '假一赔十' },
  )
  it('for every ground', () =>
    fc.assert(
      fc.property(grounds, price, price, (facts, low, more) => {
        const amount = (fen: bigint) =>
          parseYuan(String(ask({ ...facts, price_cny: yuan(fen) }).answer.amount_cny)) ?? -1n
        assert(amount(low) <= amount(low + more) && amount(low) >= 0n)
      }),
    ))
})
