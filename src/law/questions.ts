import { type Category, categories } from './categories.ts'

/** 常问. A question people ask, and the facts that it usually takes. */
export interface UsualQuestion {
  readonly zh: string
  readonly en: string
  readonly facts: readonly string[]
}

/**
 * Under its category `中文 | English`, and indented the facts. Questions in other words are read,
 * too.
 */
const lines = `
return_window
最迟哪一天发出退货通知? | Until which day may the return be declared?
  signed_on
逾期发出的无理由退货通知是否有效? | Was the notice in time?
  signed_on notice_sent_at seller_promise_days
通知在期限内、寄出在期限后,是否有效? | Notice in time, parcel after it: does it count?
  signed_on notice_sent_at goods_handed_to_courier_on
放在代收点,七日从哪天起算? | Left at a station: when do the days begin?
  placed_in_station_on recipient_consented signed_by_recipient_on
returnability
该商品是否适用七日无理由退货? | May this be returned without a reason?
  goods category customised_by_consumer fresh_perishable opened_by_consumer
  necessary_disposable_seal_broken activated tag_cut quality_problem seller_promise
页面写“概不退换”有用吗? | Does “no returns” on the page hold?
  goods page_notice confirmation_step confirmation_ui consumer_actively_ticked
卖家是否承担无理由退货义务? | Must this seller take it back?
  goods seller registered
代理进货是否享有七日无理由退货? | May an agent who buys to resell return it?
  goods buyer_purpose buyer_role
refund_freight
商家收到退货后,最迟哪一天退款? | Until which day must the seller refund?
  returned_goods_received_on intact refunded
退货运费由谁承担? | Who pays the return freight?
  reason agreement
满减订单部分退货,应退多少元? | Part of a discounted order goes back: how much?
  items promo return paid
退货后不再包邮,最多扣多少? | Free shipping is lost: how much may be deducted?
  items return free_shipping_threshold outbound_freight_actual
赠品无法退回,商家可扣多少? | The gift cannot be returned: how much?
  gift gift_price_marked_before_sale gift_returned seller_claims paid
商家可否只退店铺余额或代金券? | May the seller refund with a voucher only?
  paid_method seller_offer consumer_agreed
召回产生的费用由谁承担? | Who pays the cost of a recall?
  event product
punitive_damages
依法可主张的惩罚性赔偿金额是多少? | How much more may be claimed?
  category goods price_cny fraud loss_cny not_meeting_food_safety_standard seller_knew
  seller_knew_defect severe_health_damage
明知有问题还买,怎么赔? | Bought in spite of knowing: how much?
  category buyer_knew_before_buying purchases price_per_box_cny
代购人要承担十倍赔偿吗? | Does an agent who bought for others owe tenfold?
  category agent agent_knew_substandard price_cny
标签瑕疵还能主张惩罚性赔偿吗? | Does a flawed label count?
  category price_cny label_flaw affects_safety misleads
registration
是否需要办理市场主体登记? | Is registration needed?
  type annual_turnover_cny goods service license_needed
免登记的经营者是否须办税务登记? | Exempt, but is tax registration needed?
  type exempt first_tax_liability_occurred
这个人是否属于经营者? | Is this person an operator?
  type sales turnover
社交软件是否承担平台经营者义务? | Does this chat app bear platform duties?
  provider shop_hosting goods_browsing order_generation online_payment_for_order offers
jurisdiction
可以向哪些法院起诉? | At which courts may one sue?
  cause via_ecommerce_platform receipt_place defendant_domicile filing_date agreement delivery
  buyer_domicile
因缺陷产品受损害,向哪里起诉? | Harmed by a product: where to sue?
  cause manufacture_place sale_place injury_place defendant_domicile filing_date
协议选择的法院是否有效? | Is the agreed court valid?
  agreement connection parties_domicile receipt_place
管辖的格式条款能否主张无效? | Can the clause on the court be set aside?
  clause form prominent_notice
被告住所地如何确定? | Where is the defendant domiciled?
  defendant_hukou lived_continuously
small_claims
是否适用小额诉讼程序? | Is this a small claim?
  amount_cny province filing_date province_prior_year_avg_wage_cny published_threshold_cny
  simple_money_claim needs_appraisal foreign_related defendant_whereabouts_unknown counterclaim
案件受理费是多少? | How much is the court fee?
  claim_cny procedure
小额诉讼审限到哪天? | Until when must it be decided?
  filed_on
complaint
最迟哪一天决定是否受理? | When must they decide whether to take it?
  received_on
调解最迟到哪一天? | Until when may mediation last?
  accepted_on appraisal
该投诉是否应当不予受理? | Must they refuse it?
  known_infringement_on complained_on same_dispute_accepted_by same_dispute_handled_by purpose
  complainant
由哪个市场监管部门处理? | Which office handles it?
  respondent published_address reachable_at_published_address platform_domicile domicile
终止调解最迟何日告知? | When must the end of mediation be told?
  decided_on
违法线索核查最迟到哪天? | When must a clue be checked?
  found_on
司法确认申请最迟到哪天? | Until when may confirmation be sought?
  agreement_effective_on
check_digit
该统一社会信用代码是否通过校验? | Is this social credit code well formed?
  uscc
该居民身份证号码是否通过校验? | Is this identity number well formed?
  id_number as_of
pyramid
是否涉嫌传销,是否达到追诉标准? | Does this look like a pyramid?
  levels members_including_organizer entry_fee forced_purchase recruit_required pay_by
  real_goods_sold_to_end_consumers price_ladder
直销员的报酬是否超限? | Does the reward exceed the limit?
  licensed_direct_selling reward_basis direct_seller_own_retail_income_cny reward_cny
platform_liability
消费者能否要求平台赔偿? | May the buyer claim from the platform?
  platform_provides platform_knew platform_promise seller_insolvent
平台承担何种责任? | What is the platform liable for?
  goods qualification_reviewed seller_license_required license_reviewed harm platform_knew notice
  action
因缺陷商品受害,可向谁索赔? | Harmed by a defect: claim from whom?
  defect_by bought_from buyer victims producer_known supplier_known gift harm
网店转让未公示,可向谁主张? | The shop changed hands: claim from whom?
  registered actual published_change
盗刷损失由谁承担? | Who bears an unauthorised payment?
  unauthorised_payment user_fault_proven loss_cny
商家以“未经平台支付”抗辩是否成立? | “Not paid through the platform”: a defence?
  guided_off_platform_payment_by method
运输途中毁损,风险由谁承担? | Lost on the way: whose risk?
  carrier_chosen_by lost_in_transit
unfair_terms
该格式条款是否有效? | Is this standard term valid?
  clause form
duty_deadline
交易信息保存到哪一天? | Until when must trade records be kept?
  transaction_completed_on goods shelf_life_ends_on
保存期内请求删除个人信息应如何处理? | A request to erase while records must be kept?
  statutory_retention_until request_on
平台规则最早可于哪天实施? | When may new platform rules take effect?
  published_on major_change_many_users
平台对商家的处罚最迟哪天公示? | When must a sanction be published?
  decided_on
食品召回应在多少小时内启动? | How soon must a food recall start?
  found_at level
瑕疵举证责任由谁承担? | Who must prove the defect?
  goods received_on defect_found_on
拒不提供记录的后果? | Records are withheld: what follows?
  controls_record refused_without_reason
终止经营最迟哪天公示? | Closing: when must it be announced?
  stop_on
自动续费前应如何提醒? | How must a renewal be announced?
  service date
这段宣传可能违反哪些规定? | What may be wrong with this advertisement?
  category text
该同意是否有效? | Is this consent valid?
  consent_ui separate_consent data
商家身份最迟何时重新核验? | When must the seller be verified again?
  last_verified_on
发现缺陷,最迟哪天报告? | A defect is found: report until when?
  found_on plan_reported_on
截图与平台记录不一致,以何者为准? | Screenshot against record: which counts?
  screenshot platform_record
可以用返现换好评吗? | May good reviews be paid for?
  offer
平台何时报送涉税信息? | When are incomes reported for tax?
  quarter
化妆品铅含量是否超标? | Is there too much lead in it?
  category lead_mg_per_kg
`

export const usualQuestions: Readonly<Record<Category, readonly UsualQuestion[]>> = read()

function read(): Record<Category, UsualQuestion[]> {
  const all = Object.fromEntries(categories.map((each) => [each, [] as UsualQuestion[]]))
  let under: UsualQuestion[] = []
  for (const line of lines.trim().split('\n')) {
    const [zh = '', en] = line.split(' | ')
    if (en !== undefined) under.push({ zh, en, facts: [] })
    else if (line.startsWith('  ')) addFacts(under, line.trim().split(' '))
    else under = all[line] ?? []
  }
  return all as Record<Category, UsualQuestion[]>
}

function addFacts(questions: UsualQuestion[], facts: readonly string[]): void {
  const last = questions.pop()
  if (last) questions.push({ ...last, facts: [...last.facts, ...facts] })
}
