import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { answerTo, rows } from '../../test/law/ask.ts'

const subject = 'returnability'
const yes = { returnable: true }
const no = { returnable: false }

describe('the four kinds without the right (消费者权益保护法 第二十五条第一款)', () => {
  rows(subject, [
    [
      'item 1: made to the buyer’s order',
      { goods: '定制西装', customised_by_consumer: true },
      { ...no, reason: 'CUSTOM_MADE' },
    ],
    [
      'item 1: a size chosen from the list is no order',
      { goods: '定制款西装', customised_by_consumer: false },
      { ...yes, reason: undefined },
    ],
    [
      'item 1: “made to order” alone is not enough',
      { goods: '定制手机壳' },
      {},
      ['customised_by_consumer'],
    ],
    [
      'item 2: told',
      { goods: '蛋糕', fresh_perishable: true },
      { ...no, reason: 'FRESH_PERISHABLE' },
    ],
    ['item 2: by the name', { goods: '阳澄湖大闸蟹8只' }, { ...no, reason: 'FRESH_PERISHABLE' }],
    ['item 2: a flavour is no fruit', { goods: '草莓味牙膏' }, yes],
    [
      'item 2: a phone is no apple',
      { goods: '苹果手机', box_opened: true },
      { ...yes, intact: true },
    ],
    [
      'item 2: yoghurt may be either',
      { goods: '低温酸奶' },
      { returnable: undefined },
      ['fresh_perishable'],
    ],
    [
      'item 3: downloaded',
      { goods: '电子书', online_download: true },
      { ...no, reason: 'DIGITAL_OPENED' },
    ],
    [
      'item 3: a disc the buyer opened',
      { goods: '正版游戏光盘', opened_by_consumer: true },
      { ...no, reason: 'DIGITAL_OPENED' },
    ],
    ['item 3: a disc still sealed', { goods: '音乐CD', opened_by_consumer: false }, yes],
    ['item 3: an opened kettle is no disc', { goods: '电热水壶', opened_by_consumer: true }, yes],
    [
      'item 4: a newspaper delivered',
      { goods: '晚报', delivered: true },
      { ...no, reason: 'NEWSPAPER_PERIODICAL' },
    ],
    ['item 4: a magazine rack', { goods: '杂志架', delivered: true }, yes],
    [
      'a promise binds (法释〔2022〕8号 第二条)',
      { goods: '鲜花', fresh_perishable: true, seller_promise: '七天无理由退换' },
      { ...yes, reason: 'SELLER_PROMISE' },
    ],
    [
      'a promise denied is none (法释〔2022〕8号 第二条)',
      { goods: '鲜花', fresh_perishable: true, seller_promise: '不支持七天无理由,坏果包赔' },
      { ...no, reason: 'FRESH_PERISHABLE' },
    ],
  ])
})

describe('confirmed away, or not (第二十五条第二款; 暂行办法 第七条、第二十条)', () => {
  rows(subject, [
    [
      'ticked by default (实施条例 第十九条第二款)',
      { goods: '智能手机', confirmation_ui: '默认勾选', consumer_actively_ticked: false },
      { ...yes, reason: 'DEFAULT_CONSENT_INVALID' },
    ],
    [
      'not confirmed for this order (第二十条第二款)',
      { goods: '智能手机', per_purchase_confirmation_of_no_return: false, box_opened: true },
      { ...yes, reason: 'NO_CONFIRMATION' },
    ],
    [
      'confirmed, but never activated (第七条第二项)',
      {
        goods: '智能手机',
        per_purchase_confirmation_of_no_return_after_activation: true,
        activated: false,
      },
      yes,
    ],
    [
      'confirmed; activated is not told (第七条第二项)',
      { goods: '智能手机', per_purchase_confirmation_of_no_return: true },
      { returnable: undefined },
      ['activated'],
    ],
    [
      'near expiry, disclosed and confirmed (第七条第三项)',
      { goods: '饼干', near_expiry_disclosed_at_sale: true, confirmed_for_this_order: true },
      { ...no, reason: 'CONFIRMED_EXCLUSION' },
    ],
    [
      'a scarf cannot be confirmed away (第三十条)',
      { goods: '真丝围巾', confirmed_for_this_order: true },
      yes,
      'interpretive',
    ],
    [
      'a notice on the page is void (消费者权益保护法 第二十六条)',
      { goods: '运动鞋', page_notice: '清仓商品,售出不退不换' },
      { ...yes, clause_valid: false },
    ],
    [
      'a harmless notice',
      { goods: '运动鞋', page_notice: '支持七天无理由' },
      { clause_valid: undefined },
    ],
  ])
})

describe('intact (暂行办法 第八条、第九条)', () => {
  rows(subject, [
    [
      'a courier bag is no seal',
      { goods: '面膜', courier_bag_opened: true, disposable_seal_intact: true },
      { ...yes, intact: true },
    ],
    [
      '第九条第一项: the necessary seal',
      { goods: '奶粉', disposable_seal_intact: false },
      { ...no, reason: 'NOT_INTACT' },
    ],
    ['第九条第三项: a label cut off', { goods: '连衣裙', tag_cut: true }, { ...no, intact: false }],
    [
      '第九条第三项: soiled',
      { goods: '连衣裙', tag_cut: false, soiled: true },
      { ...no, intact: false },
    ],
    [
      '第八条第三款: tried on',
      { goods: '连衣裙', tag_cut: false, tried_on: true, soiled: false },
      { ...yes, intact: true },
    ],
    [
      '第八条第二款: accessories missing',
      { goods: '保温杯', body_and_accessories_complete: false },
      no,
    ],
    [
      '第九条第二项: activated without a word',
      { goods: '智能手机', activated: true },
      no,
      'interpretive',
    ],
    [
      'a promise does not cure it',
      { goods: '荔枝', fresh_perishable: true, seller_promise: '七天无理由', soiled: true },
      no,
    ],
  ])
})

describe('who stands on either side', () => {
  rows(subject, [
    [
      'R-09: bought to resell (第二条)',
      { goods: '面膜200盒', buyer_purpose: '转售' },
      { ...no, reason: 'NOT_CONSUMER' },
    ],
    [
      'an agent by role (第二条)',
      { goods: '面膜', buyer_role: 'agent_level_2' },
      { ...no, reason: 'NOT_CONSUMER' },
    ],
    ['for oneself (第二条)', { goods: '围巾', buyer_purpose: '自用' }, yes],
    [
      'a purpose nobody can read (第二条)',
      { goods: '围巾', buyer_purpose: '有用' },
      yes,
      ['buyer_purpose'],
    ],
    [
      'R-53: forty a month is an operator (网络交易监督管理办法 第七条)',
      { seller: '李小雨,朋友圈每月卖40件T恤', registered: false },
      { ...yes, seller_is_operator: true },
    ],
    [
      'R-53: her own pram, once (法释〔2022〕8号 第七条)',
      { seller: '邻居,转让自用婴儿车一次' },
      { ...no, seller_is_operator: false, track: 'CIVIL_CODE' },
      'interpretive',
    ],
    ['too little about the seller', { seller: '王某' }, { returnable: undefined }, ['seller']],
    [
      'R-54: lead in an opened mask is a quality return (第二十四条)',
      { goods: '面膜', necessary_disposable_seal_broken: true, lab: '铅38mg/kg' },
      { ...yes, track: 'QUALITY', freight_bearer: 'seller' },
    ],
    [
      'lead within the limit is not (第二十四条)',
      { goods: '面膜', lab: '铅 9.9 mg/kg,合格' },
      { track: undefined },
    ],
    ['cross-border: a person must judge', { goods: '海外直邮奶粉' }, yes, 'interpretive'],
  ])

  it('reads words in any script, width and spacing', () => {
    assert.equal(answerTo(subject, { goods: '雜 誌', delivered: true }).answer.returnable, false)
    assert.equal(
      answerTo(subject, { goods: '音樂ＣＤ', opened_by_consumer: true }).answer.returnable,
      false,
    )
  })

  it('answers nothing to nothing', () => {
    const given = answerTo(subject, {})
    assert.deepEqual([given.answer, given.certainty, given.missing], [{}, 'provisional', ['goods']])
  })
})
