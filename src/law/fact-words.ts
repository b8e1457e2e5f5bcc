import type { Category } from './categories.ts'

/** What is a fact called on a form? One line `name | zh | en` for each; the units are in it. */
const lines = `
accepted_on | 受理日期 | accepted on
action | 平台采取的措施 | what the platform did
activated | 已激活 | activated
actual | 实际经营者 | who really sold
affects_quality | 瑕疵影响质量 | the flaw affects quality
affects_safety | 瑕疵影响食品安全 | the flaw affects food safety
agent | 代购人是谁、怎么代购 | who bought on behalf, and how
agent_knew_substandard | 代购人明知不符合标准 | the agent knew it was substandard
agreement | 双方的约定 | what was agreed
agreement_effective_on | 调解协议生效日期 | the settlement took effect on
amount_cny | 诉讼标的额(元) | amount in dispute (yuan)
annual_turnover_cny | 年交易额(元) | turnover in a year (yuan)
appraisal | 鉴定起止 | appraisal from and to
as_of | 以哪一天为准 | as of which day
body_and_accessories_complete | 商品及配件齐全 | goods and parts complete
bought_from | 向谁购买 | bought from whom
box_opened | 已开盒 | the box was opened
buyer | 购买者 | the buyer
buyer_domicile | 买家住所地 | where the buyer lives
buyer_knew_before_buying | 买前就知道有问题 | the buyer knew before buying
buyer_purpose | 购买目的 | why it was bought
buyer_role | 买家身份 | who the buyer is
calendar | 采用的日历 | calendar used
calendar_years_loaded | 已载入放假安排的年份 | years whose holidays are loaded
carrier_chosen_by | 快递由谁选择 | who chose the carrier
category | 商品类别 | kind of goods
cause | 纠纷类型(案由) | what the dispute is about
chain | 代理层级 | the chain of agents
channel | 在哪里买的 | where it was bought
city | 所在城市 | city
claim_cny | 诉讼请求金额(元) | amount claimed (yuan)
clause | 条款原文 | the clause, word for word
complainant | 投诉人情况 | who complains, and how
complained_on | 投诉日期 | complained on
confirmation_step | 下单时有单独确认步骤 | a separate step to confirm
confirmation_ui | 确认方式 | how it was confirmed
confirmed_for_this_order | 本单已确认 | confirmed for this order
connection | 与争议的联系 | connection with the dispute
consent_ui | 取得同意的方式 | how consent was taken
consumer_actively_ticked | 消费者主动勾选 | ticked by the consumer
consumer_agreed | 消费者同意 | the consumer agreed
consumer_fabricated_by | 消费者造假的方式 | how the consumer cheated
controls_record | 记录由谁掌握 | who controls the records
counterclaim | 提出反诉 | there is a counterclaim
courier_bag_opened | 快递袋已拆 | the courier bag was opened
customised_by_consumer | 按消费者要求定作 | made to the buyer’s order
data | 涉及的个人信息 | personal data concerned
date | 哪一天 | on which day
decided_on | 决定日期 | decided on
defect_by | 缺陷由谁造成 | who caused the defect
defect_found_on | 发现瑕疵日期 | defect found on
defendant_domicile | 被告住所地 | where the defendant lives
defendant_hukou | 被告户籍所在地 | where the defendant is registered
defendant_whereabouts_unknown | 被告下落不明 | the defendant cannot be found
delivered | 已交付 | delivered
delivery | 交付方式 | how it was delivered
direct_seller_own_retail_income_cny | 直销员本人零售收入(元) | the agent’s own retail income (yuan)
disposable_seal_intact | 一次性密封完好 | one-time seal intact
domicile | 被投诉人住所地 | where the respondent is domiciled
entry_fee | 入门费 | fee to join
event | 发生了什么 | what happened
exempt | 属于免登记 | exempt from registration
filed_on | 立案日期 | filed on
filing_date | 起诉日期 | filed on
first_tax_liability_occurred | 已首次发生纳税义务 | first tax liability has arisen
flaw | 瑕疵 | the flaw
forced_purchase | 须先购货才能加入 | a purchase needed to join
foreign_related | 涉外案件 | a foreign element
form | 条款的形式 | form of the clause
found_at | 发现时刻 | found at
found_on | 发现日期 | found on
fraud | 构成欺诈 | fraud
free_shipping_threshold | 包邮门槛(元) | free shipping from (yuan)
fresh_perishable | 鲜活易腐 | fresh or perishable
function_ok | 功能正常 | works as it should
fake_drug | 假药、劣药 | a fake or substandard drug
gift | 赠品 | the free gift
gift_price_marked_before_sale | 事先标明的赠品价格(元) | price of the gift marked before (yuan)
gift_returned | 赠品已退回 | the gift was returned
goods | 商品 | the goods
goods_browsing | 提供商品浏览 | offers browsing of goods
goods_handed_to_courier_on | 退货交快递日期 | return handed to the courier on
guided_off_platform_payment_by | 谁引导在平台外付款 | who led the payment off the platform
harm | 造成了损害 | harm was done
id_number | 居民身份证号码 | citizen identity number
injury_place | 损害发生地 | where the harm happened
intact | 退回商品完好 | the returned goods are intact
items | 购买的商品(每行:名称 价格) | what was bought (a line each: name price)
known_infringement_on | 知道权益受损日期 | knew of the wrong on
lab | 检验结果 | laboratory result
label_flaw | 标签瑕疵 | flaw of the label
last_verified_on | 上次核验日期 | last verified on
lead_mg_per_kg | 铅含量(mg/kg) | lead (mg/kg)
level | 级别 | level
levels | 层级数 | number of levels
license_needed | 依法须取得许可 | a licence is needed
license_reviewed | 平台审核过许可 | the platform reviewed the licence
licensed_direct_selling | 持牌直销企业 | licensed direct selling
lived_continuously | 连续居住的地方和月数 | where lived, for how many months
loss_cny | 损失(元) | loss (yuan)
lost_in_transit | 运输途中毁损、丢失 | lost or broken on the way
major_change_many_users | 涉及众多用户的重大变更 | a major change for many users
manufacture_place | 产品制造地 | where it was made
members_excluding_organizer | 人数(不含组织者) | members without the organiser
members_including_organizer | 人数(含组织者) | members with the organiser
method | 支付方式 | way of payment
misleads | 足以误导消费者 | misleads the consumer
near_expiry_disclosed_at_sale | 销售时明示临近保质期 | near expiry, said at the sale
necessary_disposable_seal_broken | 必要的一次性密封已损坏 | necessary one-time seal broken
needs_appraisal | 需要评估、鉴定 | needs an appraisal
not_meeting_food_safety_standard | 不符合食品安全标准 | against food safety standards
notice | 平台收到的通知 | notice to the platform
notice_sent_at | 退货通知发出时刻 | return notice sent at
offer | 给买家的好处 | what the buyer is offered
offers | 提供的服务 | services offered
online_download | 在线下载 | downloaded
online_payment_for_order | 提供在线支付 | offers online payment
opened_by_consumer | 消费者已拆封 | unsealed by the consumer
order_generation | 提供订单生成 | makes orders
organizer | 组织者人数 | number of organisers
outbound_freight_actual | 实际首程运费(元) | actual outbound freight (yuan)
packaging_destroyed_when_opening | 拆开时包装损坏 | packaging destroyed on opening
page_notice | 页面声明 | notice on the page
paid | 实付款 | what was paid
paid_method | 付款方式 | how it was paid
parties_domicile | 双方住所地 | where the parties live
pay_by | 按什么计酬 | what pay is counted by
per_purchase_confirmation_of_no_return | 本单确认过不退货 | no-return confirmed for this purchase
per_purchase_confirmation_of_no_return_after_activation | 本单确认过激活后不退 | no return once activated, confirmed
placed_in_station_on | 放入代收点日期 | left at the station on
plan_reported_on | 召回计划报告日期 | recall plan reported on
platform_domicile | 平台住所地 | where the platform is domiciled
platform_knew | 平台知道或应当知道 | the platform knew or should have
platform_promise | 平台的承诺 | what the platform promised
platform_provides | 平台提供的卖家信息 | seller data the platform gives
platform_record | 平台存储的记录 | the platform’s record
price_cny | 价款(元) | price (yuan)
price_ladder | 各级价格(元) | price at each level (yuan)
price_per_box_cny | 每盒价格(元) | price of one box (yuan)
procedure | 审理程序 | procedure
producer_known | 能指明生产者 | the producer can be named
product | 产品 | the product
promo | 优惠(如:满200减30) | promotion (such as 满200减30)
prominent_notice | 以显著方式提示 | shown prominently
provider | 服务提供者 | service provider
province | 省份 | province
province_prior_year_avg_wage_cny | 本省上年度平均工资(元) | average wage of the province, last year (yuan)
published_address | 公示的地址 | published address
published_change | 已公示变更 | the change was published
published_on | 公布日期 | published on
published_threshold_cny | 法院公布的限额(元) | published limit (yuan)
purchases | 购买记录(每行:日期 盒数) | purchases (a line each: day boxes)
purpose | 购买目的 | why it was bought
qualification_reviewed | 平台审核过资质 | qualification reviewed by the platform
quality_problem | 有质量问题 | there is a quality problem
quarter | 季度(如 2026Q3) | quarter (such as 2026Q3)
question | 想问什么 | what is asked
reachable_at_published_address | 按公示地址能联系到 | reachable at the published address
real_goods_sold_to_end_consumers | 真实商品卖给最终消费者 | real goods reach consumers
reason | 退货原因 | reason of the return
receipt_place | 收货地 | where it was received
received_on | 收到日期 | received on
recipient_consented | 收件人同意放代收点 | the recipient agreed to the station
recruit_required | 要求发展他人 | recruiting is required
refunded | 已退款 | refunded
refused_without_reason | 无正当理由拒不提供 | refused without a good reason
registered | 登记 | registered
request_on | 请求日期 | requested on
respondent | 被投诉人 | the respondent
return | 退回的商品(每行一件) | what goes back (a line each)
returned_goods_received_on | 商家收到退货日期 | return received on
reward_basis | 报酬依据 | what rewards rest on
reward_cny | 报酬(元) | reward (yuan)
sale_place | 销售地 | where it was sold
sales | 销售情况 | what is sold, and how often
same_dispute_accepted_by | 同一争议已由谁受理 | who already took the same dispute
same_dispute_handled_by | 同一争议已由谁处理 | who already dealt with it
screenshot | 消费者截图 | the consumer’s screenshot
seal_intact | 密封完好 | seal intact
seller | 卖家情况 | who sells
seller_claims | 商家主张的金额(元) | what the seller claims (yuan)
seller_insolvent | 卖家无力赔偿 | the seller cannot pay
seller_knew | 卖家明知 | the seller knew
seller_knew_defect | 卖家明知有缺陷 | the seller knew of the defect
seller_license_required | 卖家须有许可 | the seller needs a licence
seller_offer | 商家提出的处理 | what the seller offers
seller_promise | 商家的承诺 | what the seller promised
seller_promise_days | 商家承诺的退货天数 | days promised by the seller
separate_consent | 取得单独同意 | separate consent
service | 服务 | the service
severe_health_damage | 健康严重损害或死亡 | death or severe harm to health
shelf_life_ends_on | 保质期届满日期 | shelf life ends on
shop_hosting | 提供网络经营场所 | hosts shops
shops | 各店年交易额(元,每行一店) | turnover of each shop (yuan, a line each)
signed_by_recipient_on | 本人签收日期 | signed by the recipient on
signed_on | 签收日期 | signed for on
simple_money_claim | 简单金钱给付 | a simple money claim
soiled | 已弄脏 | soiled
statutory_retention_until | 法定保存期至 | must be kept until
stop_on | 终止经营日期 | business ends on
supplier_known | 能指明供货者 | the supplier can be named
tag_cut | 吊牌已剪 | the tag was cut off
text | 宣传文字 | advertising text
this_year | 今年 | this year
transaction_completed_on | 交易完成日期 | transaction completed on
tried_on | 已试穿 | tried on
turnover | 交易额(元) | turnover (yuan)
type | 主体类型 | kind of seller
unauthorised_payment | 未经授权的支付 | an unauthorised payment
uscc | 统一社会信用代码 | unified social credit code
user_fault_proven | 已证明用户有过错 | the user’s fault is proven
via_ecommerce_platform | 经电子商务平台交易 | traded on an e-commerce platform
victims | 受害人 | the victims
wage_2024_published | 2024年平均工资(元) | average wage of 2024 (yuan)
wage_2025_published | 2025年平均工资已公布 | the wage of 2025 is published
`

interface Named {
  readonly zh: string
  readonly en: string
}

const names: ReadonlyMap<string, Named> = new Map(
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', zh = '', en = ''] = line.split(' | ')
      return [name, { zh, en }] as const
    }),
)

/** Where the same name means another thing. */
const otherwise: Readonly<Record<string, Named>> = {
  'registration.goods': { zh: '卖什么', en: 'what is sold' },
  'registration.type': {
    zh: '主体类型（个人、企业…）',
    en: 'kind of seller (individual, company …)',
  },
  'complaint.received_on': { zh: '收到投诉日期', en: 'complaint received on' },
  'complaint.found_on': { zh: '发现违法线索日期', en: 'clue found on' },
  'complaint.decided_on': { zh: '终止调解决定日期', en: 'mediation ended on' },
  'duty_deadline.found_on': { zh: '发现缺陷日期', en: 'defect found on' },
  'duty_deadline.decided_on': { zh: '处罚决定日期', en: 'sanction decided on' },
  'duty_deadline.received_on': { zh: '收货日期', en: 'goods received on' },
  'duty_deadline.level': { zh: '召回级别（1、2、3）', en: 'level of recall (1, 2 or 3)' },
  'jurisdiction.agreement': { zh: '管辖约定', en: 'agreement on the court' },
  'refund_freight.agreement': { zh: '关于运费的约定', en: 'agreement on the freight' },
  'returnability.registered': { zh: '卖家已登记', en: 'the seller is registered' },
  'platform_liability.registered': {
    zh: '登记（公示）的经营者',
    en: 'who is registered as seller',
  },
  'platform_liability.victims': { zh: '受害人（每行一人）', en: 'the victims (a line each)' },
  'punitive_damages.victims': { zh: '受害人数', en: 'number of victims' },
}

/** What is this fact called, in this category? Its own name when nobody has named it. */
export function factName(category: Category, fact: string): Named {
  return otherwise[`${category}.${fact}`] ?? names.get(fact) ?? { zh: fact, en: fact }
}

/** 类别. What are the thirteen kinds of questions called? */
export const categoryNames: Readonly<Record<Category, Named>> = {
  return_window: { zh: '无理由退货期限', en: 'Time limit of no-reason returns' },
  returnability: { zh: '能不能无理由退货', en: 'May it be returned without a reason?' },
  refund_freight: { zh: '退款与运费', en: 'Refunds and freight' },
  punitive_damages: { zh: '惩罚性赔偿', en: 'Punitive damages' },
  registration: { zh: '登记与经营者身份', en: 'Registration, and who is an operator' },
  jurisdiction: { zh: '向哪个法院起诉', en: 'Which court?' },
  small_claims: { zh: '小额诉讼与受理费', en: 'Small claims and court fees' },
  complaint: { zh: '向市场监管部门投诉', en: 'Complaints to the authorities' },
  check_digit: { zh: '号码校验', en: 'Checking a number' },
  pyramid: { zh: '代理结构与传销风险', en: 'Agent structures and pyramid risk' },
  platform_liability: { zh: '平台责任与谁来赔', en: 'Platforms, and who must pay' },
  unfair_terms: { zh: '格式条款是否有效', en: 'Is this standard term valid?' },
  duty_deadline: { zh: '经营者的义务与期限', en: 'Duties of operators and their deadlines' },
}
