/** What the desk says of bills and of money that hangs. */
export const words = {
  title: { zh: '对账与挂账', en: 'Bills and suspense' },
  hangs: { zh: '挂账', en: 'What hangs' },
  hangsMore: {
    zh: '支付机构那里有、但不属于任何订单的钱，或担保到期时已付出、仍有争议的钱。一人提议，另一人批准后才办理。',
    en: 'Money at the provider that belongs to no order, or that an ended hold paid while it was disputed. One proposes, another approves, and only then is it done.',
  },
  nothingHangs: {
    zh: '没有挂账：支付机构那里的每一分钱都对得上订单。',
    en: 'Nothing hangs: every fen at the provider belongs to an order.',
  },
  held: { zh: '多出', en: 'held for nobody' },
  missing: { zh: '已付出、有争议', en: 'paid out while disputed' },
  heldMore: {
    zh: '支付机构那里多出这笔钱，买家和卖家都没拿到。没有人处理，就一直这样放着。',
    en: 'The provider has this beyond what the order needs: neither buyer nor seller has it. If nobody acts, it stays there.',
  },
  missingMore: {
    zh: '担保到期时，支付机构已把这笔有争议的钱付给卖家。没有人处理，钱就留在卖家那里。',
    en: 'When the hold ended, the provider paid this disputed money to the seller. If nobody acts, the seller keeps it.',
  },
  waiting: { zh: '已有提议，等同事批准', en: 'proposed, waits for a colleague' },
  propose: { zh: '提议处理', en: 'Propose' },
  action: { zh: '怎么处理', en: 'What becomes of it' },
  effects: {
    to_buyer: {
      zh: '批准后，立即经支付机构退回买家。',
      en: 'Once approved, the provider pays it back to the buyer at once.',
    },
    to_seller: {
      zh: '批准后，这笔钱归卖家，不再欠买家。',
      en: 'Once approved, it is the seller’s, and no longer owed to the buyer.',
    },
    outside: {
      zh: '批准后，记为买家已经收到；这里不会再付一次。先核对回单。',
      en: 'Once approved, the book says that the buyer has it; nothing is paid here. See the bank’s receipt first.',
    },
    note: { zh: '只留下记录，不动钱。', en: 'Kept as a record; no money moves.' },
  },
  amount: { zh: '金额（元）', en: 'Amount (yuan)' },
  amountHint: { zh: '最多 {most}', en: 'At most {most}' },
  amountWrong: { zh: '请填 0.01 元到 {most}。', en: 'From ¥0.01 to {most}, please.' },
  reason: { zh: '理由', en: 'Reason' },
  reasonHint: { zh: '写明依据，例如银行回单号', en: 'What you go by, such as a bank receipt' },
  proposals: { zh: '等同事批准', en: 'Waiting for a colleague' },
  noProposals: { zh: '没有等待批准的提议。', en: 'No proposal waits.' },
  decided: { zh: '已决定', en: 'Decided' },
  proposedBy: { zh: '提议人', en: 'proposed by' },
  decidedBy: { zh: '决定人', en: 'decided by' },
  own: {
    zh: '您提议的，须由另一位同事批准；没有人批准，钱就不动。',
    en: 'You proposed this: a colleague must approve it. Until somebody does, no money moves.',
  },
  bills: { zh: '与账单的差异', en: 'How bill and book differ' },
  billsMore: {
    zh: '每天的账单次日与账本逐笔核对。查清一项，写下结果，就从这里移到“已查清”；写下结果本身不动钱。',
    en: 'A day’s bill is compared with the book on the next, row by row. Look into each, say what came of it, and it moves to what was looked into; saying so moves no money.',
  },
  noBills: {
    zh: '没有未处理的差异：账单和账本一致。',
    en: 'No open differences: bill and book agree.',
  },
  means: {
    brought_in: {
      zh: '已按账单补记，订单按它的规则继续。没有人处理，谁的钱都不变。',
      en: 'Taken in as the bill has it; the order goes on by its rules. If nobody acts, nobody’s money changes.',
    },
    amount: {
      zh: '金额对不上，系统不会自己改。请向支付机构查询。',
      en: 'Nothing is changed by itself. Ask the provider.',
    },
    doubled: {
      zh: '多动的一笔不属于订单。请看上面的挂账，在那里提议处理。',
      en: 'The second movement belongs to no order. See what hangs above, and propose there.',
    },
    not_in_bill: {
      zh: '这笔钱可能还没有真正动，对方可能还没拿到。请向支付机构查询。',
      en: 'It may not have moved, and whoever was to have it may not. Ask the provider.',
    },
    unknown_payment: {
      zh: '不属于我们的任何订单，这里不会动它。请向支付机构查询。',
      en: 'It belongs to no order of ours, and nothing here touches it. Ask the provider.',
    },
  },
  ours: { zh: '账本', en: 'Book' },
  theirs: { zh: '账单', en: 'Bill' },
  none: { zh: '没有', en: 'nothing' },
  what: { zh: '变动', en: 'What moved' },
  foundAt: { zh: '发现', en: 'found' },
  note: { zh: '查清了什么', en: 'What came of it' },
  noteHint: { zh: '例如：已核对，款项已退回买家', en: 'Such as: checked, the buyer has it back' },
  settle: { zh: '已查清', en: 'Looked into' },
  settled: { zh: '已查清的差异', en: 'What was looked into' },
  noSettled: { zh: '还没有。', en: 'Nothing yet.' },
  you: { zh: '您', en: 'you' },
  days: { zh: '已对账的日子', en: 'Days compared' },
  noDays: {
    zh: '还没有对过账；每天的账单次日对。',
    en: 'None yet: a day’s bill is compared on the next.',
  },
  rows: { zh: '{n} 行，{sum}', en: '{n} rows, {sum}' },
  broughtIn: { zh: '补记 {n} 笔', en: '{n} taken in' },
} as const
