import type { RefusalWords } from '../kernel/wording.ts'

/** Why the history of a page is not shown. */
export const historyRefusals: Readonly<Record<'listing.history_day_unreadable', RefusalWords>> = {
  'listing.history_day_unreadable': {
    zh: '日期须写成 2026-03-08，或带时区的时刻。',
    en: 'Write the day as 2026-03-08, or a moment with its time zone.',
    status: 422,
  },
}

/** What the page of an earlier day says. `{…}` stands for a value. */
export const historyWords = {
  title: { zh: '这一页当时怎么写', en: 'What this page said' },
  intro: {
    zh: '卖家每次修改都记入公开日志，改过的版本也不会消失。',
    en: 'Every change is entered in the public log; earlier versions do not go away.',
  },
  day: { zh: '选一天（北京时间）', en: 'Choose a day (Beijing time)' },
  show: { zh: '查看', en: 'Show' },
  newest: { zh: '各个版本', en: 'The versions' },
  onDay: { zh: '{day} 这一天显示过的版本', en: 'What could be seen on {day}' },
  none: { zh: '这一天还没有这一页。', en: 'There was no such page on that day.' },
  unreadable: { zh: '看不懂这个日期。', en: 'This is no day.' },
  version: { zh: '第 {revision} 版', en: 'Version {revision}' },
  withdrawn: {
    zh: '已下架（最后的内容是第 {revision} 版）',
    en: 'Taken down (last shown: version {revision})',
  },
  from: { zh: '开始显示', en: 'Shown from' },
  until: { zh: '直到', en: 'Until' },
  now: { zh: '现在仍是这一版', en: 'It stands now' },
  erased: {
    zh: '这一版的内容已依法删除；它曾经存在的证明仍然有效。',
    en: 'What it said has been erased by law; the proof that it existed still holds.',
  },
  seller: { zh: '广告主（即发布者，当时的店名）', en: 'Advertiser and publisher (as named then)' },
  channel: { zh: '发布渠道', en: 'Published by' },
  channelIs: { zh: '本站商品链接', en: 'this site’s link of the listing' },
  price: { zh: '价格', en: 'Price' },
  ship: { zh: '发货承诺', en: 'Ship promise' },
  hours: { zh: '付款后 {hours} 小时', en: 'within {hours} hours of payment' },
  delivery: { zh: '交付方式', en: 'Delivery' },
  photo: { zh: '第 {n} 张照片', en: 'Picture {n}' },
  proof: { zh: '下载这一版的证明文件', en: 'Download the proof of this version' },
  proofMore: {
    zh: '文件可以离线核验，改动一个字节就会失败。',
    en: 'The file can be checked offline; one changed byte makes it fail.',
  },
  verify: { zh: '核验文件', en: 'Check a file' },
  log: { zh: '公开日志的状态', en: 'How the public log stands' },
  back: { zh: '回到现在的页面', en: 'Back to the page as it is now' },
  link: { zh: '看这一页在某一天怎么写', en: 'What did this page say on a given day?' },
} as const
