import {
  dice,
  leaf,
  linear,
  picture,
  radial,
  room,
  type Svg,
  shadow,
  spot,
  times,
  windowLight,
} from './kit.ts'

/** 脐橙: a wooden box full of them; then one that is cut open. */
export function orangePictures(): Svg[] {
  return [inTheBox(), cutOpen()]
}

const peel =
  radial('peel', [0.36, 0.3, 0.78], ['#ffd27a', '#fba62f@0.3', '#ee7f14@0.68', '#b9500a']) +
  radial('glow', [0.5, 0.96, 0.5], ['#ffb84d/0.55', '#ffb84d/0'])

interface Fruit {
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly seed: number
  /** Where the navel shows, in parts of the radius; none when it is turned away. */
  readonly navel?: readonly [number, number]
}

/** One fruit: pores, shine, and the navel at one end. */
function orange({ x, y, radius, seed, navel }: Fruit): Svg {
  const roll = dice(seed)
  const pores = times(90, () => {
    const [turn, far] = [roll() * Math.PI * 2, Math.sqrt(roll()) * radius * 0.93]
    const [px, py] = [x + Math.cos(turn) * far, y + Math.sin(turn) * far]
    const r = (radius * (0.008 + roll() * 0.01)).toFixed(1)
    return (
      `<circle cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="${r}" fill="#8f3d05" ` +
      'opacity="0.28"/>'
    )
  })
  const [nx, ny] = navel ?? [0, 0]
  const mark = navel
    ? `<g transform="translate(${x + nx * radius} ${y + ny * radius})">` +
      `<circle r="${radius * 0.13}" ` +
      `fill="#c8650f" opacity="0.75"/><ellipse cx="2" cy="3" rx="${radius * 0.09}" ` +
      `ry="${radius * 0.08}" fill="#ee9430"/><path d="M${-radius * 0.04} ${radius * 0.02} ` +
      `q${radius * 0.05} ${-radius * 0.08} ${radius * 0.08} ${radius * 0.01}" fill="none" ` +
      `stroke="#9c4a08" stroke-width="3" stroke-linecap="round"/></g>`
    : ''
  return (
    `<circle cx="${x}" cy="${y}" r="${radius}" fill="url(#peel)"/>${pores}` +
    `<circle cx="${x}" cy="${y}" r="${radius}" fill="url(#glow)"/>${mark}` +
    spot([x - radius * 0.36, y - radius * 0.42, radius * 0.3, radius * 0.2], {
      light: true,
      opacity: 0.75,
      turn: -35,
    })
  )
}

const green = { light: '#5f9440', dark: '#3f7030' }

function inTheBox(): Svg {
  const place = room({
    wall: ['#dfe9e2', '#c3d5cb', '#a3baaf'],
    table: ['#c79d6c', '#aa7d4e', '#7d5734'],
    edgeY: 760,
  })
  const defs =
    place.defs +
    peel +
    linear('slat', [0, 0, 0, 1], ['#e5c391', '#d3aa72@0.5', '#b98c55']) +
    linear('post', [0, 0, 1, 0], ['#b98c55', '#e2bd88@0.4', '#a87a45']) +
    linear('within', [0, 0, 0, 1], ['#4a2d12', '#2a1706'])
  const body =
    place.body +
    windowLight({ x: 520, y: 40, scale: 1.3, opacity: 0.5, color: '#fffbe8' }) +
    shadow([670, 1040, 470, 56], { opacity: 0.6 }) +
    shadow([610, 1036, 400, 26], { opacity: 0.6, blur: 12 }) +
    '<path d="M236 560 L964 560 L940 700 L260 700 Z" ' +
    `fill="url(#within)"/>${heap()}${box()}${beside()}`
  return picture({ defs, body })
}

function heap(): Svg {
  const fruits: Fruit[] = [
    { x: 420, y: 470, radius: 98, seed: 3 },
    { x: 800, y: 478, radius: 96, seed: 4, navel: [0.3, -0.25] },
    { x: 610, y: 430, radius: 108, seed: 5 },
    { x: 322, y: 580, radius: 100, seed: 6, navel: [-0.3, 0.1] },
    { x: 880, y: 584, radius: 98, seed: 7 },
    { x: 516, y: 572, radius: 112, seed: 8 },
    { x: 706, y: 566, radius: 110, seed: 9, navel: [0.12, -0.1] },
    { x: 420, y: 650, radius: 100, seed: 10 },
    { x: 612, y: 668, radius: 100, seed: 12 },
    { x: 798, y: 656, radius: 100, seed: 13 },
  ]
  const leaves =
    leaf([600, 340, 170, 84], { angle: -28, ...green }) +
    leaf([596, 344, 150, 76], { angle: -152, light: '#73a84e', dark: '#4c8038' }) +
    leaf([812, 388, 130, 66], { angle: -12, light: '#6ba048', dark: '#477a34' })
  const stem =
    '<path d="M598 352 q4 -26 -6 -44" stroke="#5d4526" stroke-width="11" fill="none" ' +
    'stroke-linecap="round"/>'
  return fruits.map((fruit) => `${contact(fruit)}${orange(fruit)}`).join('') + stem + leaves
}

/** The dark between two fruits. */
function contact({ x, y, radius }: Fruit): Svg {
  return spot([x + 6, y + 12, radius * 1.2, radius * 1.2], { opacity: 0.6 })
}

function box(): Svg {
  const slat = (y: number, left: number) => {
    const [x, width, height] = [left, 1_200 - left * 2, 98]
    const area = `x="${x}" y="${y}" width="${width}" height="${height}" rx="7"`
    return (
      `<rect ${area} fill="#2b1608" opacity="0.4" transform="translate(0 10)" ` +
      'filter="url(#blur6)"/>' +
      `<rect ${area} fill="url(#slat)"/><rect ${area} fill="#000" filter="url(#wood)" ` +
      'opacity="0.4"/>' +
      `<rect x="${x}" y="${y}" width="${width}" height="4" rx="2" fill="#fff" opacity="0.4"/>`
    )
  }
  const post = (x: number) =>
    `<rect x="${x}" y="648" width="66" height="392" rx="6" fill="#2b1608" opacity="0.35" ` +
    'transform="translate(8 6)" filter="url(#blur6)"/>' +
    `<rect x="${x}" y="648" width="66" height="392" rx="6" fill="url(#post)"/>` +
    `<rect x="${x}" y="648" width="66" height="392" rx="6" fill="#000" filter="url(#wood)" ` +
    'opacity="0.3"/>' +
    times(
      3,
      (index) =>
        `<circle cx="${x + 33}" cy="${716 + index * 124}" r="7" fill="#6d5638"/>` +
        `<circle cx="${x + 31}" cy="${714 + index * 124}" r="3" fill="#d8c7a4"/>`,
    )
  return (
    `<rect x="236" y="690" width="728" height="330" fill="url(#within)"/>` +
    `${slat(668, 218)}${slat(792, 218)}${slat(916, 218)}${post(228)}${post(906)}`
  )
}

/** One that rolled out, with a leaf. */
function beside(): Svg {
  return (
    shadow([1_040, 1_078, 120, 26], { opacity: 0.6, blur: 12 }) +
    orange({ x: 1_010, y: 986, radius: 100, seed: 21, navel: [-0.25, 0.05] }) +
    leaf([140, 1_090, 150, 72], { angle: -14, ...green }) +
    shadow([215, 1_098, 70, 9], { opacity: 0.4, blur: 6 })
  )
}

function cutOpen(): Svg {
  const defs =
    peel +
    radial('ground', [0.4, 0.36, 0.85], ['#fdf3df', '#f6dfb8@0.55', '#e6bd83']) +
    radial('pulp', [0.5, 0.5, 0.5], ['#ffd98a', '#ffb13d@0.45', '#f48a14']) +
    radial('dish', [0.4, 0.34, 0.75], ['#ffffff', '#eef1ee@0.6', '#c3cdc8']) +
    linear('juice', [0, 0, 1, 1], ['#fff/0.55', '#fff/0'])
  const all = 'x="0" y="0" width="1200" height="1200"'
  const body =
    `<rect ${all} fill="url(#ground)"/><rect ${all} fill="#000" filter="url(#plaster)" ` +
    'opacity="0.2"/>' +
    windowLight({ x: 40, y: -60, scale: 2.1, opacity: 0.5, color: '#fffdf0' }) +
    shadow([650, 720, 470, 410], { opacity: 0.4 }) +
    '<circle cx="590" cy="640" r="460" fill="url(#dish)"/>' +
    '<circle cx="590" cy="640" r="352" fill="#f4f6f3" stroke="#b9c5bf" stroke-width="5"/>' +
    shadow([880, 420, 170, 160], { opacity: 0.5 }) +
    orange({ x: 832, y: 356, radius: 192, seed: 31, navel: [0.2, 0.35] }) +
    leaf([838, 176, 210, 104], { angle: -8, ...green }) +
    leaf([830, 176, 170, 84], { angle: -160, light: '#73a84e', dark: '#4c8038' }) +
    shadow([560, 790, 290, 270], { opacity: 0.5 }) +
    half(510, 722, 276) +
    shadow([960, 920, 150, 50], { opacity: 0.45, blur: 12 }) +
    wedge()
  return picture({ defs, body })
}

/** Half a fruit: peel, white, and ten segments full of juice. */
function half(x: number, y: number, radius: number): Svg {
  const count = 10
  const roll = dice(44)
  const segment = (index: number) => {
    const turn = (index * 360) / count + 7
    const spread = radius * 0.8 * Math.tan(Math.PI / count)
    const outline =
      `M0 ${-radius * 0.07} C${-spread * 0.35} ${-radius * 0.3} ${-spread * 0.93} ` +
      `${-radius * 0.66} ${-spread * 0.8} ${-radius * 0.76} ` +
      `Q0 ${-radius * 0.93} ${spread * 0.8} ${-radius * 0.76} C${spread * 0.93} ` +
      `${-radius * 0.66} ${spread * 0.35} ${-radius * 0.3} 0 ${-radius * 0.07} Z`
    const fibres = times(16, () => {
      const [far, aside] = [radius * (0.3 + roll() * 0.46), (roll() - 0.5) * spread]
      const lean = aside * (far / radius)
      return (
        `<path d="M${lean.toFixed(0)} ${(-far).toFixed(0)} l${(lean * 0.13).toFixed(0)} ` +
        `${(-radius * 0.09).toFixed(0)}" stroke="#fff3cf" ` +
        `stroke-opacity="${(0.3 + roll() * 0.4).toFixed(2)}" stroke-width="6" ` +
        'stroke-linecap="round"/>'
      )
    })
    return (
      `<g transform="translate(${x} ${y}) rotate(${turn})"><path d="${outline}" fill="#f58d17"/>` +
      `<path d="${outline}" fill="#ffb947" transform="scale(0.93)" opacity="0.75"/>${fibres}</g>`
    )
  }
  const circle = (r: number, look: string) => `<circle cx="${x}" cy="${y}" r="${r}" ${look}/>`
  return (
    circle(radius, 'fill="#e87a10"') +
    circle(radius * 0.965, 'fill="#f7a02c"') +
    circle(radius * 0.93, 'fill="#fdf0d2"') +
    circle(radius * 0.86, 'fill="#fbe3b0"') +
    times(count, segment) +
    circle(radius * 0.085, 'fill="#fff3d9"') +
    `<ellipse cx="${x - radius * 0.3}" cy="${y - radius * 0.42}" rx="${radius * 0.42}" ` +
    `ry="${radius * 0.2}" fill="#fff" opacity="0.4" filter="url(#blur12)" ` +
    `transform="rotate(-38 ${x - radius * 0.3} ${y - radius * 0.42})"/>`
  )
}

/** A piece, lying on its peel. */
function wedge(): Svg {
  return (
    '<g transform="translate(908 826) rotate(-16) scale(1.2)">' +
    '<path d="M-150 -20 Q0 190 150 -20 Q0 96 -150 -20 Z" fill="#ea7d12"/>' +
    '<path d="M-150 -20 Q0 168 150 -20 Z" fill="#fdeecb"/>' +
    '<path d="M-132 -18 Q0 138 132 -18 Z" fill="url(#pulp)"/>' +
    '<path d="M-62 -18 L-34 52 M0 -18 L0 60 M62 -18 L34 52" stroke="#fdeecb" stroke-width="6"/>' +
    '<path d="M-150 -20 H150" stroke="#fff6df" stroke-width="7" stroke-linecap="round"/>' +
    '<path d="M-100 0 Q-60 40 -20 44" stroke="#fff" stroke-width="9" opacity="0.5" ' +
    'fill="none" filter="url(#blur3)"/></g>'
  )
}
