import { readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const fontFolder = `${import.meta.dirname}/../node_modules/@fontsource/noto-sans-sc`

/**
 * The fallback font, cut into pieces. Every browser of the last years reads woff2: no older files.
 */
function fallbackFont(): Plugin {
  return {
    name: 'fallback-font',
    enforce: 'pre',
    transform: (code, id) =>
      id.endsWith('/ui/fonts.css')
        ? code +
          readFileSync(`${fontFolder}/400.css`, 'utf8')
            .replace(/, *url\([^)]*\.woff\) *format\(['"]woff['"]\)/g, '')
            .replaceAll('url(./files/', 'url(../../../node_modules/@fontsource/noto-sans-sc/files/')
        : undefined,
  }
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [fallbackFont(), react()],
  build: {
    manifest: true,
    // The browsers inside chat apps of older phones.
    target: ['chrome87', 'safari14', 'firefox85'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        app: `${import.meta.dirname}/index.html`,
        style: `${import.meta.dirname}/src/ui/style.css`,
        fonts: `${import.meta.dirname}/src/ui/fonts.css`,
        fontsScript: `${import.meta.dirname}/src/ui/fonts.ts`,
      },
    },
  },
})
