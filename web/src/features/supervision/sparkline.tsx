/** 小图. How a number went in the last while: a line without axes, with its last value in words. */
export function Sparkline({
  label,
  values,
  unit = '',
}: {
  label: string
  values: readonly number[]
  unit?: string
}) {
  const last = values.at(-1) ?? 0
  const most = Math.max(1, ...values)
  const step = width / Math.max(1, values.length - 1)
  const points = values.map((value, place) => {
    const y = height - 2 - (value / most) * (height - 4)
    return `${(place * step).toFixed(1)},${y.toFixed(1)}`
  })
  const said = `${rounded(last)}${unit}`
  return (
    <div className="sum spark">
      <span className="small">{label}</span>
      <b>{said}</b>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${label}: ${said}`}>
        <polyline points={points.join(' ')} />
      </svg>
    </div>
  )
}

const width = 160
const height = 36

function rounded(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 1 : 0)
}
