import { type Fen, yuan } from '../kernel/money.ts'
import { type Instant, shanghaiTime } from '../kernel/time.ts'
import { stoppingPayment, unauthorisedPayment } from '../law/platform-liability.ts'
import { current } from '../law/provision.ts'

/** What is known of a payment that its buyer disowns. No name, no number of a card. */
export interface DisownedPayment {
  readonly paymentNo: string
  readonly paidFen: Fen
  readonly paidAt: Instant
  readonly reportedAt: Instant
}

/**
 * 未授权支付通知. In which words is the provider told? Times are Shanghai's, to the minute.
 * @law 电子商务法 第五十七条
 */
export function noticeText(payment: DisownedPayment): { zh: string; en: string } {
  const { paymentNo, paidFen, paidAt, reportedAt } = payment
  const sum = yuan(paidFen)
  const [paid, told] = [shanghaiTime(paidAt), shanghaiTime(reportedAt)]
  const cites = [current(unauthorisedPayment).cite, current(stoppingPayment).cite]
  return {
    zh: `付款人于 ${told} 报告：支付单 ${paymentNo}(${paid}，人民币 ${sum} 元)未经本人授权。请立即采取措施防止损失扩大；未授权支付造成的损失由支付服务提供者承担，能够证明因用户的过错造成的除外；未及时采取措施的，对损失扩大部分承担责任(${cites.join(';')})。本通知自上述时间起送达计时。`,
    en: `At ${told} the payer reported that payment ${paymentNo} (${paid}, CNY ${sum}) was made without leave. Please act at once to keep the loss from growing. The provider bears a loss by unauthorised payment unless it proves the user’s fault, and what has grown because it did not act in time (${cites.join('; ')}). Time runs from the moment named above.`,
  }
}
