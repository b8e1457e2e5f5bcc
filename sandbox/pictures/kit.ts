/** What the drawings share: light from the upper left, soft shadows, wood, linen, leaves, grain. */
export type Svg = string

export const side = 1_200

interface Stop {
  readonly at: number
  readonly color: string
  readonly opacity?: number
}

/** Colours along a gradient: `#fff`, with a place `#fff@0.2`, with an opacity `#fff@0.2/0.5`. */
function stops(colors: readonly string[]): Svg {
  return colors
    .map((text, index): Stop => {
      const [rest = '', opacity] = text.split('/')
      const [color = '', at] = rest.split('@')
      const place = at === undefined ? index / Math.max(1, colors.length - 1) : Number(at)
      return { at: place, color, opacity: opacity === undefined ? 1 : Number(opacity) }
    })
    .map((s) => `<stop offset="${s.at}" stop-color="${s.color}" stop-opacity="${s.opacity}"/>`)
    .join('')
}

/** From one point to another, in parts of the thing that is filled. */
export function linear(
  id: string,
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  colors: readonly string[],
): Svg {
  const points = `x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"`
  return `<linearGradient id="${id}" ${points}>${stops(colors)}</linearGradient>`
}

/** From a centre outwards, in parts of the thing that is filled. */
export function radial(
  id: string,
  [cx, cy, r]: readonly [number, number, number],
  colors: readonly string[],
): Svg {
  const circle = `cx="${cx}" cy="${cy}" r="${r}"`
  return `<radialGradient id="${id}" ${circle}>${stops(colors)}</radialGradient>`
}

const blurs = [3, 6, 12, 24, 48]
  .map(
    (size) =>
      `<filter id="blur${size}" x="-60%" y="-60%" width="220%" height="220%">` +
      `<feGaussianBlur stdDeviation="${size}"/></filter>`,
  )
  .join('')

/**
 * Noise of this colour: streaks where the two frequencies differ. Tiles are drawn once and repeated
 * from the upper left corner of the picture: only what reaches there can be filled with them.
 */
export function noise(id: string, look: NoiseLook): Svg {
  const { frequency, color, strength, seed, octaves = 2, tile } = look
  const [red, green, blue] = color
  const alpha = `0 0 0 ${strength} ${-strength * 0.42}`
  const area = tile === undefined ? '' : `x="0" y="0" width="${tile}" height="${tile}"`
  const noise =
    `baseFrequency="${frequency}" numOctaves="${octaves}" seed="${seed}"` +
    (tile === undefined ? '' : ' stitchTiles="stitch"')
  return (
    `<filter id="${id}" x="0" y="0" width="100%" height="100%" ` +
    'color-interpolation-filters="sRGB">' +
    `<feTurbulence ${area} type="fractalNoise" ${noise}/>` +
    `<feColorMatrix ${area} values="0 0 0 0 ${red} 0 0 0 0 ${green} 0 0 0 0 ${blue} ${alpha}"/>` +
    `${tile === undefined ? '' : '<feTile/>'}<feComposite in2="SourceGraphic" operator="in"/>` +
    '</filter>'
  )
}

export interface NoiseLook {
  readonly frequency: string
  /** Red, green, blue from 0 to 1. */
  readonly color: readonly [number, number, number]
  readonly strength: number
  readonly seed: number
  /** How fine it gets. */
  readonly octaves?: number
  /** The side: as large as must be for the repeats not to be seen. */
  readonly tile?: number
}

const common =
  blurs +
  noise('wood', {
    frequency: '0.006 0.11',
    color: [0.25, 0.12, 0.04],
    strength: 1.5,
    seed: 4,
    octaves: 3,
  }) +
  noise('weaveX', {
    frequency: '0.02 0.55',
    color: [0.3, 0.25, 0.2],
    strength: 1.2,
    seed: 8,
    tile: 300,
  }) +
  noise('weaveY', {
    frequency: '0.55 0.02',
    color: [0.3, 0.25, 0.2],
    strength: 1.2,
    seed: 9,
    tile: 300,
  }) +
  noise('plaster', {
    frequency: '0.012',
    color: [0.35, 0.27, 0.18],
    strength: 0.5,
    seed: 2,
    tile: 600,
  }) +
  noise('grain', {
    frequency: '0.8',
    color: [0.2, 0.15, 0.1],
    strength: 0.35,
    seed: 6,
    octaves: 1,
    tile: 300,
  }) +
  radial('shade', [0.5, 0.5, 0.5], ['#2b1608', '#2b1608@0.6/0.7', '#2b1608/0']) +
  radial('shine', [0.5, 0.5, 0.5], ['#fff', '#fff@0.45/0.6', '#fff/0']) +
  linear('contact', [0, 0, 0, 1], ['#3a2310/0', '#3a2310/0.2']) +
  radial('vignette', [0.46, 0.42, 0.78], ['#000@0.55/0', '#2a1606@1/0.34'])

/** The whole picture: what is drawn, then a breath of grain and darker corners over it. */
export function picture({ defs, body }: { defs: Svg; body: Svg }): Svg {
  const all = `x="0" y="0" width="${side}" height="${side}"`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" ` +
    `viewBox="0 0 ${side} ${side}"><defs>${common}${defs}</defs>${body}` +
    `<rect ${all} fill="#000" filter="url(#grain)" opacity="0.22"/>` +
    `<rect ${all} fill="url(#vignette)"/></svg>`
  )
}

/** Numbers from 0 to 1 that look random and are the same every time (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function times(count: number, draw: (index: number) => Svg): Svg {
  return Array.from({ length: count }, (_, index) => draw(index)).join('')
}

/** A soft shadow on the ground; `blur` is one of 3, 6, 12, 24, 48. */
export function shadow(
  [cx, cy, rx, ry]: readonly [number, number, number, number],
  { opacity = 0.4, blur = 24, color = '#2b1608' } = {},
): Svg {
  const ellipse = `cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}"`
  return `<ellipse ${ellipse} fill="${color}" opacity="${opacity}" filter="url(#blur${blur})"/>`
}

/**
 * A spot of shadow or of shine. Less true than a blur, but a blur costs a whole picture's memory:
 * this is for things that are many.
 */
export function spot(
  [cx, cy, rx, ry]: readonly [number, number, number, number],
  { light = false, opacity = 0.45, turn = 0 } = {},
): Svg {
  const places = [cx, cy, rx, ry].map((place) => place.toFixed(0))
  const fill = `fill="url(#${light ? 'shine' : 'shade'})" opacity="${opacity}"`
  return (
    `<ellipse cx="${places[0]}" cy="${places[1]}" rx="${places[2]}" ry="${places[3]}" ${fill} ` +
    `transform="rotate(${turn} ${places[0]} ${places[1]})"/>`
  )
}

/** A wall, and in front of it a table of wood; `edgeY` is where the table begins. */
export function room({ wall, table, edgeY }: RoomLook): { defs: Svg; body: Svg } {
  const height = side - edgeY
  const top = `x="0" y="0" width="${side}" height="${edgeY}"`
  const bottom = `x="0" y="${edgeY}" width="${side}" height="${height}"`
  return {
    defs: linear('wall', [0, 0, 1, 1], wall) + linear('table', [0, 0, 0.25, 1], table),
    body:
      `<rect ${top} fill="url(#wall)"/><rect ${top} fill="#000" filter="url(#plaster)" ` +
      `opacity="0.25"/><rect ${bottom} fill="url(#table)"/>` +
      `<rect ${bottom} fill="#000" filter="url(#wood)" opacity="0.5"/>` +
      `<rect x="0" y="${edgeY}" width="${side}" height="5" fill="#fff" opacity="0.22"/>` +
      `<rect x="0" y="${edgeY - 60}" width="${side}" height="60" fill="url(#contact)"/>`,
  }
}

export interface RoomLook {
  readonly wall: readonly string[]
  readonly table: readonly string[]
  readonly edgeY: number
}

/** Light through a window with four panes, slanting over the wall. */
export function windowLight({ x, y, scale = 1, opacity = 0.5, color = '#fff4d6' }: LightLook): Svg {
  const panes = [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const
  const draw = ([column, row]: readonly [number, number]) => {
    const left = column * 190 + row * 84
    const upper = row * 232 + column * 26
    return `<path d="M${left} ${upper} l168 23 l76 208 l-168 -23 Z"/>`
  }
  return (
    `<g transform="translate(${x} ${y}) scale(${scale})" fill="${color}" opacity="${opacity}" ` +
    `filter="url(#blur6)">${panes.map(draw).join('')}</g>`
  )
}

export interface LightLook {
  readonly x: number
  readonly y: number
  readonly scale?: number
  readonly opacity?: number
  readonly color?: string
}

/** One leaf that grows from a point in a direction (degrees, 0 is to the right). */
export function leaf(
  [x, y, length, width]: readonly [number, number, number, number],
  { angle, light, dark }: { angle: number; light: string; dark: string },
): Svg {
  const w = width / 2
  const upper = `M0 0 C${length * 0.25} ${-w * 1.3} ${length * 0.7} ${-w} ${length} 0`
  const lower = `M0 0 C${length * 0.25} ${w * 1.3} ${length * 0.7} ${w} ${length} 0`
  const vein = `M0 0 Q${length * 0.5} ${w * 0.12} ${length * 0.93} 0`
  return (
    `<g transform="translate(${x} ${y}) rotate(${angle})"><path d="${upper} Z" fill="${light}"/>` +
    `<path d="${lower} Z" fill="${dark}"/>` +
    `<path d="${vein}" fill="none" stroke="#fff" stroke-opacity="0.3" ` +
    `stroke-width="${w * 0.09 + 1}"/></g>`
  )
}

/** A cloth lying on the table: an outline with a weave, a fold of light and a shadow. */
export function cloth(id: string, outline: string, color: string): { defs: Svg; body: Svg } {
  const all = `x="0" y="0" width="${side}" height="${side}"`
  return {
    defs: `<clipPath id="${id}"><path d="${outline}"/></clipPath>`,
    body:
      `<path d="${outline}" fill="#2b1608" opacity="0.4" transform="translate(10 16)" ` +
      `filter="url(#blur12)"/><path d="${outline}" fill="${color}"/>` +
      `<g clip-path="url(#${id})"><rect ${all} fill="#000" filter="url(#weaveX)" opacity="0.3"/>` +
      `<rect ${all} fill="#000" filter="url(#weaveY)" opacity="0.3"/></g>`,
  }
}
