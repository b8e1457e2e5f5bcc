import type { Summary } from './wording.ts'

/**
 * 本站摘要. What articles say whose official words are not held here, in our own words: never to
 * be printed as the text of the law. Under its title, two lines each: `article | 中文`, and indented
 * the English.
 */
const lines = `
电子商务法
9 | 通过互联网销售商品或者提供服务的都是电子商务经营者，含平台、平台内、自建网站和其他网络服务
  whoever sells over a network is an operator: platform, seller on it, own site, others
10 | 应当办理市场主体登记；自产农副产品、家庭手工业产品、个人技能便民劳务、零星小额交易等除外
  must register; own farm produce, home crafts, personal services and petty trade are exempt
11 | 依法纳税；免登记的在首次纳税义务发生后办理税务登记
  pays tax; whoever is exempt from registration registers for tax after the first tax liability
16 | 自行终止的，提前三十日公示
  closing is announced thirty days before
20 | 按承诺交付，承担运输中的风险和责任；消费者另选快递的除外
  delivers as promised and bears the risk on the way, unless the consumer chose another carrier
23 | 收集、使用个人信息遵守有关法律
  personal data only by the laws on it
24 | 查询、更正、删除、注销须有方式，不得设置不合理条件；核实身份后及时办理
  reading, mending, erasing and closing without unreasonable conditions, once identity is checked
31 | 商品、服务和交易信息自交易完成之日起至少保存三年
  goods and trade records are kept three years from completion
34 | 改规则须公开征求意见，至少实施前七日公示
  new rules are consulted on and published seven days before
38 | 平台知道或应当知道而未采取措施的，连带责任；未尽审核或安全保障义务的，相应责任
  the platform that knew and did nothing: joint; that did not review or protect: corresponding
51 | 快递交付以签收时间为准
  delivery is when the parcel is signed for
52 | 交给收货人时提示查验；交他人代收须经收货人同意
  prompts to check on delivery; leaving it with others needs consent
57 | 未经授权的支付由支付服务提供者承担，能证明因用户过错的除外
  the payment provider bears unauthorised payments unless it proves the user’s fault
58 | 鼓励平台建立担保机制；保证金的数额、管理、使用和退还须约定
  encourages guarantees; deposits must be agreed on
62 | 经营者应当提供原始合同和交易记录，丢失、伪造、隐匿的承担责任
  the operator supplies original records, and answers for losing or hiding them

消费者权益保护法
2 | 为生活消费需要购买、使用商品或者接受服务的，受本法保护
  whoever buys for daily life is protected
3 | 经营者为消费者提供商品或者服务，应当遵守本法
  operators who supply consumers obey this law
23 | 保证质量；耐用商品和装修服务六个月内发现瑕疵的，由经营者举证
  quality; for durables and decoration, a flaw within six months is for the operator to disprove
29 | 收集个人信息须合法、正当、必要并经同意，未经同意不得发商业信息
  personal data with consent and need; no unasked advertising
39 | 争议可以和解、请求调解、投诉、仲裁、诉讼
  settle, mediate, complain, arbitrate or sue
40 | 可以向销售者要求赔偿；因缺陷受害的，也可以向生产者要求
  claim from the seller; harmed by a defect, from the producer, too
44 | 平台不能提供卖家真实名称、地址和有效联系方式的，可以向平台要求赔偿；明知应知而不处理的连带
  claim from the platform that cannot name the seller; joint if it knew and did nothing
49 | 造成人身伤害的，赔偿医疗、护理、交通、误工等费用
  harm to the body: care, travel, lost income and more
56 | 拖延或者无理拒绝退货退款等，罚款并记入信用档案
  delaying or refusing returns is fined and put on record

消费者权益保护法实施条例
8 | 缺陷商品应当召回，必要费用由经营者承担
  defective goods are recalled at the operator’s cost
10 | 明码标价；自动展期、续费前以显著方式提请注意
  prices are marked; renewals are announced plainly
12 | 承诺对经营者有约束力
  promises bind
19 | 不得擅自扩大不适用无理由退货的范围；须显著标明并经确认，不得默认勾选
  no wider exclusions; plainly marked and confirmed, never ticked by default
46 | 七个工作日内处理投诉；受理后六十日内终结调解，鉴定时间不算
  seven working days to take it; sixty days to mediate, appraisal apart
49 | 标签瑕疵不影响质量、不误导的，不适用惩罚性赔偿
  flawed labels that neither harm nor mislead give no punitive damages

网络交易监督管理办法
7 | 网络社交、直播提供经营场所、商品浏览、订单生成、在线支付等的，履行平台义务
  social networks that give shop space, browsing, orders and payment bear platform duties
8 | 便民劳务和个人年交易额累计不超过十万元的，免登记；同一人的各店合计
  personal services and at most 100,000 a year are exempt; all shops of a person count together
12 | 公示主体信息；免登记的公示自我声明、地址和联系方式
  shows who runs it; the exempt show their declaration, address and contact
18 | 自动展期、续费须显著提醒
  renewals are announced plainly
21 | 不得用格式条款排除消费者权利、免除自己责任、独享解释权
  no standard terms that take rights away or leave reading to one side
24 | 平台核验身份，至少每六个月更新
  the platform verifies sellers, again every six months
25 | 平台每年一月和七月报送身份信息
  the platform reports identities each January and July
30 | 对平台内经营者的处置自作出之日起一个工作日内公示
  sanctions are published within one working day
31 | 身份信息自退出之日起、交易信息自完成之日起至少保存三年
  identity for three years after leaving, trade records for three years after completion

网络购买商品七日无理由退货暂行办法
7 | 拆封后影响安全或品质、激活试用后贬值大、临期或有瑕疵的，经确认可以不适用
  unsafe once opened, worth less once used, near expiry or flawed: excluded if confirmed
8 | 商品完好：保持原有品质、功能，商品本身、配件、商标标识齐全；为查验打开包装不影响
  intact: quality, function, parts and labels are there; opening to look is allowed
9 | 食品化妆品一次性密封破坏、电子商品未授权维修、服装剪标等视为不完好
  broken one-time seals, unauthorised repair, cut tags: not intact
10 | 自签收商品之次日起七日内发出退货通知
  seven days from the day after signing to give notice
12 | 收到退货后七日内返还价款
  the price is paid back within seven days of receiving the goods
13 | 按原支付方式退款，另有约定的除外
  by the way it was paid, unless agreed otherwise
14 | 用积分、代金券、优惠券支付的部分，退回相应权益
  points and coupons come back as such
17 | 满足条件包邮的，退货后不满足的，可以扣除运费
  free shipping that is lost may be deducted
18 | 退货运费依法由消费者承担；参加满减退部分商品的，按约定或者比例退
  return freight is the consumer’s; part of a discounted order by agreement or share

食品安全法
131 | 平台未审查许可等使消费者受害的，连带责任
  the platform that did not check licences is jointly liable
148 | 生产不符合标准的食品或明知而经营的，十倍价款或三倍损失，不足一千元的为一千元
  unsafe food made, or sold knowingly: ten times the price or three times the loss, at least 1,000

民法典
148 | 受欺诈作出的行为可以请求撤销
  acts made through fraud may be rescinded
202 | 按月、年计算的，到期月的对应日为最后一日
  months and years end on the same day of the last month
203 | 期间末日是法定休假日的，以次日为最后一日
  a last day that is a rest day moves to the day after
509 | 按约定全面履行，遵循诚信
  contracts are kept whole and in good faith
1203 | 因产品缺陷受害的，可以向生产者或者销售者请求赔偿
  harmed by a defect: claim from producer or seller
1207 | 明知缺陷仍生产、销售，致死亡或健康严重损害的，可以请求惩罚性赔偿
  known defects that kill or gravely harm: punitive damages

民事诉讼法
22 | 由被告住所地法院管辖，与经常居住地不一致的由后者
  where the defendant is domiciled, or lives if elsewhere
24 | 合同纠纷由被告住所地或者履行地法院管辖
  contracts: where the defendant is domiciled or where they are performed
29 | 侵权由侵权行为地或者被告住所地法院管辖
  torts: where done or where the defendant is domiciled
35 | 可以书面选择与争议有实际联系的地点的法院
  a court of a place really connected may be agreed on in writing
165 | 标的额在上年度平均工资百分之五十以下的，小额诉讼；二倍以下的可以约定
  up to half an average wage: small claims; up to twice, by agreement
166 | 确权、涉外、需鉴定、下落不明、反诉等不适用小额诉讼
  not for title, foreign, appraisal, missing party or counterclaim

最高人民法院关于互联网法院案件管辖的规定
1 | 互联网法院集中管辖的网络案件，含通过电子商务平台签订或者履行的购物合同纠纷、网络服务合同纠纷、个人信息纠纷等
  internet courts: shopping contracts on platforms, network services, personal data and more

市场监督管理投诉举报处理办法
13 | 由经营地或住所地处理；平台内的由其公示地址或平台所在地处理
  where the respondent trades; on platforms at the published address or the platform’s place
15 | 七个工作日内决定是否受理
  seven working days to decide whether to take it
16 | 不予受理的情形
  when a complaint is refused
23 | 受理后六十日内终止调解，七个工作日内告知
  mediation ends in sixty days; told within seven working days
45 | 期间首日不算，末日是法定节假日的顺延
  the first day is not counted; a last day on a holiday moves on
`

export const summaries: readonly Summary[] = read()

function read(): Summary[] {
  const found: Summary[] = []
  let title = ''
  for (const line of lines.trim().split('\n')) {
    const [article = '', zh] = line.split(' | ')
    const last = found.at(-1)
    if (zh !== undefined) found.push({ title, article: Number(article), zh, en: '' })
    else if (line.startsWith('  ') && last) found[found.length - 1] = { ...last, en: line.trim() }
    else title = line || title
  }
  return found
}
