/** An exact decimal: `value / 10 ** scale`. For measured quantities; money has its own module. */
export interface Decimal {
  readonly value: bigint
  readonly scale: number
}

/** Which number does `38` or `0.125` name? Null when it is not a plain decimal from zero up. */
export function parseDecimal(text: string): Decimal | null {
  const match = /^(\d{1,18})(?:\.(\d{1,12}))?$/.exec(text.trim())
  if (!match) return null
  const fraction = match[2] ?? ''
  return { value: BigInt(`${match[1]}${fraction}`), scale: fraction.length }
}

/** Is `a` below (-1), equal to (0) or above (1) `b`? Exact. */
export function compareDecimal(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const left = a.value * 10n ** BigInt(b.scale)
  const right = b.value * 10n ** BigInt(a.scale)
  if (left === right) return 0
  return left < right ? -1 : 1
}

/** How is this number written? With as many places as it was read with. */
export function plain({ value, scale }: Decimal): string {
  if (scale === 0) return value.toString()
  const digits = value.toString().padStart(scale + 1, '0')
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
