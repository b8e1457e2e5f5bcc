import { words } from './words.ts'

/**
 * 格式条款. A class of clauses: one word of each group, in this order, within one clause or within
 * the whole text. `unless` are words that make it another kind of clause.
 */
export interface ClauseClass {
  readonly code: string
  readonly groups: readonly (readonly string[])[]
  readonly within: 'clause' | 'text'
  readonly unless?: readonly string[]
  /** `不享有最终解释权` does not claim it: a denial of the first group is no match. */
  readonly deniable?: boolean
  /** False where courts and texts leave room. */
  readonly sure: boolean
  /** Neither valid nor void by its words alone: it hangs on how it was brought to notice. */
  readonly open?: boolean
  readonly zh: string
  readonly en: string
  readonly cite: string
}

export const buyer = words('买家 消费者 顾客 用户 买方 客户 您 自行 自己')
export const bear = words('承担 自理 负担 自付 支付 出')
export const byNature = words(`
  定制 定做 定作 订制 刻字 来图 鲜活 易腐 生鲜 水果 鲜花 在线下载 数字化 激活码 音像 软件 报纸 期刊 杂志 电子书
`)
export const lawfulCause = words(`
  不可抗力 消费者自身 买家自身 消费者原因 买家原因 人为损坏 使用不当 自行改装 自行拆修 私自拆机 人为因素
  消费者过错 操作不当 保管不当
`)
