import assert from 'node:assert/strict'
import { Code128Reader } from '@zxing/library'
import sharp from 'sharp'

const startB = 104
const stop = 106
/** So many points are the thinnest bar, and so many are blank at either side. */
const [thin, blank, high] = [3, 40, 140]

/** 面单条码. A photo of a parcel's label: this text in Code 128 B, black on white. */
export async function labelOf(text: string): Promise<Buffer> {
  const values = [...text].map((letter) => letter.charCodeAt(0) - 32)
  assert(values.every((value) => value >= 0 && value < 95))
  const sum = values.reduce((total, value, place) => total + value * (place + 1), startB)
  const { CODE_PATTERNS: patterns } = Code128Reader as unknown as {
    CODE_PATTERNS: readonly (readonly number[])[]
  }
  const widths = [startB, ...values, sum % 103, stop].flatMap((value) => [
    ...(patterns[value] ?? []),
  ])
  const row = [
    ...Array.from({ length: blank }, () => 255),
    ...widths.flatMap((width, place) =>
      Array.from({ length: width * thin }, () => (place % 2 === 0 ? 0 : 255)),
    ),
    ...Array.from({ length: blank }, () => 255),
  ]
  const lines = Array.from({ length: high }, () => row).flat()
  return sharp(Buffer.from(lines), { raw: { width: row.length, height: high, channels: 1 } })
    .png()
    .toBuffer()
}
