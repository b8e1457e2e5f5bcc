/** What is said where a carrier left a parcel without asking. */
export const breachWords = {
  title: { zh: '快递没有征得同意就放到代收点', en: 'Left at a station without asking' },
  what: {
    zh: '{carrier} {at} 自己报告的，已记录为快递失职（{cite}）。这不算签收：收货时间从本人真正拿到时才算。',
    en: '{carrier} reported it at {at}, and it is on record as a breach ({cite}). It is no delivery: your time begins when you really have it.',
  },
  buyer: [
    {
      zh: '可以要求快递送上门；自己去取时，先验货再签收。',
      en: 'You may ask for delivery to the door; if you fetch it, look inside before you sign.',
    },
    {
      zh: '找不到、少了、坏了：点“有问题”，货款马上锁住；由卖家去找快递赔，不用您出面。',
      en: 'Missing, incomplete or broken? Say that something is wrong: the money is locked, and the seller turns to the carrier, not you.',
    },
    {
      zh: '快递不理会，可以拨打邮政业申诉电话 12305。',
      en: 'If the carrier does not answer, complain to the postal authority: 12305.',
    },
  ],
  draftTitle: { zh: '向快递追偿（草稿）', en: 'A demand to the carrier (draft)' },
  draft: {
    zh: '{carrier}：\n贵司承运的运单 {trackingNo}，于 {at} 未经收件人同意放到代收点（贵司自己的扫描记录为证，已存入公开日志）。依 {cite}，交由他人代收应当经收货人同意。请在三日内送达收件人，并书面答复；因此造成的退款、重发和运费损失，由贵司承担。',
    en: 'To {carrier}:\nParcel {trackingNo} was left at a station on {at} without the receiver’s consent, by your own scan, which is kept in a public log. Under {cite} a parcel is left with another only if the receiver agrees. Please deliver it within three days and answer in writing; refunds, a second parcel and freight that follow from this are for you to bear.',
  },
  copy: { zh: '复制草稿', en: 'Copy the draft' },
  draftMore: {
    zh: '附上本页“存证与凭证”里的电子凭证，快递公司可以自己核验。',
    en: 'Add the receipt of this order: the carrier can verify it alone.',
  },
} as const
