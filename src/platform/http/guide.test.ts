import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { GuidePages } from './guide.ts'

describe('the documents as pages', () => {
  const guide = new GuidePages()

  it('begin with an index, whose links lead to pages', () => {
    const index = guide.page('', 'zh')
    assert(index)
    const links = [...index.content.text.matchAll(/href="(\/guide\/[^"#]+)"/g)]
    assert(links.length >= 10)
    for (const [, path = ''] of links)
      assert(guide.page(path.replace('/guide/', ''), 'zh'), `${path} is a page`)
  })

  it('come in the reader’s language where there are two', () => {
    assert.equal(
      guide.page('explanation/authority', 'zh')?.title,
      '谁能做什么，为什么没有人能做所有的事',
    )
    assert.match(guide.page('explanation/authority', 'en')?.title ?? '', /^Who may do what/)
    assert.match(guide.page('explanation/authority.zh', 'en')?.title ?? '', /^Who may do what/)
  })

  it('are nothing but the documents', () => {
    for (const path of ['../README', '../src/app.ts', 'images/link.png', 'nothing', '/etc/passwd'])
      assert.equal(guide.page(path, 'en'), null, path)
  })
})
