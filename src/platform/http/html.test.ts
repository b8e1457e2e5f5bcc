import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { FastifyRequest } from 'fastify'
import { html, languageOf } from './html.ts'

describe('a page', () => {
  it('takes whatever is put in as text, in attributes too', () => {
    const name = `"><script>alert('1')</script>&`
    const { text } = html`<a title="${name}">${name}</a>`
    const safe = '&#34;&#62;&#60;script&#62;alert(&#39;1&#39;)&#60;/script&#62;&#38;'
    assert.equal(text, `<a title="${safe}">${safe}</a>`)
  })

  it('keeps its own parts, and leaves out what is not there', () => {
    const rows = ['a', '<b>'].map((one) => html`<li>${one}</li>`)
    assert.equal(
      html`<ul>${rows}</ul>${null}${false}`.text,
      '<ul><li>a</li><li>&#60;b&#62;</li></ul>',
    )
  })
})

describe('the language', () => {
  const asked = (query: object, cookies: object, accepted?: string) =>
    languageOf({ query, cookies, headers: { 'accept-language': accepted } } as FastifyRequest)

  it('is what was asked for, else what was chosen, else what the browser prefers', () => {
    assert.equal(asked({ lang: 'en' }, { lang: 'zh' }, 'zh-CN'), 'en')
    assert.equal(asked({}, { lang: 'en' }, 'zh-CN'), 'en')
    assert.equal(asked({}, {}, 'en-GB,en;q=0.9,zh;q=0.1'), 'en')
    assert.equal(asked({}, {}, 'zh-TW'), 'zh')
  })

  it('is Chinese where nothing is known', () => {
    assert.equal(asked({}, {}), 'zh')
    assert.equal(asked({ lang: 'xx' }, {}, '*'), 'zh')
  })
})
