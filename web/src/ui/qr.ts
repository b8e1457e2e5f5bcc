import encodeQR from 'qr'

/** 二维码. Draws a code for this text: dark on light also at night, or no camera reads it. */
export function drawQr(
  pen: CanvasRenderingContext2D,
  text: string,
  { x, y, size }: { readonly x: number; readonly y: number; readonly size: number },
): void {
  const rows = encodeQR(text, 'raw', { ecc: 'medium' })
  const cell = size / rows.length
  pen.fillStyle = '#ffffff'
  pen.fillRect(x, y, size, size)
  pen.fillStyle = '#101413'
  // A little larger than its cell: no light shines through between two.
  for (const [down, row] of rows.entries())
    for (const [right, dark] of row.entries())
      if (dark) pen.fillRect(x + right * cell, y + down * cell, cell + 0.5, cell + 0.5)
}
