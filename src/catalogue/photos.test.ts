import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { isRefusal } from '../kernel/refusal.ts'
import { cleanPhoto, createTurns, type Photo, photoLimits, smallerPhoto } from './photos.ts'

const size = { width: 40, height: 20 }
const plain = (color = '#c33', { width, height } = size) =>
  sharp({ create: { width, height, channels: 3, background: color } })

async function cleaned(bytes: Buffer): Promise<Photo> {
  const photo = await cleanPhoto(bytes)
  assert(!isRefusal(photo), JSON.stringify(photo))
  return photo
}

async function refused(bytes: Buffer): Promise<string> {
  const photo = await cleanPhoto(bytes)
  return isRefusal(photo) ? photo.refused : 'taken'
}

/** One part of a PNG, with a checksum that holds. */
function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const length = Buffer.alloc(4)
  const sum = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** A PNG in black and white that says it has these dimensions, whatever follows. */
function png(width: number, height: number, more: Buffer[]): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 1
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([signature, chunk('IHDR', head), ...more, chunk('IEND', Buffer.alloc(0))])
}

describe('a photo', () => {
  const makers = {
    JPEG: () => plain().jpeg().toBuffer(),
    PNG: () => plain().png().toBuffer(),
    'PNG, 16 bits, see-through': () =>
      plain().ensureAlpha(0.5).toColourspace('rgb16').png().toBuffer(),
    WebP: () => plain().webp().toBuffer(),
    AVIF: () => plain().avif().toBuffer(),
    'JPEG for printing': () => plain().toColourspace('cmyk').jpeg().toBuffer(),
    'JPEG in grey': () => plain().grayscale().jpeg({ progressive: true }).toBuffer(),
  }
  for (const [form, make] of Object.entries(makers)) {
    it(`may be ${form}, and becomes WebP in sRGB`, async () => {
      const photo = await cleaned(await make())
      const { format, width, height, space } = await sharp(photo.bytes).metadata()
      assert.deepEqual({ format, width, height, space }, { format: 'webp', ...size, space: 'srgb' })
    })
  }

  it('says nothing of where and with what it was taken', async () => {
    const secret = { Make: 'Telefon', Model: 'No. 7', ImageDescription: 'bei Frau Wang zu Hause' }
    const gps = { GPSLatitudeRef: 'N', GPSLatitude: '30/1 49/1 0/1' }
    const bytes = await plain()
      .withExif({ IFD0: secret, IFD3: gps })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret/></x:xmpmeta>')
      .withIccProfile('p3')
      .jpeg()
      .toBuffer()
    const before = await sharp(bytes).metadata()
    assert(before.exif?.includes('Frau Wang') && before.xmp && before.icc)

    const photo = await cleaned(bytes)
    const { exif, xmp, icc, iptc, comments } = await sharp(photo.bytes).metadata()
    assert.deepEqual(
      { exif, xmp, icc, iptc, comments },
      {
        exif: undefined,
        xmp: undefined,
        icc: undefined,
        iptc: undefined,
        comments: undefined,
      },
    )
    assert(!photo.bytes.includes('Frau Wang') && !photo.bytes.includes('secret'))
  })

  it('stands upright, as its camera was held', async () => {
    // The left half is red; turned clockwise by a quarter, red is on top.
    const bytes = await sharp({ create: { ...size, channels: 3, background: '#00f' } })
      .composite([
        {
          input: { create: { width: 20, height: 20, channels: 3, background: '#f00' } },
          left: 0,
          top: 0,
        },
      ])
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 100 })
      .toBuffer()
    const photo = await cleaned(bytes)
    assert.deepEqual([photo.width, photo.height], [20, 40])
    const { data, info } = await sharp(photo.bytes).raw().toBuffer({ resolveWithObject: true })
    const redAt = (y: number) => data[(y * info.width + 10) * info.channels] ?? 0
    assert(redAt(5) > 200 && redAt(35) < 55)
    assert.equal((await sharp(photo.bytes).metadata()).orientation, undefined)
  })

  it('is made no longer than 1600, and never larger than it was', async () => {
    const long = await cleaned(
      await plain('#3c3', { width: 4_000, height: 1_000 }).jpeg().toBuffer(),
    )
    assert.deepEqual([long.width, long.height], [1_600, 400])
    const small = await cleaned(await plain().jpeg().toBuffer())
    assert.deepEqual([small.width, small.height], [40, 20])
  })

  it('gives the same bytes every time', async () => {
    const bytes = await plain().jpeg().toBuffer()
    assert.deepEqual(await cleaned(bytes), await cleaned(bytes))
  })

  it('leaves behind whatever hangs on it', async () => {
    const page = '<script>alert(1)</script>'
    const zip = Buffer.from('PK\x03\x04 hidden.html', 'latin1')
    const jpeg = await plain().jpeg().toBuffer()
    const inside = Buffer.from(`\xff\xfe\x00\x1b${page}`, 'latin1')
    const commented = Buffer.concat([jpeg.subarray(0, 2), inside, jpeg.subarray(2)])
    const text = chunk('tEXt', Buffer.from(`Comment\0${page}`))
    const pixels = chunk('IDAT', deflateSync(Buffer.alloc(20 * 6)))
    const rows = [
      Buffer.concat([jpeg, Buffer.from(page), zip]),
      Buffer.concat([await plain().png().toBuffer(), Buffer.from(page), zip]),
      Buffer.concat([await plain().webp().toBuffer(), Buffer.from(page), zip]),
      commented,
      png(40, 20, [text, pixels]),
    ]
    for (const bytes of rows) {
      assert(bytes.includes(page))
      const photo = await cleaned(bytes)
      assert(!photo.bytes.includes('script') && !photo.bytes.includes('PK\x03\x04'))
      assert.equal(photo.bytes.readUInt32LE(4) + 8, photo.bytes.length)
    }
  })
})

describe('what is no photo', () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>'
  const frame = { create: { width: 8, height: 8, channels: 3, background: '#f00' } } as const
  const frames = [
    sharp(frame).png(),
    sharp({ create: { ...frame.create, background: '#00f' } }).png(),
  ]
  const film = async () => {
    const stills = await Promise.all(frames.map((still) => still.clone().toBuffer()))
    return sharp(stills, { join: { animated: true } })
  }
  const rows: Record<string, () => Promise<Buffer> | Buffer> = {
    nothing: () => Buffer.alloc(0),
    'a text': () => Buffer.from('not a picture, whatever its name says'),
    'an SVG with a script': () => Buffer.from(svg),
    'an SVG after an XML head': () => Buffer.from(`<?xml version="1.0"?>\n${svg}`),
    'a PDF': () => Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj'),
    'a TIFF': () => plain().tiff().toBuffer(),
    'a GIF': () => plain().gif().toBuffer(),
    'a moving GIF': async () => (await film()).gif().toBuffer(),
    'a moving WebP': async () => (await film()).webp().toBuffer(),
    'a video': () => Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'),
    'a HEIC of only a head': () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
    'the first bytes of a JPEG before an SVG': () => Buffer.from(`\xff\xd8\xff${svg}`, 'latin1'),
    'a JPEG torn in the middle': async () => {
      const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const
      const create = { width: 400, height: 400, channels: 3, background: '#fff', noise } as const
      const whole = await sharp({ create }).jpeg().toBuffer()
      return whole.subarray(0, whole.length / 2)
    },
  }
  for (const [what, make] of Object.entries(rows))
    it(`${what} is refused`, async () => {
      assert.equal(await refused(await make()), 'photo.not_an_image')
    })
})

describe('a bomb', () => {
  it('of many pixels is refused before it is unpacked', async () => {
    const pixels = chunk('IDAT', deflateSync(Buffer.alloc(1_000)))
    assert.equal(await refused(png(50_000, 50_000, [pixels])), 'photo.too_many_pixels')
    assert.equal(await refused(png(8_000, 5_001, [pixels])), 'photo.too_many_pixels')
  })

  it('as AVIF, which is unpacked in one piece, is refused earlier', async () => {
    const bytes = await plain('#33c', { width: 4_001, height: 4_000 })
      .avif({ effort: 0 })
      .toBuffer()
    assert.equal(await refused(bytes), 'photo.too_many_pixels')
  })

  it('that lies about its size is refused too', async () => {
    const bytes = await plain('#33c', { width: 6_000, height: 6_000 })
      .avif({ effort: 0 })
      .toBuffer()
    const at = bytes.indexOf('ispe') + 8
    bytes.writeUInt32BE(100, at)
    bytes.writeUInt32BE(100, at + 4)
    assert.equal(await refused(bytes), 'photo.not_an_image')
  })

  it('of too many bytes is refused before anything looks at them', async () => {
    assert.equal(await refused(Buffer.alloc(photoLimits.bytesMax + 1)), 'photo.too_large')
  })

  it('hidden in a PNG’s text, or of the largest size, needs little memory', async () => {
    const words = deflateSync(Buffer.alloc(160 * 1024 * 1024))
    const text = chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), words]))
    const pixels = chunk('IDAT', deflateSync(Buffer.alloc(20 * 6)))
    assert(peakMb(png(40, 20, [text, pixels])) < 100)
    const largest = await plain('#777', { width: 8_000, height: 5_000 }).png().toBuffer()
    assert(peakMb(largest) < 250)
  })
})

/** How much memory does a process of its own need at most for this picture, beside itself? */
function peakMb(bytes: Buffer): number {
  const work = `
    const { cleanPhoto } = await import(${JSON.stringify(import.meta.resolve('./photos.ts'))})
    const { readFileSync } = await import('node:fs')
    const bytes = readFileSync(0)
    const before = process.resourceUsage().maxRSS
    await cleanPhoto(bytes)
    console.log((process.resourceUsage().maxRSS - before) / 1024)`
  const argv = ['--input-type=module', '--eval', work]
  return Number(execFileSync(process.execPath, argv, { input: bytes, encoding: 'utf8' }))
}

describe('a smaller photo', () => {
  it('has the width that was asked for', async () => {
    const { bytes } = await cleaned(
      await plain('#c93', { width: 1_000, height: 500 }).jpeg().toBuffer(),
    )
    const { width, height, format } = await sharp(await smallerPhoto(bytes, 240)).metadata()
    assert.deepEqual({ width, height, format }, { width: 240, height: 120, format: 'webp' })
  })

  it('is the same one when it is small already', async () => {
    const { bytes } = await cleaned(await plain().jpeg().toBuffer())
    assert.equal(await smallerPhoto(bytes, 240), bytes)
  })
})

describe('turns', () => {
  const gate = () => Promise.withResolvers<string>()

  it('are bounded, given in order, and free again afterwards', async () => {
    const turns = createTurns({ atOnce: 2, waitingMax: 1 })
    const begun: string[] = []
    const gates = { a: gate(), b: gate(), c: gate(), d: gate() }
    const ask = (name: keyof typeof gates) =>
      turns(() => {
        begun.push(name)
        return gates[name].promise
      })
    const [a, b, c] = [ask('a'), ask('b'), ask('c')]
    assert.equal(ask('d'), null)
    assert.deepEqual(begun, ['a', 'b'])
    gates.b.resolve('b')
    assert.equal(await b, 'b')
    gates.c.resolve('c')
    assert.equal(await c, 'c')
    gates.a.resolve('a')
    assert.equal(await a, 'a')
    gates.d.resolve('d')
    assert.equal(await ask('d'), 'd')
    assert.deepEqual(begun, ['a', 'b', 'c', 'd'])
  })

  it('go on after work that failed', async () => {
    const turns = createTurns({ atOnce: 1, waitingMax: 1 })
    const failed = turns(() => Promise.reject(new Error('broken')))
    const next = turns(async () => 'done')
    await assert.rejects(async () => failed, /broken/)
    assert.equal(await next, 'done')
  })
})
