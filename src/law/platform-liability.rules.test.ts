import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parseYuan, yuan } from '../kernel/money.ts'
import { limitIn } from './platform-fault.rules.ts'
import { platformLiability } from './platform-liability.rules.ts'

function ask(facts: Record<string, unknown>) {
  const answer = platformLiability(null, facts)
  assert(!('refused' in answer), JSON.stringify(answer))
  return answer
}

function answers(facts: Record<string, unknown>, expected: Record<string, unknown>) {
  const { answer } = ask(facts)
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((k) => [k, answer[k]])), expected)
}

describe('a seller nobody can find (消费者权益保护法 第四十四条第一款)', () => {
  const given = (contact: unknown) => ({
    platform_provides: { real_name: true, address: true, contact },
    platform_knew: false,
  })
  it('each of the three must be given and work', () => {
    answers(given(true), { platform_liable: false })
    answers(given('有效'), { platform_liable: false })
    for (const contact of [false, '空号', '已失效', '无法接通', '无效', '不真实']) {
      answers(given(contact), { platform_liable: true, recourse_against_seller: true })
    }
  })
  it('asks whether a contact works', () => {
    const answer = ask(given('138****0000'))
    assert.equal(answer.answer.platform_liable, null)
    assert.deepEqual(answer.missing, ['platform_provides'])
  })
  it('an insolvent seller is no ground', () =>
    answers({ ...given(true), seller_insolvent: true }, { platform_liable: false }))
  it('a platform that knew and did nothing is liable all the same', () =>
    answers(
      { ...given(true), platform_knew: true, action: '未采取措施' },
      { platform_liable: true, liability: 'joint_and_several' },
    ))
})

describe('a promise of the platform (第四十四条第一款)', () => {
  it('binds up to its own limit', () => {
    const promise = { platform_promise: '先行赔付,最高2000元' }
    answers({ ...promise, loss_cny: '3500' }, { max_cny: '2000.00', payable_cny: '2000.00' })
    answers({ ...promise, loss_cny: '1999.99' }, { platform_liable: true, payable_cny: '1999.99' })
  })
  it('without a limit, for the loss', () =>
    answers({ platform_promise: '假货平台先赔', loss_cny: '10' }, { payable_cny: '10.00' }))
  it('no promise is none', () =>
    assert.equal(ask({ platform_promise: '无' }).answer.platform_liable, undefined))
  it('limits in words', () => {
    assert.equal(limitIn('单笔上限5000元'), 500_000n)
    assert.equal(limitIn('1万元以内全赔'), 1_000_000n)
    assert.equal(limitIn('最高赔付一千元'), 100_000n)
    assert.equal(limitIn('全额赔付'), null)
  })
  it('never pays more than the loss or the limit, and more for more', () =>
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 8n), fc.bigInt(0n, 10n ** 6n), (loss, more) => {
        const pays = (fen: bigint) =>
          parseYuan(
            String(
              ask({ platform_promise: '最高赔2000元', loss_cny: yuan(fen) }).answer.payable_cny,
            ),
          ) ?? -1n
        assert(pays(loss) <= pays(loss + more) && pays(loss) <= loss && pays(loss) <= 200_000n)
      }),
    ))
})

describe('joint, or for its own part (电子商务法 第三十八条)', () => {
  it('knew and did nothing: joint', () =>
    answers(
      { platform_knew: true, notice: '3份检测报告', action: '14天未处理' },
      { liability: 'joint_and_several' },
    ))
  it('was told, which is as good as knowing', () =>
    answers({ notice: '投诉5次', action: '置之不理' }, { liability: 'joint_and_several' }))
  it('acted at once: not joint', () => {
    const answer = ask({ platform_knew: true, action: '接到通知当日下架' })
    assert.equal(answer.answer.platform_liable, false)
    assert.equal(answer.certainty, 'settled')
  })
  it('acted late: read both ways', () =>
    assert.equal(ask({ platform_knew: true, action: '20天后才下架' }).certainty, 'interpretive'))
  it('what it did was not told: not surely', () => {
    const answer = ask({ platform_knew: true })
    assert.equal(answer.certainty, 'interpretive')
    assert.deepEqual(answer.missing, ['action'])
  })
  it('no review of what touches life and health: corresponding, never joint', () => {
    const facts = { goods: '保健食品', qualification_reviewed: false, harm: true }
    answers(facts, { liability: 'corresponding' })
    answers({ ...facts, harm: false }, { liability: null, platform_liable: false })
    assert.equal(ask({ ...facts, goods: '面膜' }).certainty, 'interpretive')
    assert.deepEqual(ask({ ...facts, goods: '手机壳' }).missing, ['goods'])
  })
  it('food licences not looked at: joint (食品安全法 第一百三十一条)', () => {
    const facts = { seller_license_required: true, license_reviewed: false }
    answers({ ...facts, goods: '外卖盒饭' }, { liability: 'joint_and_several' })
    answers({ ...facts, goods: '医疗器械' }, { liability: 'corresponding' })
    assert.equal(ask(facts).certainty, 'interpretive')
    answers({ ...facts, license_reviewed: true, goods: '饼干' }, { platform_liable: false })
  })
})

describe('whom to claim from', () => {
  it('a shop handed over (法释〔2022〕8号 第六条)', () => {
    const shop = { registered: '张某', actual: '李某' }
    answers({ ...shop, published_change: false }, { liable: ['张某', '李某'] })
    answers({ ...shop, published_change: true }, { liable: ['李某'] })
    answers({ registered: '张某', actual: '张某', published_change: false }, { liable: ['张某'] })
    assert.deepEqual(ask(shop).missing, ['published_change'])
  })
  it('a defect: seller or producer, and recourse to whoever caused it (民法典 第一千二百零三条)', () => {
    answers(
      { defect_by: '生产厂家' },
      { may_claim: ['seller', 'producer'], seller_recourse: 'producer' },
    )
    answers({ defect_by: 'seller' }, { seller_recourse: null, producer_recourse: 'seller' })
    answers({ defect_by: '仓储方' }, { seller_recourse: 'carrier' })
    assert.deepEqual(ask({ defect_by: '不详' }).missing, ['defect_by'])
  })
  it('other victims than the buyer', () => {
    answers({ buyer: '王女士', victims: ['丈夫'] }, { may_claim: true })
    assert.deepEqual(ask({ buyer: '王女士', victims: [] }).missing, ['victims'])
  })
  it('a seller who can name nobody (产品质量法 第四十二条第二款)', () => {
    answers({ producer_known: false, supplier_known: false }, { bearer: 'seller' })
    answers({ producer_known: true, supplier_known: false }, { bearer: 'producer' })
    assert.deepEqual(ask({ producer_known: false }).missing, ['supplier_known'])
  })
})

describe('defences that fail (法释〔2022〕8号 第五条、第八条)', () => {
  it('paid outside, led there by the seller', () => {
    answers(
      { guided_off_platform_payment_by: '店铺客服', method: '转账' },
      { defense_valid: false },
    )
    assert.equal(
      ask({ guided_off_platform_payment_by: '消费者自己要求' }).answer.defense_valid,
      null,
    )
  })
  it('a gift was free', () => answers({ gift: '充电宝', harm: true }, { defense_valid: false }))
})

describe('losses', () => {
  it('money taken without leave (电子商务法 第五十七条第二款)', () => {
    const taken = { unauthorised_payment: true, loss_cny: '800' }
    answers({ ...taken, user_fault_proven: false }, { bearer: 'payment_service_provider' })
    answers(taken, { bearer: 'payment_service_provider', payable_cny: '800.00' })
    answers({ ...taken, user_fault_proven: true }, { bearer: 'user', payable_cny: '0.00' })
  })
  it('goods lost on the way (第二十条)', () => {
    const lost = (by: string) => ({ carrier_chosen_by: by, lost_in_transit: true })
    answers(lost('seller'), { risk_bearer: 'seller' })
    answers(lost('商家合作的快递公司'), { risk_bearer: 'seller' })
    answers(lost('买家自行指定顺丰'), { risk_bearer: 'consumer' })
    assert.deepEqual(ask(lost('消费者在商家提供的快递中勾选')).missing, ['carrier_chosen_by'])
    assert.deepEqual(ask({ lost_in_transit: true }).missing, ['carrier_chosen_by'])
  })
})

it('asks when nothing was told', () => assert(ask({}).missing.length > 0))
it('any words get an answer', () =>
  fc.assert(
    fc.property(fc.string(), (words) => {
      const names = [
        'platform_promise',
        'notice',
        'action',
        'goods',
        'defect_by',
        'carrier_chosen_by',
      ]
      ask(Object.fromEntries(names.map((name) => [name, words])))
    }),
  ))
