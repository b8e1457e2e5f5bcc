import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { unfairTerms } from './unfair-terms.rules.ts'

function ask(facts: Record<string, unknown>) {
  const answer = unfairTerms(null, facts)
  assert(!('refused' in answer), JSON.stringify(answer))
  return answer
}

const judge = (clause: string) => ask({ clause, form: '格式条款' })

describe('clauses that bind nobody', () => {
  const rows: [string, string][] = [
    ['签收即视为认可商品质量', '法释〔2022〕8号 第一条第一项'],
    ['平台依法应承担的责任一概由平台内经营者承担', '法释〔2022〕8号 第一条第二项'],
    ['活动最终解释权归本店所有', '法释〔2022〕8号 第一条第三项'],
    ['最 终 解 釋 權歸本店', '法释〔2022〕8号 第一条第三项'],
    ['如有争议,以本店解释为准', '法释〔2022〕8号 第一条第三项'],
    ['如有纠纷不得向12315投诉或起诉', '法释〔2022〕8号 第一条第四项'],
    ['消费者自愿放弃索赔的权利', '法释〔2022〕8号 第一条第四项'],
    ['特价商品概不退换', '消费者权益保护法 第二十五条'],
    ['商品一经拆封,概不退换', '消费者权益保护法 第二十五条'],
    ['非质量问题概不退换', '消费者权益保护法 第二十五条'],
    ['特价商品不支持七天无理由退货', '实施条例 第十九条'],
    ['买家收货后不得以任何理由要求退款', '第二十一条'],
    ['充值余额不退', '第二十一条第一项'],
    ['只换不退', '暂行办法 第十四条'],
    ['支付成功后合同不成立,以本店发货为准', '电子商务法 第四十九条第二款'],
    ['下单后本店有权取消订单', '电子商务法 第四十九条第二款'],
    ['运输途中损坏由买家自行承担', '电子商务法 第二十条'],
    ['过敏等一切后果自负', '民法典 第五百零六条第一项'],
    ['质量问题退货运费由买家承担', '第二十四条第二款'],
    ['本店有权随时变更合同内容无需通知', '第十二条第五项'],
    ['赔偿金额最高不超过运费', '第二十一条第二项'],
    ['会员卡过期作废', '法释〔2025〕4号 第九条'],
    ['不得发布差评', '消费者权益保护法 第十五条'],
    ['未勾选的视为同意向第三方共享个人信息', '个人信息保护法 第十四条'],
  ]
  for (const [clause, article] of rows) {
    it(clause, () => {
      const { answer, citations, certainty } = judge(clause)
      assert.equal(answer.valid, false)
      assert.equal(certainty, 'settled')
      assert(
        citations.some((each) => each.includes(article)),
        citations.join('\n'),
      )
    })
  }
  it('two at once are both named', () =>
    assert.deepEqual(judge('特价商品概不退换,本店有最终解释权').answer.grounds, [
      'FINAL_SAY',
      'NO_RETURN',
    ]))
  it('where courts leave room, it is said', () => {
    for (const clause of [
      '退货须扣除30%手续费',
      '未提供开箱视频不予受理',
      '定金不退',
      '面膜拆封后不退换',
    ]) {
      const { answer, certainty } = judge(clause)
      assert.equal(answer.valid, false)
      assert.equal(certainty, 'interpretive')
    }
  })
})

describe('clauses that hold', () => {
  const rows = [
    '拍下后48小时内发货,节假日顺延',
    '无理由退货的退回运费由买家承担',
    '退货商品应当完好,配件齐全',
    '定制商品不支持七天无理由退货',
    '鲜活易腐商品不适用七日无理由退货',
    '支持七天无理由退货',
    '假一赔十',
    '消费者有权向12315投诉',
    '本店不限制消费者投诉举报',
    '因不可抗力延迟发货的不承担违约责任',
    '因消费者使用不当造成的损坏,本店不承担责任',
    '请当面验货,如有破损请拒收并联系客服',
    '质量问题退货运费由卖家承担',
  ]
  for (const clause of rows) {
    it(clause, () => {
      const { answer, certainty } = judge(clause)
      assert.equal(answer.valid, true)
      assert.equal(certainty, 'settled')
    })
  }
})

describe('no verdict on what is not known', () => {
  const rows = [
    '店主每周二休息',
    '本店不享有最终解释权',
    '定制商品概不退换',
    '本店从不拒绝退款',
    '超过七天不支持退货',
    '支持仅退款不退货',
    '消费者不得恶意投诉',
    '赠品以实物为准',
  ]
  for (const clause of rows) it(clause, () => assert.equal(judge(clause).answer.valid, null))
  it('one plain sentence does not vouch for another', () =>
    assert.equal(judge('48小时内发货。赠品以实物为准。').answer.valid, null))
  it('a clause on courts hangs on its notice (民诉法解释 第三十一条)', () => {
    const { answer, missing, certainty } = judge('争议由卖家所在地法院管辖')
    assert.equal(answer.valid, null)
    assert.deepEqual(missing, ['prominent_notice'])
    assert.equal(certainty, 'interpretive')
  })
  it('no clause', () => assert.deepEqual(ask({}).missing, ['clause']))
})

describe('how it came to be (民法典 第四百九十六条)', () => {
  const clause = '特价商品概不退换'
  it('talked over, it is no standard term', () => {
    const { answer, certainty } = ask({ clause, form: '双方单独协商' })
    assert.equal(answer.valid, null)
    assert.equal(certainty, 'interpretive')
  })
  it('harm to the person is never contracted away (第五百零六条)', () =>
    assert.equal(ask({ clause: '过敏后果自负', form: '双方协商一致' }).answer.valid, false))
  it('notices on the shop page count as standard terms', () =>
    assert.equal(ask({ clause, form: '店堂告示' }).answer.valid, false))
})

it('spaces, width and decoration hide nothing', () =>
  fc.assert(
    fc.property(fc.constantFrom(' ', '\u3000', '*', '·', '~', '\u200b'), fc.nat(6), (mark, at) => {
      const clause = '最终解释权归本店'
      const hidden = `${clause.slice(0, at)}${mark}${clause.slice(at)}`
      assert.equal(judge(hidden).answer.valid, false)
    }),
  ))

it('a void clause stays void whatever stands before it', () =>
  fc.assert(
    fc.property(fc.constantFrom('亲,', '包邮。', '48小时内发货;', '欢迎光临!'), (before) => {
      assert.equal(judge(`${before}本店享有最终解释权`).answer.valid, false)
    }),
  ))

it('any words get an answer', () =>
  fc.assert(fc.property(fc.string(), (clause) => void ask({ clause }))))
