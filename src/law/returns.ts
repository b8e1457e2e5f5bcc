import type { Provision } from './provision.ts'

/** Length of the no-reason return period. Day 1 is the day after receipt. */
export const noReasonReturnDays: Provision<number> = {
  title: { zh: '无理由退货期限', en: 'no-reason return period' },
  unit: 'day',
  values: [{ from: '2014-03-15', value: 7, cite: '消费者权益保护法 第二十五条第一款' }],
  checkedOn: '2026-11-22',
}

/** Goods fall short: so long the buyer may give them back whatever else could be done with them. */
export const qualityReturnDays: Provision<number> = {
  title: { zh: '质量不符的退货期限', en: 'time to return goods that fall short' },
  unit: 'day',
  values: [{ from: '2014-03-15', value: 7, cite: '消费者权益保护法 第二十四条第一款' }],
  checkedOn: '2026-11-22',
}

/** What must happen within the period: sending the notice is enough, the goods may follow. */
export const noReasonNotice: Provision<'notice_sent'> = {
  title: { zh: '期限内须完成的行为', en: 'what must be done within the return period' },
  unit: 'rule',
  values: [
    { from: '2017-03-15', value: 'notice_sent', cite: '网络购买商品七日无理由退货暂行办法 第十条' },
  ],
  checkedOn: '2026-11-22',
}

/** A seller's longer promise binds, and the law welcomes it. */
export const longerReturnPromise: Provision<'binds'> = {
  title: { zh: '更长的退货承诺', en: 'a longer return period that the seller promised' },
  unit: 'rule',
  values: [
    { from: '2014-03-15', value: 'binds', cite: '消费者权益保护法 第十六条第二款' },
    { from: '2017-03-15', value: 'binds', cite: '网络购买商品七日无理由退货暂行办法 第五条' },
    { from: '2024-07-01', value: 'binds', cite: '消费者权益保护法实施条例 第十二条' },
  ],
  checkedOn: '2026-11-22',
}

/** 签收: the moment of delivery is when the recipient signs. */
export const deliveryBySigning: Provision<'recipient_signs'> = {
  title: { zh: '交付时间为收货人签收时间', en: 'goods are delivered when the recipient signs' },
  unit: 'rule',
  values: [{ from: '2019-01-01', value: 'recipient_signs', cite: '电子商务法 第五十一条第一款' }],
  checkedOn: '2026-11-22',
}

/** 代收: handing a parcel to someone else needs the recipient's consent. */
export const consentToLeaveParcel: Provision<'required'> = {
  title: { zh: '交由他人代收须经同意', en: 'leaving a parcel with another needs consent' },
  unit: 'rule',
  values: [{ from: '2019-01-01', value: 'required', cite: '电子商务法 第五十二条第二款' }],
  checkedOn: '2026-11-22',
}

/** How long may the seller take to pay back, once the goods are back? */
export const refundDays: Provision<number> = {
  title: { zh: '收到退回商品后的退款期限', en: 'time to refund after the goods are back' },
  unit: 'day',
  values: [
    { from: '2014-03-15', value: 7, cite: '消费者权益保护法 第二十五条第三款' },
    { from: '2017-03-15', value: 7, cite: '网络购买商品七日无理由退货暂行办法 第十三条' },
  ],
  checkedOn: '2026-11-22',
}

/**
 * 退货途中的风险: who bears goods that are lost on the way back? The law says it of the way out:
 * once they are with a carrier, on the way to the place that the receiver named, the receiver
 * does. The rules on sales serve other exchanges, too: so the seller bears it here. No text says so
 * of returns by name; where the buyer alone is answerable for the loss, a person may see it
 * otherwise.
 */
export const returnTransportRisk: Provision<'seller_once_with_a_carrier'> = {
  title: { zh: '退货途中的毁损、灭失风险', en: 'risk of goods on the way back' },
  unit: 'rule',
  values: [
    {
      from: '2021-01-01',
      value: 'seller_once_with_a_carrier',
      cite: '民法典 第六百零七条第一款、第六百四十六条（参照适用）',
    },
  ],
  checkedOn: '2026-11-22',
}

/** After how many days without a refund does the law treat it as deliberate delay? */
export const refundViolationDays: Provision<number> = {
  title: { zh: '视为故意拖延的退款天数', en: 'days after which not refunding is a violation' },
  unit: 'day',
  values: [
    { from: '2015-03-15', value: 15, cite: '侵害消费者权益行为处罚办法 第九条第四项' },
    {
      from: '2017-03-15',
      value: 15,
      cite: '网络购买商品七日无理由退货暂行办法 第三十一条第三项',
    },
  ],
  checkedOn: '2026-11-22',
}

/** A promise longer than this is no return period any more, it is a slip of the keyboard. */
export const longestReturnPromiseDays: Provision<number> = {
  title: { zh: '可读取的最长退货承诺', en: 'longest return promise this site reads' },
  unit: 'day',
  values: [{ from: '1949-10-01', value: 3650, cite: '本站规则: 输入范围' }],
  checkedOn: '2026-11-22',
  source: 'site',
}
