import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { House } from '../src/house.ts'
import { hmac } from '../src/kernel/hash.ts'
import { shanghaiDay } from '../src/kernel/time.ts'
import { saveCourier } from '../src/logistics/carriers.store.ts'
import { lastDay } from '../src/network/checking.ts'
import { operatorGrant } from '../src/network/facts.ts'
import { shopRow } from '../src/network/store.ts'
import type { Blobs } from '../src/platform/blobs.ts'
import type { Body } from '../src/platform/command.ts'
import { readSetting, saveSetting } from '../src/platform/settings.ts'
import { cast } from './cast.ts'
import { type DemoShop, demoGoods, demoShops } from './goods.ts'
import { demoPictures } from './pictures.ts'

export const carrierId = 'sudi'

/** What a newcomer needs to know of the demonstration. */
export interface Demo {
  readonly shopId: string
  readonly listings: readonly { readonly listingId: string; readonly title: string }[]
  /** The carrier's key; only in the sandbox is it kept in plain text. */
  readonly carrierKey: string
}

/**
 * 演示. Makes sure that the demonstration is there: a shop, its listings with pictures, a cast. What
 * is there already stays as it is, whatever has been done with it; a start that was killed half way
 * is made whole.
 */
export async function seed(
  house: House,
  place: { folder: string; blobs: Blobs; seedKey: Buffer },
): Promise<Demo> {
  const found = await readSetting<Omit<Demo, 'carrierKey'>>(house.door.reads, 'demo')
  const carrierKey = await carrierKeyIn(house, join(place.folder, 'carrier-key'))
  if (found) return { ...found, carrierKey }
  for (const { phone, name, roles } of Object.values(cast))
    await house.identity.ensureAccount({ phone, name, roles })
  await saveCourier(house.door.reads, {
    personId: house.identity.personIdOf(`+86${cast.courier.phone}` as never),
    carrierId,
    since: house.door.clock.now(),
    addedBy: 'sandbox',
  })
  const shops = []
  for (const shop of demoShops) shops.push(await openShop(house, place, shop))
  const listings = shops.flatMap((shop) => shop.listings)
  const demo = { shopId: shops[0]?.shopId ?? '', listings }
  await saveSetting(house.door.reads, 'demo', demo)
  return { ...demo, carrierKey }
}

type Place = Pick<Parameters<typeof seed>[1], 'blobs' | 'seedKey'>

/** 演示店. One shop with its goods; in whose name, and whether somebody has checked who that is. */
async function openShop(house: House, { blobs, seedKey }: Place, shop: DemoShop) {
  const person = ({ phone }: { phone: string }) => house.identity.personIdOf(`+86${phone}` as never)
  const number = 1 + (hmac(seedKey, `${shop.seed} shop`).readUIntBE(0, 6) % (2 ** 44 - 1))
  const send = async (
    id: string,
    wish: { domain: string; target: string; body: Body; grant?: string },
    by = person(cast[shop.owner]),
  ) => {
    const { answer } = await house.lanes.submit({
      id,
      shopId: number,
      actor: `person:${by}`,
      ...wish,
      arrivedAt: house.door.clock.now(),
      seed: hmac(seedKey, id),
    })
    if (!answer.ok) throw new Error(`the demonstration could not be set up: ${answer.refused}`)
  }
  const shopId = house.door.idNamed('shp', number, shop.seed)
  const opening = { type: 'open', shopId, name: shop.name, feePerMille: 6 }
  await send(`${shop.seed}-shop`, { domain: 'shops', target: shopRow, body: opening })
  if (shop.check) {
    const validUntilOn = lastDay(shanghaiDay(house.door.clock.now()))
    const body = { type: 'check', ...shop.check, validUntilOn }
    const wish = { domain: 'shops', target: shopRow, body, grant: operatorGrant }
    await send(`${shop.seed}-check`, wish, person(cast.operator))
  }
  const pictures = await demoPictures()
  const listings = []
  for (const { goodsId: id, stock, ...offer } of demoGoods) {
    if (!shop.goods.includes(id)) continue
    const listingId = house.door.idNamed('lst', number, `demo ${id}`)
    const photos = await Promise.all(
      (pictures.get(id) ?? []).map((picture) => blobs.put(picture, 'image/webp')),
    )
    const body = { type: 'publish', listingId, stock, offer: { ...offer, photos } }
    await send(`demo-${id}`, { domain: 'listings', target: listingId, body })
    listings.push({ listingId, title: offer.title })
  }
  return { shopId, listings }
}

async function carrierKeyIn(house: House, file: string): Promise<string> {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const holder = { kind: 'carrier', carrierId } as const
  const { key } = await house.identity.apiKeys.create({ holder, label: '速达快递', by: 'sandbox' })
  writeFileSync(file, `${key}\n`, { mode: 0o600 })
  return key
}
