import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  maskName,
  maskPhone,
  parseAddress,
  parseContact,
  parseName,
  parseParcelContact,
  parsePhone,
} from './contact.ts'

const phone = parsePhone('13800138000')
const address = { province: '浙江省', city: '杭州市', district: '西湖区', street: '文三路 1 号' }

describe('a telephone number', () => {
  for (const text of ['13800138000', '+8613800138000', '86 138-0013-8000', ' 138 0013 8000'])
    it(`is read from ${text}`, () => assert.equal(parsePhone(text), '+8613800138000'))

  for (const text of [
    '12800138000',
    '1380013800',
    '138001380000',
    '+1 5550100',
    '１３８００１３８０００',
    '',
  ])
    it(`is not read from ${text || 'nothing'}`, () => assert.equal(parsePhone(text), null))

  it('is shown without its middle', () => {
    assert.ok(phone)
    assert.equal(maskPhone(phone), '138****8000')
  })

  it('is never read from other texts', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parsePhone(text)
        assert.ok(read === null || /^\+861[3-9]\d{9}$/.test(read))
      }),
    )
  })
})

describe('a name', () => {
  it('has up to 40 characters, as people count them', () => {
    assert.equal(parseName('王'.repeat(40)), '王'.repeat(40))
    assert.equal(parseName('𠮷'.repeat(40)), '𠮷'.repeat(40))
    assert.equal(parseName('王'.repeat(41)), null)
  })
  it('is trimmed, and not empty', () => {
    assert.equal(parseName('  阿依古丽·买买提 '), '阿依古丽·买买提')
    assert.equal(parseName('   '), null)
  })
  for (const [what, text] of [
    ['a line break', '王\n小明'],
    ['a null', '王\u0000'],
    ['a turn of direction', '王\u202e小明'],
    ['half a letter', '王\ud800'],
  ] as const)
    it(`holds no ${what}`, () => assert.equal(parseName(text), null))

  it('is shown by its first letter', () => assert.equal(maskName('𠮷田'), '𠮷**'))
})

describe('a contact', () => {
  it('keeps what is there', () => {
    assert.deepEqual(parseContact({ name: ' 李雷 ', phone: '138 0013 8000', address }), {
      name: '李雷',
      phone,
      address,
    })
  })
  it('may be empty', () =>
    assert.deepEqual(parseContact({}), { name: null, phone: null, address: null }))
  it('has a street of up to 200 characters', () => {
    assert.ok(parseAddress({ ...address, street: '路'.repeat(200) }))
    assert.equal(parseAddress({ ...address, street: '路'.repeat(201) }), null)
  })

  // Each row cures the one above it.
  const rows = [
    [{ name: '', phone: '1', address: { ...address, street: '' } }, 'contact.name_invalid'],
    [{ name: '李', phone: '1', address: { ...address, street: '' } }, 'contact.phone_invalid'],
    [
      { name: '李', phone: '13800138000', address: { ...address, street: '' } },
      'contact.address_invalid',
    ],
  ] as const
  for (const [input, refused] of rows)
    it(`is refused: ${refused}`, () => assert.deepEqual(parseContact(input), { refused }))

  it('for a parcel has all three parts', () => {
    assert.deepEqual(parseParcelContact({}), { refused: 'contact.name_invalid' })
    assert.deepEqual(parseParcelContact({ name: '李' }), { refused: 'contact.phone_invalid' })
    assert.deepEqual(parseParcelContact({ name: '李', phone: '13800138000' }), {
      refused: 'contact.address_invalid',
    })
  })
})
