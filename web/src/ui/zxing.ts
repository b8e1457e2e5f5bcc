import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  HybridBinarizer,
  MultiFormatReader,
  RGBLuminanceSource,
} from '@zxing/library'
import type { CodeKind } from './detect.ts'

const { CODE_128, CODE_39, ITF, EAN_13, QR_CODE } = BarcodeFormat
const formats: Readonly<Record<CodeKind, readonly BarcodeFormat[]>> = {
  parcel: [CODE_128, CODE_39, ITF, EAN_13, QR_CODE],
  qr: [QR_CODE],
}

/** What does the code in this picture say? Null where none can be read. */
export function readCode(
  { data, width, height }: Pick<ImageData, 'data' | 'width' | 'height'>,
  kind: CodeKind,
): string | null {
  const grey = new Uint8ClampedArray(width * height)
  for (let at = 0; at < grey.length; at++) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at * 4, at * 4 + 3)
    grey[at] = (red + 2 * green + blue) >> 2
  }
  const hints = new Map<DecodeHintType, unknown>([
    [DecodeHintType.POSSIBLE_FORMATS, formats[kind]],
    [DecodeHintType.TRY_HARDER, true],
  ])
  const source = new RGBLuminanceSource(grey, width, height)
  try {
    const picture = new BinaryBitmap(new HybridBinarizer(source))
    return new MultiFormatReader().decode(picture, hints).getText()
  } catch {
    return null
  }
}
