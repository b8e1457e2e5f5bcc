import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { it } from 'node:test'
import { inPlainWords } from './plain-words.ts'

it('what the machine says in a code is told in plain words, and its own words after them', () => {
  let said = ''
  try {
    mkdirSync('/dev/null/under')
  } catch (error) {
    said = inPlainWords(error as Error)
  }
  assert.match(said, /^这不是文件夹 this is no folder\n {2}\(ENOTDIR/)
  assert.equal(inPlainWords(new Error('日志有误')), '日志有误')
  assert.match(inPlainWords(Object.assign(new Error('x'), { code: 'ENOSPC' })), /磁盘满了/)
  assert.equal(inPlainWords(Object.assign(new Error('x'), { code: 'E' })), 'x')
})
