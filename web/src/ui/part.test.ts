import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createElement, Suspense } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { part } from './part.ts'

const Greeting = ({ name }: { name: string }) => `你好，${name}`
const shown = (one: ReturnType<typeof part<{ name: string }>>) =>
  renderToStaticMarkup(
    createElement(Suspense, { fallback: '正在加载' }, createElement(one, { name: '王静怡' })),
  )

describe('a part that is fetched when it is needed', () => {
  it('shows what is coming until it is there, and is then shown at once', async () => {
    const one = part(async () => Greeting)
    assert.equal(shown(one), '正在加载')
    await one.preload()
    assert.equal(shown(one), '你好，王静怡', 'no fallback any more')
  })
  it('is fetched once, however often somebody asks for it before', async () => {
    let fetches = 0
    const one = part(async () => {
      fetches += 1
      return Greeting
    })
    await one.preload()
    await one.preload()
    shown(one)
    assert.equal(fetches, 1)
  })
  it('that could not be fetched is tried again', async () => {
    let offline = true
    const one = part(async () => {
      if (offline) throw new Error('offline')
      return Greeting
    })
    await assert.rejects(one.preload(), /offline/)
    offline = false
    await one.preload()
    assert.equal(shown(one), '你好，王静怡')
  })
})
