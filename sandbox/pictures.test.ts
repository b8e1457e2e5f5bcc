import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import sharp from 'sharp'
import { limits } from '../src/catalogue/rules.ts'
import { demoGoods, demoShops, goodsIds } from './goods.ts'
import { demoPictures, drawings } from './pictures.ts'

describe('the demo goods', () => {
  it('are five, each with its own drawing', () => {
    assert.deepEqual(
      demoGoods.map(({ goodsId }) => goodsId),
      [...goodsIds],
    )
    assert.deepEqual(Object.keys(drawings), [...goodsIds])
  })

  for (const { goodsId, title, text, priceFen, stock, shipWithinHours } of demoGoods)
    it(`may be published as they are: ${goodsId}`, () => {
      assert(title.length > 0 && title.length <= limits.titleMax)
      assert(text.length >= 80 && text.length <= 200, `${text.length} characters`)
      assert(priceFen > 0n && stock > 0 && stock <= limits.stockMax)
      assert(shipWithinHours > 0 && shipWithinHours <= limits.shipWithinHoursMax)
    })

  it('are each sold by one shop, whose name fits; one of the two has been checked', () => {
    assert.deepEqual(demoShops.flatMap(({ goods }) => [...goods]).sort(), [...goodsIds].sort())
    assert(demoShops.every(({ name }) => [...name].length <= 40))
    assert.deepEqual(
      demoShops.map(({ check }) => check !== null),
      [true, false],
    )
  })
})

describe('the drawings', () => {
  it('are two for each, the same every time, without a letter or anything from outside', () => {
    for (const draw of Object.values(drawings)) {
      const [first = '', second = ''] = draw()
      assert.notEqual(first, second)
      assert.deepEqual(draw(), [first, second])
      for (const svg of draw()) assert(!/<text|<image|href|NaN|undefined/.test(svg))
    }
  })

  it('become pictures for a page', async () => {
    const pictures = await demoPictures()
    assert.deepEqual([...pictures.keys()], [...goodsIds])
    for (const bytes of [...pictures.values()].flat()) {
      const { format, width, height } = await sharp(bytes).metadata()
      assert.deepEqual({ format, width, height }, { format: 'webp', width: 1_200, height: 1_200 })
      assert(bytes.length < 400_000, `${bytes.length} bytes`)
    }
  })
})
