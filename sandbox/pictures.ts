import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { sha256Hex } from '../src/kernel/hash.ts'
import { type GoodsId, goodsIds } from './goods.ts'
import { cookbookPictures } from './pictures/cookbook.ts'
import { cupPictures } from './pictures/cup.ts'
import type { Svg } from './pictures/kit.ts'
import { orangePictures } from './pictures/oranges.ts'
import { riceWinePictures } from './pictures/rice-wine.ts'
import { scarfPictures } from './pictures/scarf.ts'

const cache = join(import.meta.dirname, '..', 'node_modules', '.cache', 'baozheng-pictures')

/** Drawings without a word in them, since a machine may have no font for it. */
export const drawings: Readonly<Record<GoodsId, () => readonly Svg[]>> = {
  cup: cupPictures,
  oranges: orangePictures,
  scarf: scarfPictures,
  'rice-wine': riceWinePictures,
  cookbook: cookbookPictures,
}

/**
 * How do the demo goods look? Two pictures each, WebP of 1200 × 1200, the one to show first first.
 * The same on every start; takes some seconds, so ask only when there is nothing yet.
 */
export async function demoPictures(): Promise<Map<GoodsId, Buffer[]>> {
  const pictures = new Map<GoodsId, Buffer[]>()
  // Two at a time: whoever starts a sandbox has other things running as well.
  for (const goodsId of goodsIds)
    pictures.set(goodsId, await Promise.all(drawings[goodsId]().map(render)))
  return pictures
}

/** Drawn once in a clone, then read: the same drawing is the same picture. */
async function render(svg: Svg): Promise<Buffer> {
  const file = join(cache, `${sha256Hex(svg)}.webp`)
  if (existsSync(file)) return readFileSync(file)
  const picture = await sharp(Buffer.from(svg)).webp({ quality: 84 }).toBuffer()
  // A start that is killed here must not leave half a picture.
  const half = `${file}.${process.pid}`
  mkdirSync(cache, { recursive: true })
  writeFileSync(half, picture)
  renameSync(half, file)
  return picture
}
