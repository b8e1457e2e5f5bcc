/** 识别条码. Reads a bar code or a QR code from a picture: by the browser, or by a library. */
export type CodeKind = 'parcel' | 'qr'

export type Detect = (picture: ImageBitmap | HTMLVideoElement) => Promise<string | null>

interface BuiltIn {
  detect(picture: ImageBitmap | HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>
}

const formats: Readonly<Record<CodeKind, readonly string[]>> = {
  parcel: ['code_128', 'code_39', 'itf', 'ean_13', 'qr_code'],
  qr: ['qr_code'],
}

/** The browser's own detector where it has one; the library is fetched only where it has none. */
export async function detector(kind: CodeKind): Promise<Detect> {
  const Built = Reflect.get(globalThis, 'BarcodeDetector') as
    | (new (options: {
        formats: readonly string[]
      }) => BuiltIn)
    | undefined
  if (Built) {
    const own = new Built({ formats: formats[kind] })
    return async (picture) => (await own.detect(picture))[0]?.rawValue ?? null
  }
  const { readCode } = await import('./zxing.ts')
  return async (picture) => readCode(pixels(picture), kind)
}

/** Large enough for a label, small enough for a phone. */
const sideMax = 1_000

function pixels(picture: ImageBitmap | HTMLVideoElement): ImageData {
  const isVideo = picture instanceof HTMLVideoElement
  const width = isVideo ? picture.videoWidth : picture.width
  const height = isVideo ? picture.videoHeight : picture.height
  const scale = Math.min(1, sideMax / Math.max(width, height, 1))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(width * scale))
  canvas.height = Math.max(1, Math.round(height * scale))
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) throw new Error('no canvas')
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return pen.getImageData(0, 0, canvas.width, canvas.height)
}
