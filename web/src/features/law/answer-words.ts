/** What the keys of an answer are called: `key | 中文 | English`. */
const lines = `
action | 处理方式 | what to do
admin_suspected | 有涉嫌传销的特征 | marks of a pyramid scheme
adult | 已成年 | of age
adverse_inference_allowed | 可以作不利推定 | adverse inference allowed
agent_liable_x10 | 代购人承担十倍赔偿 | the agent owes tenfold
aggregated_turnover_cny | 合计年交易额 | turnover of all shops
allowed | 允许 | allowed
alternatives | 其他选择或理解 | other choices or readings
amount_cny | 可主张的增加赔偿 | increase that may be claimed
authorities | 处理机关所在地 | authorities at
base_deadline | 审限届满日 | to be decided by
base_deadline_extended | 顺延后的届满日 | after rest days
bearer | 承担者 | who bears it
burden | 举证责任 | burden of proof
burden_of_proving_knowledge | 证明买方明知的责任 | who must prove the buyer knew
cap_cny | 报酬上限 | limit of the reward
capped_to_reasonable_consumption | 限于合理生活消费需要 | only for reasonable consumption
check | 校验码 | check character
chosen | 采用的算法 | reckoned by
clause_valid | 告示有效 | the notice holds
clock_starts_after | 期间起算自其次日 | period starts the day after
compensation_cny | 赔偿损失 | compensation for the loss
complete_by | 最迟完成 | to be completed by
consumer_may_invalidate | 消费者可以主张无效 | the consumer may have it set aside
consumer_pays_cny | 消费者补差 | the consumer adds
cost_bearer | 费用承担者 | who bears the cost
court_place | 住所地 | domicile
court_places | 管辖连接地 | places that count
courts | 可以起诉的法院 | courts
criminal_threshold | 达到追诉的人数和层级 | people and levels of the offence reached
crpl55_1_cny | 欺诈的增加赔偿 | increase for fraud
crpl55_2_cap_cny | 明知缺陷的惩罚性赔偿上限 | most for a known defect
days | 提前天数 | days ahead
deadline | 最迟日期 | last day
deadline_estimated | 估计的最迟日期 | last day, estimated
deadline_if_weekend_extended | 若周末也顺延 | if weekends extend it, too
deadline_literal | 按字面计算 | by the letter
deadline_not_after | 最晚不晚于 | not after
deadline_not_before | 最早不早于 | not before
deadline_time | 截止时刻 | until
declaration | 应公示的声明 | declaration to show
defense_valid | 抗辩成立 | the defence holds
earliest_effective | 最早实施日 | in force at the earliest
erase | 应当删除 | to be erased
exceeds | 超标 | above the limit
exemption | 免登记的理由 | exempt as
exercised_in_time | 按时行使 | in time
expected_check | 应为 | should be
extendable_working_days | 可延长（工作日） | may be extended (working days)
factors | 考虑的因素 | factors
fifteenth_day | 第十五日 | fifteenth day
first_receiver_handles | 先收到的机关处理 | whoever gets it first handles it
five_days_required | 须提前五日 | five days ahead
food_rule_applies | 适用食品十倍规则 | the tenfold rule for food applies
freight_bearer | 退货运费承担者 | who pays the return freight
full_fee_cny | 案件受理费 | full court fee
gender | 性别 | sex
ground | 理由 | ground
grounds | 理由 | grounds
hits | 可能违规之处 | possible violations
hours | 小时 | hours
intact | 商品完好 | intact
internet_court | 由互联网法院管辖 | an internet court hears it
is_operator | 属于经营者 | is an operator
last_calendar_day | 期间最后一日 | last day of the period
latest_deadline | 延长后的最迟日 | latest, if extended
levels | 层级数 | levels
liability | 责任形式 | kind of liability
liable | 责任人 | who is liable
limit_by_regulation | 行政法规的期限 | limit of the regulation
limit_mg_per_kg | 限值（mg/kg） | limit (mg/kg)
max_cny | 承担上限 | at most
max_deduction_cny | 最多扣 | deduction at most
max_extension_months | 可延长（月） | may be extended (months)
max_freight_deduction_cny | 最多扣首程运费 | freight deduction at most
may_claim | 可以向谁索赔 | may claim from
members_counted | 计入人数 | people counted
min_refund_cny | 至少退还 | refund at least
mode | 小额诉讼 | small-claims procedure
must_apply_tax_registration | 须办理税务登记 | tax registration needed
must_register | 须办理市场主体登记 | registration needed
must_remind_before | 须事先提醒 | reminder needed
next_due | 下次核验不晚于 | next due
note | 说明 | note
payable_cny | 应付 | payable
platform_duties | 承担平台经营者义务 | bears platform duties
platform_liable | 平台承担责任 | the platform is liable
platform_must_remind | 平台须提醒登记 | the platform must remind
platform_special_mark | 平台报送时特别标示 | specially marked by the platform
presumed_authentic | 推定真实的证据 | presumed authentic
price_ladder_flag | 层级加价须注意 | price ladder to note
producer_amount_cny | 可向生产者主张 | may be claimed from the producer
producer_recourse | 生产者可向谁追偿 | the producer’s recourse
publish_no_later_than | 最迟公示日 | to be announced by
reason | 理由 | reason
rebuttable | 可以反证推翻 | rebuttable
recourse_against_seller | 平台可向卖家追偿 | recourse against the seller
refer | 另见 | see also
refund | 退款 | refund
refund_cny | 应退 | refund
refund_due | 应当退款 | a refund is due
registrant | 登记主体 | registrant
reject | 应当不予受理 | to be refused
retain_until | 保存至 | keep until
returnable | 可以无理由退货 | may be returned
risk_bearer | 风险承担者 | who bears the risk
rule | 规则 | rule
rule_version | 规则版本 | version of the rules
seller_is_operator | 卖家是经营者 | the seller is an operator
seller_recourse | 卖家可向谁追偿 | the seller’s recourse
source | 期限来自 | source of the period
start_by | 最迟启动 | to be started by
status | 状态 | status
track | 适用的途径 | track
unit | 单位 | unit
upgraded_18 | 升为18位 | with 18 digits
valid | 有效 | valid
valid_checksum | 校验码正确 | check character right
valid_date | 出生日期有效 | date exists
violates | 违规 | a violation
violates_direct_selling_cap | 超过报酬上限 | above the limit
violation_from | 自该日起违规 | a violation from
wage_year_used | 采用的工资年度 | wage of the year
why | 理由 | why
window | 期间 | window
`

/** What codes in an answer mean. */
const codeLines = `
ACTIVATED | 已激活 | activated
CHARSET | 含不允许的字符 | characters not allowed
CHECK_DIGIT | 校验码不符 | the check character does not fit
CIVIL_CODE | 按民法典和约定处理 | the Civil Code and what was agreed
CONFIRMED_EXCLUSION | 本单确认过不退 | confirmed as not returnable
CONSUMER_LAW | 适用消费者保护 | consumer law
CONVENIENCE_LABOR | 便民劳务 | convenience labour
CUSTOM_MADE | 定作商品 | made to order
DEFAULT_CONSENT_INVALID | 默认勾选不算同意 | a default tick is no consent
DIGITAL_OPENED | 已下载或拆封的数字商品 | digital goods, opened
FAMILY_HANDICRAFT | 家庭手工业产品 | family handicraft
FRESH_PERISHABLE | 鲜活易腐 | fresh or perishable
LENGTH | 位数不对 | wrong length
NEWSPAPER_PERIODICAL | 报纸、期刊 | newspaper or periodical
NOT_CONSUMER | 不是为生活消费购买 | no consumer
NOT_INTACT | 商品不完好 | not intact
NO_CONFIRMATION | 没有单独确认，不得拒绝 | not confirmed, so no refusal
PETTY_TRADE | 零星小额交易 | petty trade
QUALITY | 按质量问题退货 | return for quality
SELF_PRODUCED_FARM | 自产农副产品 | own farm produce
SELLER_PROMISE | 卖家作出了承诺 | promised by the seller
by_agreement | 双方可以约定适用 | by agreement
carrier | 运输者、仓储者 | the carrier
company | 企业 | a company
consumer | 消费者 | the consumer
corresponding | 相应的责任（不当然连带） | corresponding, not joint as such
erase | 删除 | erase
excluded | 不得适用 | excluded
female | 女 | female
individual_household | 个体工商户 | an individual household
joint_and_several | 连带责任 | joint and several
loss_x3 | 损失的三倍 | three times the loss
male | 男 | male
mandatory | 应当适用 | mandatory
not_applicable | 不适用 | not applicable
operator | 经营者 | the operator
payment_service_provider | 支付服务提供者 | the payment provider
platform_record | 平台存储的记录 | the platform’s record
price_x10 | 价款的十倍 | ten times the price
price_x3 | 价款的三倍 | three times the price
producer | 生产者 | the producer
promise | 按商家承诺 | as promised
provisional | 暂定 | provisional
seller | 销售者 | the seller
seller_promise | 商家承诺 | the seller’s promise
statute | 法律 | the law
stop_processing_except_storage_and_security | 停止处理，只保存并保障安全 | stop all but storage and security
supplier | 供货者 | the supplier
user | 用户 | the user
crpl55_1 | 欺诈的增加赔偿 | increase for fraud
not_deceived | 未受欺诈的理解 | read as not deceived
deceived | 受欺诈的理解 | read as deceived
CRPL55.1 | 消费者权益保护法第55条第1款 | Consumer Law 55(1)
CRPL55.1_FLOOR | 消费者权益保护法第55条第1款，最低五百元 | Consumer Law 55(1), at the floor
FSL148.2 | 食品安全法第148条第2款 | Food Safety Law 148(2)
FSL148.2_FLOOR | 食品安全法第148条第2款，最低一千元 | Food Safety Law 148(2), at the floor
DAL144.3 | 药品管理法第144条第3款 | Drug Law 144(3)
DAL144.3_FLOOR | 药品管理法第144条第3款，最低一千元 | Drug Law 144(3), at the floor
24:00 Asia/Shanghai | 当日 24:00（北京时间） | 24:00 that day, Beijing time
ADV_ABSOLUTE | 绝对化用语 | absolute words
DISEASE_CLAIM | 疾病预防、治疗功能 | claims about diseases
EFFICACY_GUARANTEE | 保证功效 | guaranteed effect
MEDICAL_TERM | 医疗用语 | medical words
SPECIAL_COSMETIC_CLAIM | 特殊化妆品功效 | effects of special cosmetics
UNPROVEN_EFFICACY | 缺乏依据的功效 | effects without proof
CAPPED_DAMAGES | 限制赔偿数额 | damages capped
CHANGE_AT_WILL | 单方任意变更 | changed at will
DEFAULT_DATA | 默认收集个人信息 | personal data by default
DEPOSIT_KEPT | 扣留押金、定金 | deposit kept
EXCHANGE_ONLY | 只换不退 | exchange only
FINAL_SAY | 单方最终解释权 | the final say
FORCED_SALE | 强制搭售 | forced sale
INJURY_EXEMPT | 免除人身损害责任 | exempt from harm to people
INVOICE | 不开发票 | no invoice
LIABILITY_EXEMPT | 免除自己责任 | exempt from liability
MONEY_KEPT | 扣留已付款 | money kept
NOT_FORMED | 付款后合同不成立 | paid, yet no contract
NO_BAD_REVIEW | 不许差评 | no bad reviews
NO_CLAIMS | 排除赔偿请求 | no claims
NO_RECOURSE | 排除投诉、起诉 | no complaint, no suit
NO_RETURN | 概不退换 | no returns
PLATFORM_SHIFTS_ALL | 平台责任全推给商家 | the platform shifts all
PREPAID_TRAPS | 预付款不退 | prepaid, never returned
QUALITY_FREIGHT | 质量问题由买家付运费 | freight for bad quality on the buyer
QUALITY_NO_RETURN | 质量问题不退 | no return for bad quality
RECEIPT_IS_APPROVAL | 签收视为认可质量 | signing is approval
RETURN_FEE | 退货收费 | a fee for returning
SEAL_NO_RETURN | 拆封不退 | opened, no return
SELLERS_COURT | 只能到卖家所在地起诉 | the seller’s court only
SHORT_OBJECTION | 缩短异议期 | too short to object
TRANSIT_RISK | 运输风险推给买家 | risk on the way on the buyer
VIDEO_OR_NOTHING | 没有开箱视频不赔 | no video, no claim
WIDENED_EXCLUSION | 扩大不退货范围 | exclusions widened
7(1) | 禁止传销条例第七条第一项：按发展人数计酬 | Pyramid Rules 7(1): paid by heads
7(2) | 禁止传销条例第七条第二项：交入门费 | Pyramid Rules 7(2): a fee to join
7(3) | 禁止传销条例第七条第三项：按下线业绩计酬 | Pyramid Rules 7(3): paid by the line below
own_things | 出让自己的闲置 | one’s own things
45 working days | 45 个工作日 | 45 working days
60 natural days | 60 日（自然日） | 60 calendar days
`

interface Named {
  readonly zh: string
  readonly en: string
}

const keys = table(lines)
const codes = table(codeLines)

function table(text: string): ReadonlyMap<string, Named> {
  return new Map(
    text
      .trim()
      .split('\n')
      .map((line) => {
        const [name = '', zh = '', en = ''] = line.split(' | ')
        return [name, { zh, en }] as const
      }),
  )
}

/** What is this key of an answer called? Null for keys that only programs care about. */
export function keyName(key: string): Named | null {
  return keys.get(key) ?? null
}

/** What does this code mean? Anything that is no code stays as it is. */
export function codeName(code: string): Named {
  const [kind = '', ...rest] = code.split(':')
  const named = codes.get(code)
  if (named) return named
  // A class and the words that were found, such as `ADV_ABSOLUTE:国家级`.
  const known = rest.length > 0 ? codes.get(kind) : undefined
  const found = rest.join(':')
  return known
    ? { zh: `${known.zh}：“${found}”`, en: `${known.en}: “${found}”` }
    : { zh: code, en: code }
}
