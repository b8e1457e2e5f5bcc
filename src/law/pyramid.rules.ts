/**
 * 传销风险提示. Does this way of paying agents bear the marks of pyramid selling? Marks only: what
 * they amount to is for the authorities and the courts to say, and no answer here says it.
 */
import type { Subject } from './answer.ts'
import { directSelling, directSellingPay, priceLadder } from './direct-selling.rules.ts'
import { levelsOf, type Marks, marksOf, membersOf } from './pay-plan.rules.ts'
import { prosecutionThreshold, pureTeamPay, pyramidGrounds } from './pyramid.ts'
import { type Facts, flag, list } from './reading.ts'
import { type Reasoning, reasoning } from './reasoning.ts'

export const pyramid: Subject = (_question, facts) => {
  const reason = reasoning()
  const ladder = priceLadder(reason, facts)
  if (ladder !== null && 'refused' in ladder) return ladder
  const cap = directSellingPay(reason, facts)
  const direct =
    flag(facts, 'licensed_direct_selling') === true ? directSelling(reason, facts, cap) : {}
  const structure = asksOfStructure(facts) ? structureOf(reason, facts) : {}
  const answer = { ...structure, ...ladder, ...cap, ...direct }
  if (Object.keys(answer).length === 0) {
    reason.miss('levels', 'members_including_organizer', 'pay_by', 'entry_fee', 'forced_purchase')
    reason.say('没有给出计酬与层级的事实。', 'Nothing was told of pay and levels.')
  }
  return reason.conclude(answer)
}

const structureFacts = [
  'levels',
  'members_including_organizer',
  'members_excluding_organizer',
  'entry_fee',
  'forced_purchase',
  'pay_by',
  'chain',
  'recruit_required',
]

function asksOfStructure(facts: Facts): boolean {
  if (structureFacts.some((name) => (facts[name] ?? null) !== null)) return true
  return flag(facts, 'licensed_direct_selling') !== true && list(facts, 'reward_basis') !== null
}

/** Which marks does the structure bear, and is it as large as a prosecution asks? */
function structureOf(reason: Reasoning, facts: Facts): Record<string, unknown> {
  const marks = marksOf(reason, facts)
  const members = membersOf(reason, facts)
  const levels = levelsOf(reason, facts)
  const grounds = groundsOf(reason, marks)
  const suspected = isSuspected(reason, marks, grounds)
  if (marks.entryFee && grounds.length === 1) stockOrFee(reason, facts)
  const criminal = reachesThreshold(reason, facts, { marks, members, levels, suspected })
  return { admin_suspected: suspected, grounds, ...criminal, members_counted: members, levels }
}

/** @law 禁止传销条例 第七条 */
function groundsOf(reason: Reasoning, marks: Marks): string[] {
  const { value: names, cite } = reason.use(pyramidGrounds, pyramidGrounds.checkedOn)
  const grounds: string[] = []
  if (marks.headcount) {
    grounds.push(names.headcount)
    reason.say('报酬按发展的人数计算。', 'Pay is counted by people recruited.', `${cite}第一项`)
  }
  if (marks.entryFee) {
    grounds.push(names.entryFee)
    reason.say('加入须交费或者认购商品。', 'Joining costs a fee or a purchase.', `${cite}第二项`)
  }
  if (marks.teamSales) {
    grounds.push(names.teamSales)
    reason.say(
      '报酬按下线的销售业绩计算。',
      'Pay is counted by the downline’s sales.',
      `${cite}第三项`,
    )
  }
  return grounds
}

function isSuspected(reason: Reasoning, marks: Marks, grounds: readonly string[]): boolean | null {
  const cite = reason.use(pyramidGrounds, pyramidGrounds.checkedOn).cite
  if (grounds.length > 0) {
    reason.say(
      '具有涉嫌传销的特征，提示风险；是否成立由主管机关认定。',
      'Marks that raise suspicion: a warning. Whether they prove true is for the authority.',
      cite,
    )
    return true
  }
  if (marks.headcount === null || marks.teamSales === null) {
    reason.doubt('provisional')
    reason.say('未知报酬按什么计算，不能判断。', 'What pay is counted by is not told: open.')
    return null
  }
  reason.say(
    marks.entryFee === null
      ? '按已知事实未见所列特征；是否收费或者要求认购尚未说明。'
      : '未见交费加入、按人数计酬或者按下线业绩计酬的特征。',
    marks.entryFee === null
      ? 'No mark in what was told; whether joining costs something was not.'
      : 'No fee for joining, no pay by headcount, no pay by the downline’s sales.',
    cite,
  )
  if (marks.entryFee === null) reason.doubt('interpretive')
  return false
}

interface Size {
  readonly marks: Marks
  readonly members: number | null
  readonly levels: number | null
  readonly suspected: boolean | null
}

/** A first stock of goods that really sell may be ordinary trade rather than a fee in disguise. */
function stockOrFee(reason: Reasoning, facts: Facts): void {
  if (flag(facts, 'real_goods_sold_to_end_consumers') !== true) return
  reason.doubt('interpretive')
  reason.say(
    '商品真实售予消费者时，首批进货是变相入门费还是正常进货有解释余地。',
    'Where goods really sell, a first stock may be a fee in disguise or ordinary trade.',
    '禁止传销条例 第七条第二项',
  )
}

/** @law 公通字〔2013〕37号 第一条、第五条; both numbers inclusive */
function reachesThreshold(
  reason: Reasoning,
  facts: Facts,
  { marks, members, levels, suspected }: Size,
): { criminal_threshold: boolean | null; why?: string } {
  const { value: least, cite } = reason.use(prosecutionThreshold, prosecutionThreshold.checkedOn)
  const tooFew =
    (members ?? least.members) < least.members || (levels ?? least.levels) < least.levels
  if (suspected === false || tooFew) {
    if (tooFew) {
      reason.say(
        `未同时达到 ${least.members} 人以上、${least.levels} 级以上。`,
        `Not both ${least.members} people and ${least.levels} levels or more.`,
        cite,
      )
    }
    return { criminal_threshold: false }
  }
  if (members === null || levels === null) {
    if (members === null) reason.miss('members_including_organizer')
    if (levels === null) reason.miss('levels')
    return { criminal_threshold: null }
  }
  reason.say(
    `达到 ${least.members} 人以上且 ${least.levels} 级以上的人数层级标准(均含本数,含组织者)。`,
    `${least.members} people and ${least.levels} levels are reached, both inclusive.`,
    cite,
  )
  if (marks.headcount || suspected === null) return { criminal_threshold: true }
  if (marks.teamSales && !marks.entryFee) return pureTeam(reason, facts, marks)
  reason.doubt('interpretive')
  reason.say(
    '刑法另以按人数计酬或者返利为要件，是否实为按人数计酬需查明。',
    'The crime also asks for pay by headcount in substance, which would have to be found.',
    '刑法 第二百二十四条之一',
  )
  return { criminal_threshold: true }
}

/** Pay for a team's sales and nothing else: not treated as the crime where real goods are sold. */
function pureTeam(
  reason: Reasoning,
  facts: Facts,
  marks: Marks,
): { criminal_threshold: boolean | null; why?: string } {
  const { value, cite } = reason.use(pureTeamPay, pureTeamPay.checkedOn)
  const realGoods = flag(facts, 'real_goods_sold_to_end_consumers')
  reason.doubt('interpretive')
  if (marks.entryFee === null || realGoods === null) {
    if (realGoods === null) reason.miss('real_goods_sold_to_end_consumers')
    reason.say(
      '是否单纯的团队计酬取决于有无入门费、商品是否真实售予消费者。',
      'Whether it is team pay only depends on fees, and on goods really reaching consumers.',
      cite,
    )
    return { criminal_threshold: null }
  }
  if (!realGoods) {
    reason.say(
      '商品并未真实售予消费者，形式上团队计酬、实质按人数计酬的仍可能追究。',
      'No goods reach consumers: team pay in form, headcount in substance, may be prosecuted.',
      cite,
    )
    return { criminal_threshold: true }
  }
  reason.say(
    '以销售业绩为依据的单纯团队计酬，不作为犯罪处理，仍可受行政查处。',
    'Team pay by real sales and nothing else is not treated as a crime; fines remain possible.',
    cite,
  )
  return { criminal_threshold: false, why: value.why }
}
