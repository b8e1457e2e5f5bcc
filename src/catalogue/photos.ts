import sharp, { type Metadata, type Sharp } from 'sharp'
import { assert } from '../kernel/assert.ts'
import { type Refusal, refuse } from '../kernel/refusal.ts'
import type { PhotoRefusal } from './photo-words.ts'

export const photoLimits = {
  bytesMax: 10 * 1024 * 1024,
  pixelsMax: 40_000_000,
  /** AVIF is unpacked in one piece, 20 bytes a pixel; the other forms go by in stripes. */
  avifPixelsMax: 16_000_000,
  /** The longest side of what is kept. */
  sideMax: 1_600,
  secondsMax: 15,
} as const

/** The smaller pictures that pages may ask for. Few, so that nobody can fill the disk with them. */
export const photoWidths = [240, 480, 960] as const
export type PhotoWidth = (typeof photoWidths)[number]

export interface Photo {
  /** WebP, drawn anew from the pixels alone. */
  readonly bytes: Buffer
  readonly width: number
  readonly height: number
}

// One thread for each picture and nothing kept of it: the lanes need the rest of the machine.
sharp.concurrency(1)
sharp.cache(false)

/**
 * Is this a photo, and how does it look when nothing but the picture is left? What its maker calls
 * it does not matter. Place, camera, hidden files and scripts stay behind; it stands upright.
 */
export async function cleanPhoto(bytes: Buffer): Promise<Photo | Refusal<PhotoRefusal>> {
  if (bytes.length > photoLimits.bytesMax) return refuse('photo.too_large')
  // Told before sharp sees it: its readers of SVG, GIF, TIFF and the rest are never even tried.
  const form = formOf(bytes)
  if (form === null) return refuse('photo.not_an_image')
  try {
    const refusal = problemOf(form, await open(bytes, form).metadata())
    if (refusal) return refusal
    const { data, info } = await webp(open(bytes, form), photoLimits.sideMax)
    return { bytes: data, width: info.width, height: info.height }
  } catch (error) {
    return refuse(codeOf(error))
  }
}

/** How does a kept photo look at this width? The same bytes when it is no wider than that. */
export async function smallerPhoto(bytes: Buffer, widthMax: PhotoWidth): Promise<Buffer> {
  const { width } = await sharp(bytes).metadata()
  if (width <= widthMax) return bytes
  return sharp(bytes, { sequentialRead: true })
    .timeout({ seconds: photoLimits.secondsMax })
    .resize({ width: widthMax })
    .webp({ quality: 80 })
    .toBuffer()
}

type Form = 'jpeg' | 'png' | 'webp' | 'heif'

/** Which kind of picture do the first bytes promise? */
function formOf(bytes: Buffer): Form | null {
  const text = (from: number, to: number) => bytes.toString('latin1', from, to)
  if (text(0, 3) === '\xff\xd8\xff') return 'jpeg'
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'png'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'webp'
  const brands = ['avif', 'heic', 'heix', 'mif1']
  return text(4, 8) === 'ftyp' && brands.includes(text(8, 12)) ? 'heif' : null
}

function open(bytes: Buffer, form: Form): Sharp {
  const limitInputPixels = form === 'heif' ? photoLimits.avifPixelsMax : photoLimits.pixelsMax
  // Torn files are refused; harmless oddities, of which telephones have many, are not.
  return sharp(bytes, { limitInputPixels, sequentialRead: true, failOn: 'error' })
}

function problemOf(form: Form, { format, width, height, pages = 1 }: Metadata) {
  if (format !== form || pages > 1) return refuse<PhotoRefusal>('photo.not_an_image')
  const pixelsMax = form === 'heif' ? photoLimits.avifPixelsMax : photoLimits.pixelsMax
  return width * height > pixelsMax ? refuse<PhotoRefusal>('photo.too_many_pixels') : null
}

function webp(picture: Sharp, sideMax: number) {
  return picture
    .timeout({ seconds: photoLimits.secondsMax })
    .rotate()
    .resize({ width: sideMax, height: sideMax, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 82 })
    .toBuffer({ resolveWithObject: true })
}

/** sharp tells its reasons in words only. */
function codeOf(error: unknown): PhotoRefusal {
  const words = error instanceof Error ? error.message : ''
  if (words.includes('pixel limit')) return 'photo.too_many_pixels'
  return words.includes('timeout') ? 'photo.busy' : 'photo.not_an_image'
}

/** Work that waits for its turn; `null` when too much waits already. */
export type Turns = <T>(work: () => Promise<T>) => Promise<T> | null

/** Bounds what is done at once and what waits for it, first come, first served. */
export function createTurns({ atOnce, waitingMax }: { atOnce: number; waitingMax: number }): Turns {
  assert(atOnce >= 1 && waitingMax >= 0, 'somebody must have a turn')
  const waiting: (() => void)[] = []
  let working = 0

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (working < atOnce) working += 1
    // Whoever ends hands their place on, so the count stays.
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else working -= 1
    }
  }

  return (work) => (working >= atOnce && waiting.length >= waitingMax ? null : inTurn(work))
}
