import { existsSync, statfsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { unseal } from '../src/identity/seal.ts'
import { openBlobs } from '../src/platform/blobs.ts'
import type { Config } from '../src/platform/config.ts'

/** What the doctor found, in two languages, with what to do. */
export interface Finding {
  readonly level: 'ok' | 'warning' | 'wrong'
  readonly zh: string
  readonly en: string
}

export const ok = (zh: string, en: string): Finding => ({ level: 'ok', zh, en })
export const warning = (zh: string, en: string): Finding => ({ level: 'warning', zh, en })
export const wrong = (zh: string, en: string): Finding => ({ level: 'wrong', zh, en })

const megabyte = 1024 * 1024
const leastMegabytes = 200
const fewMegabytes = 2_000

/** Is there room where the site writes? Folders on one disk are told once. */
export function disks({ folder, log }: Pick<Config, 'folder' | 'log'>): Finding[] {
  const seen = new Map<number, Finding>()
  for (const wanted of [folder, log.folder]) {
    let there = wanted
    while (!existsSync(there)) there = dirname(there)
    const { bavail, bsize, type, blocks } = statfsSync(there)
    const free = Math.floor((bavail * bsize) / megabyte)
    seen.set(type * 31 + blocks, room(there, free))
  }
  return [...seen.values()]
}

function room(there: string, free: number): Finding {
  const [zh, en] = [`${there}：剩余 ${free} MB`, `${there}: ${free} MB free`]
  if (free >= fewMegabytes) return ok(zh, en)
  return free < leastMegabytes
    ? wrong(
        `${zh}，磁盘快满了：满了以后下不了单、传不了图，已有的不会丢。请立即腾出空间或扩容`,
        `${en}: nearly full. Then nothing new is taken in, and nothing is lost. Make room now`,
      )
    : warning(`${zh}，请准备扩容`, `${en}: plan for more`)
}

/** Pages fall back on this font where a telephone has no Chinese one. */
export function fonts(): Finding {
  const folder = fileURLToPath(new URL('../node_modules/@fontsource/noto-sans-sc', import.meta.url))
  return existsSync(folder)
    ? ok('备用中文字体', 'the fallback font')
    : warning('缺备用中文字体:运行 npm install', 'the fallback font is missing: run npm install')
}

/** Do these keys open what is in the database? Tries the newest person's; shows nothing of it. */
export async function keysOpen(client: pg.Client, masterKey: Buffer): Promise<Finding> {
  const { rows } = await client.query<{ person_id: string; sealed_key: Buffer }>(
    `select person_id, sealed_key from app.people where sealed_key is not null
     order by created_at desc limit 1`,
  )
  const [one] = rows
  if (!one) return ok('密钥(还没有联系方式可试)', 'the keys; there is no contact to try them on')
  try {
    unseal(masterKey, one.sealed_key, `baozheng person key ${one.person_id}`)
    return ok('密钥能读出联系方式', 'the keys open contacts')
  } catch {
    return wrong(
      '密钥读不出联系方式:密钥文件不是这个数据库的',
      'the keys do not open contacts: this file of keys belongs to another database',
    )
  }
}

const picturesLooked = 5_000

/** Is every picture there, whole, that a listing, an order, a return or a case shows? */
export async function pictures(client: pg.Client, folder: string): Promise<Finding> {
  const one = (table: string) => `select state::text as state from app.${table}`
  const states = ['listings', 'orders', 'returns', 'complaints'].map(one).join(' union all ')
  const { rows } = await client.query<{ hash: string }>(
    `select distinct found[1] as hash
     from (${states}) as rows,
       regexp_matches(state, '"photos": \\[([^]]*)\\]', 'g') as photos,
       regexp_matches(photos[1], '"([0-9a-f]{64})"', 'g') as found limit $1`,
    [picturesLooked],
  )
  if (rows.length === 0) return ok('图片(还没有)', 'pictures: there are none yet')
  const place = join(folder, 'blobs')
  if (!existsSync(place))
    return wrong(`图片文件夹不见了:${place}`, `the folder of pictures is gone: ${place}`)
  const blobs = await openBlobs(place)
  const bad: string[] = []
  for (const { hash } of rows) {
    const found = await blobs.get(hash).catch(() => null)
    if (found === null) bad.push(hash)
  }
  return bad.length === 0
    ? ok(`图片 ${rows.length} 张`, `${rows.length} pictures`)
    : wrong(
        `${bad.length} 张图片缺失或损坏(如 ${bad[0]}):从备份的 blobs 里拷回`,
        `${bad.length} pictures are missing or damaged (${bad[0]}): copy them from a backup's blobs`,
      )
}
