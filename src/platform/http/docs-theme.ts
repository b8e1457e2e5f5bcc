/** Where the house serves its fallback font, whatever the build has called the sheet. */
export const fontSheetPath = '/fonts.css'

const fonts =
  'system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif'
const mono = 'ui-monospace, "SF Mono", Menlo, Consolas, monospace, "Noto Sans SC"'

/**
 * 接口文档的样子. The house's seal and fonts on the pages of the contract. A device without a Chinese
 * font fetches the pieces of the fallback that it needs; others have one earlier in the row.
 */
const css = `@import url("${fontSheetPath}");
body, .swagger-ui .scheme-container { background: #f4f5f1; }
.house {
  display: flex;
  align-items: center;
  gap: 8px;
  min-height: 56px;
  padding: 0 20px;
  color: #1b221f;
  font: 700 16px ${fonts};
  text-decoration: none;
}
.house b {
  padding: 4px 8px;
  border-radius: 6px;
  background: #a62b1f;
  color: #fff;
}
.swagger-ui, .swagger-ui * { font-family: ${fonts} !important; }
.swagger-ui :is(code, pre, textarea, .opblock-summary-path),
.swagger-ui :is(code, pre, .opblock-summary-path) * { font-family: ${mono} !important; }
@media (prefers-color-scheme: dark) {
  body { background: #121614; }
  .swagger-ui .scheme-container { background: transparent; }
  .house { color: #eaefec; }
  /* It has no night of its own: what is light turns dark, and colours keep their hue. */
  #swagger-ui { filter: invert(0.92) hue-rotate(180deg); }
  #swagger-ui :is(img, .microlight) { filter: invert(1) hue-rotate(180deg); }
}
`

/**
 * Chromium remembers the words that it drew as boxes before a piece of the font arrived. A feature
 * that no font has makes it another font, so that it draws them anew. And the seal leads home.
 */
const js = `let pieces = 0
document.fonts.addEventListener('loadingdone', () => {
  document.body.style.fontFeatureSettings = '"none" ' + ++pieces
})
const home = document.createElement('a')
home.className = 'house'
home.href = '/'
home.innerHTML = '<b>保证</b> 首页 Home'
document.body.prepend(home)
`

/** An image shows no web font: the seal as an icon has no characters. */
const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
  '<rect width="32" height="32" rx="6" fill="#a62b1f"/>' +
  '<path d="M8 16l6 6 10-12" fill="none" stroke="#fff" stroke-width="4"/></svg>'

export const docsTheme = {
  title: '接口文档 API · 保证 Baozheng',
  css: [{ filename: 'house.css', content: css }],
  js: [{ filename: 'house.js', content: js }],
  favicon: [
    { filename: 'seal.svg', rel: 'icon', sizes: 'any', type: 'image/svg+xml', content: icon },
  ],
}
