import type { Words } from '../../../../src/kernel/wording.ts'
import type { Say } from '../../language.tsx'
import { drawQr } from '../../ui/qr.ts'
import { offerWords as words } from './words.ts'

/** What stands on a poster. */
export interface PosterText {
  readonly title: string
  readonly price: string
  readonly seller: string
  readonly standing: Words
  readonly verified: boolean
  readonly link: string
  readonly photo: string | null
}

const width = 900
const height = 1_200
const photoHeight = 660
const margin = 48
const font =
  'system-ui, "PingFang SC", "HarmonyOS Sans SC", "Noto Sans CJK SC", "Noto Sans SC", sans-serif'

/**
 * 海报. A picture to send where links are not opened: photo, price, who sells and how far that has
 * been checked, and a code that leads to the page. Drawn on this device. PNG.
 */
export async function poster(text: PosterText, say: Say): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  await fontsFor([text.title, text.seller, ...Object.values(text.standing), ...fixed])
  pen.fillStyle = '#f4f5f1'
  pen.fillRect(0, 0, width, height)
  await drawPhoto(pen, text.photo, say)
  drawText(pen, text, say)
  const size = 250
  drawQr(pen, text.link, { x: width - margin - size, y: height - margin - size - 40, size })
  pen.fillStyle = '#5a655f'
  pen.font = `24px ${font}`
  pen.textAlign = 'center'
  pen.fillText(say(words.scanMe), width - margin - size / 2, height - margin, size)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
  )
}

const fixed = [words.scanMe, words.safe, words.brand].flatMap((one) => [one.zh, one.en])

/** A canvas does not wait for the fallback font: its pieces are fetched first. */
async function fontsFor(texts: readonly string[]): Promise<void> {
  await document.fonts.load(`24px "Noto Sans SC"`, texts.join('')).catch(() => [])
}

async function drawPhoto(
  pen: CanvasRenderingContext2D,
  photo: string | null,
  say: Say,
): Promise<void> {
  pen.fillStyle = '#dfe2da'
  pen.fillRect(0, 0, width, photoHeight)
  const picture = photo === null ? null : await pictureAt(photo)
  if (!picture) {
    pen.fillStyle = '#5a655f'
    pen.font = `32px ${font}`
    pen.textAlign = 'center'
    pen.fillText(say(words.noPhoto), width / 2, photoHeight / 2)
    return
  }
  const scale = Math.max(width / picture.width, photoHeight / picture.height)
  const [wide, high] = [picture.width * scale, picture.height * scale]
  pen.save()
  pen.beginPath()
  pen.rect(0, 0, width, photoHeight)
  pen.clip()
  pen.drawImage(picture, (width - wide) / 2, (photoHeight - high) / 2, wide, high)
  pen.restore()
}

async function pictureAt(address: string): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(await (await fetch(address)).blob())
  } catch {
    return null
  }
}

function drawText(pen: CanvasRenderingContext2D, text: PosterText, say: Say): void {
  const textWidth = width - 3 * margin - 250
  pen.textAlign = 'left'
  pen.fillStyle = '#a62b1f'
  pen.font = `700 64px ${font}`
  pen.fillText(text.price, margin, photoHeight + 90)
  pen.fillStyle = '#1b221f'
  pen.font = `600 40px ${font}`
  let y = photoHeight + 160
  for (const line of linesOf(pen, text.title, textWidth).slice(0, 3)) {
    pen.fillText(line, margin, y)
    y += 54
  }
  pen.fillStyle = '#5a655f'
  pen.font = `28px ${font}`
  const [seller = ''] = linesOf(pen, text.seller, textWidth)
  pen.fillText(seller, margin, height - 172)
  pen.fillStyle = text.verified ? '#0e6650' : '#7a4f00'
  pen.fillText(`${text.verified ? '✓' : '!'} ${say(text.standing)}`, margin, height - 128)
  pen.fillStyle = '#0e6650'
  for (const [down, line] of linesOf(pen, say(words.safe), textWidth).slice(0, 2).entries())
    pen.fillText(line, margin, height - 80 + down * 36)
}

/** Breaks where the line is full; Chinese breaks anywhere, other words where they end. */
function linesOf(pen: CanvasRenderingContext2D, text: string, most: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(/[\w.,’'-]+\s*|./gsu) ?? []) {
    if (line !== '' && pen.measureText(line + piece).width > most) {
      lines.push(line.trim())
      line = ''
    }
    line += piece
  }
  return [...lines, line.trim()]
}
