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
#swagger-ui::before {
  content: "保证";
  display: inline-block;
  margin: 20px 0 0 20px;
  padding: 4px 8px;
  border-radius: 6px;
  background: #a62b1f;
  color: #fff;
  font-family: ${fonts};
  font-size: 20px;
  font-weight: 700;
}
.swagger-ui, .swagger-ui * { font-family: ${fonts} !important; }
.swagger-ui :is(code, pre, textarea, .opblock-summary-path),
.swagger-ui :is(code, pre, .opblock-summary-path) * { font-family: ${mono} !important; }
`

/**
 * Chromium remembers the words that it drew as boxes before a piece of the font arrived. A feature
 * that no font has makes it another font, so that it draws them anew.
 */
const js = `let pieces = 0
document.fonts.addEventListener('loadingdone', () => {
  document.body.style.fontFeatureSettings = '"none" ' + ++pieces
})
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
