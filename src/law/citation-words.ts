import type { Language } from '../kernel/wording.ts'

/** 英译名. What the laws that our pages cite are called in English; the Chinese name is the law's. */
const names: Readonly<Record<string, string>> = {
  消费者权益保护法实施条例: 'Consumer Protection Regulation',
  消费者权益保护法: 'Consumer Protection Law',
  电子商务法: 'E-Commerce Law',
  民法典: 'Civil Code',
  民事诉讼法: 'Civil Procedure Law',
  '最高人民法院关于适用〈中华人民共和国民事诉讼法〉的解释':
    'Supreme People’s Court, Interpretation of the Civil Procedure Law',
  民诉法解释: 'Interpretation of the Civil Procedure Law',
  最高人民法院关于民事诉讼证据的若干规定: 'Supreme People’s Court, Rules of Evidence',
  '最高人民法院关于审理网络消费纠纷案件适用法律若干问题的规定(一)':
    'Supreme People’s Court, Rules on Online Consumer Disputes (1)',
  食品安全法: 'Food Safety Law',
  产品质量法: 'Product Quality Law',
  药品管理法: 'Drug Administration Law',
  广告法: 'Advertising Law',
  反不正当竞争法: 'Anti-Unfair Competition Law',
  个人信息保护法: 'Personal Information Protection Law',
  网络购买商品七日无理由退货暂行办法: 'Measures on Seven-Day No-Reason Returns',
  网络交易平台规则监督管理办法: 'Measures on the Rules of Online Trading Platforms',
  网络交易监督管理办法: 'Online Trading Measures',
  化妆品监督管理条例: 'Cosmetics Regulation',
  快递暂行条例: 'Express Delivery Regulation',
  禁止传销条例: 'Regulation against Pyramid Selling',
  非银行支付机构监督管理条例: 'Regulation of Non-Bank Payment Institutions',
  市场监督管理投诉举报处理办法: 'Measures on Complaints and Reports',
  直销管理条例: 'Direct Selling Regulation',
  本站举证规则: 'this site’s rules of proof',
}
const longestFirst = Object.keys(names).sort((a, b) => b.length - a.length)

/** How does this reader read a citation? One with a name that we do not know stays Chinese. */
export function citationIn(language: Language, cite: string): string {
  if (language === 'zh') return cite.replace(/; ?/g, '；').replace(/, ?/g, '，')
  let text = cite
  for (const name of longestFirst) text = text.replaceAll(name, names[name] ?? name)
  text = text
    .replace(/法释〔(\d+)〕(\d+)号/g, 'Fashi [$1] No. $2')
    .replace(/[（(](\d{4}-\d{2}-\d{2})版[）)]/g, ' (version $1)')
    .replace(/[,，]依据 ?/g, ', under ')
    .replace(/ ?制定/g, '')
    .replace(/ ?第([零一二三四五六七八九十百千]+)条/g, (_, n: string) => ` art. ${numberOf(n)}`)
    .replace(/第([一二三四五六七八九十]+)款/g, (_, n: string) => ` para. ${numberOf(n)}`)
    .replace(/第[（(]?([一二三四五六七八九十]+)[）)]?项/g, (_, n) => ` item ${numberOf(n)}`)
    .replace(/[;；] ?/g, '; ')
    .replace(/、/g, ', ')
    .trim()
  return /\p{Script=Han}/u.test(text) ? cite : text
}

const digits = '零一二三四五六七八九'
const units: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 }

/** 二十五 → 25. */
function numberOf(chinese: string): number {
  let sum = 0
  let digit = 0
  for (const sign of chinese) {
    const unit = units[sign]
    if (unit === undefined) digit = digits.indexOf(sign)
    else {
      sum += (digit === 0 ? 1 : digit) * unit
      digit = 0
    }
  }
  return sum + digit
}
