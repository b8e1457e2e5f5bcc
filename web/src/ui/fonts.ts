/**
 * 字体. Does this device lack a Chinese font? Only then is the fallback fetched. Where the first
 * glyph of every page is drawn as the same box as a character that no font has, there is none.
 */
const missing = (() => {
  const pen = document.createElement('canvas').getContext('2d')
  if (!pen) return false
  pen.font = '40px system-ui, sans-serif'
  return pen.measureText('保').width === pen.measureText('\u{10fffd}').width
})()
const href = document.querySelector<HTMLMetaElement>('meta[name="fallback-font"]')?.content

if (missing && href) {
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.href = href
  // Chromium remembers, by font, the words that it drew as boxes before a piece arrived. A feature
  // that no font has makes it another font, so that it draws them anew.
  // It remembers them from one page to the next: so when the sheet is there, too, and each page
  // begins with another number.
  let turn = Date.now() % 1_000_000
  const drawAnew = () => {
    document.body.style.fontFeatureSettings = `"none" ${++turn}`
  }
  link.addEventListener('load', drawAnew)
  document.fonts.addEventListener('loadingdone', drawAnew)
  document.head.append(link)
}
