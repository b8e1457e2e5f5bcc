import {
  dice,
  leaf,
  linear,
  picture,
  radial,
  room,
  type Svg,
  shadow,
  times,
  windowLight,
} from './kit.ts'

/** 四时小食 (an e-book): its cover on a tablet; then its four seasons from above. */
export function cookbookPictures(): Svg[] {
  return [standing(), seasons()]
}

const screen = { x: 372, y: 250, width: 456, height: 640 }

function standing(): Svg {
  const place = room({
    wall: ['#e6ebe4', '#cfd8ce', '#b1bdb1'],
    table: ['#d3b48a', '#b89466', '#8f6f47'],
    edgeY: 800,
  })
  const { x, y, width, height } = screen
  const area = `x="${x}" y="${y}" width="${width}" height="${height}" rx="14"`
  const frame = `x="${x - 26}" y="${y - 26}" width="${width + 52}" height="${height + 52}" rx="38"`
  const defs =
    place.defs +
    linear('metal', [0, 0, 1, 1], ['#5a6066', '#2d3135@0.3', '#1c1f22']) +
    linear('sky', [0, 0, 0, 1], ['#f7d9b6', '#f3b98f@0.45', '#e58d6b']) +
    radial('sun', [0.5, 0.5, 0.5], ['#fff6d8', '#ffe3a0@0.7', '#ffd27f']) +
    linear('far', [0, 0, 0, 1], ['#c98a7f', '#b1726d']) +
    linear('near', [0, 0, 0, 1], ['#8a5f66', '#6d4753']) +
    linear('ground', [0, 0, 0, 1], ['#4f3547', '#3a2838']) +
    linear('bowlSide', [0, 0, 1, 0], ['#2f6d74', '#74b1ae@0.3', '#3e8285@0.65', '#245157']) +
    linear('sheen', [0, 0, 1, 1], ['#fff/0.34', '#fff@0.42/0.04', '#fff@0.43/0']) +
    linear('wood2', [0, 0, 0, 1], ['#b98555', '#8a5d36']) +
    linear('pot', [0, 0, 1, 0], ['#b2a79a', '#f3ece2@0.35', '#9d9184']) +
    `<clipPath id="screen"><rect ${area}/></clipPath>`
  const body =
    place.body +
    windowLight({ x: 700, y: 40, scale: 1.25, opacity: 0.6, color: '#fffdf0' }) +
    `${shadow([230, 856, 130, 16], { opacity: 0.45 })}<g filter="url(#blur3)">${plant()}</g>` +
    shadow([690, 960, 360, 44], { opacity: 0.5 }) +
    shadow([610, 940, 290, 20], { opacity: 0.65, blur: 12 }) +
    '<path d="M330 924 L870 924 L900 958 L300 958 Z" fill="url(#wood2)"/>' +
    '<rect x="300" y="956" width="600" height="22" rx="6" fill="#704823"/>' +
    `<rect ${frame} fill="#1b1208" opacity="0.35" transform="translate(26 18)" ` +
    'filter="url(#blur24)"/>' +
    `<rect ${frame} fill="url(#metal)"/><rect ${frame} fill="none" stroke="#8d959c" ` +
    'stroke-width="3" opacity="0.7"/>' +
    `<g clip-path="url(#screen)">${cover()}<rect ${area} fill="url(#sheen)"/></g>` +
    '<rect x="330" y="924" width="540" height="12" rx="4" fill="#dcae7c"/>' +
    nibbles()
  return picture({ defs, body })
}

/** The cover: hills in the evening, and a steaming bowl before them. */
function cover(): Svg {
  const { x, y, width, height } = screen
  const all = `x="${x}" y="${y}" width="${width}" height="${height}"`
  return (
    `<rect ${all} fill="url(#sky)"/><circle cx="706" cy="396" r="66" fill="url(#sun)"/>` +
    '<path d="M372 560 Q460 470 540 530 Q640 420 730 510 Q790 470 828 500 L828 890 L372 890 ' +
    'Z" fill="url(#far)"/>' +
    '<path d="M372 640 Q470 540 580 610 Q690 540 828 620 L828 890 L372 890 Z" fill="url(#near)"/>' +
    '<path d="M372 736 Q600 690 828 736 L828 890 L372 890 Z" fill="url(#ground)"/>' +
    '<path d="M428 416 q14 -14 28 0 q14 -14 28 0 M470 446 q10 -10 20 0 q10 -10 20 0" ' +
    'stroke="#7c4d4a" stroke-width="5" fill="none" stroke-linecap="round"/>' +
    '<path d="M560 600 C536 560 584 540 560 496 M606 600 C632 556 586 540 610 480 M650 600 ' +
    'C630 564 672 548 652 506" stroke="#fff6e6" stroke-width="11" fill="none" opacity="0.75" ' +
    'stroke-linecap="round"/>' +
    '<ellipse cx="600" cy="828" rx="150" ry="20" fill="#1d1220" opacity="0.5"/>' +
    '<path d="M440 640 C446 760 516 816 556 822 L644 822 C684 816 754 760 760 640 Z" ' +
    'fill="url(#bowlSide)"/>' +
    '<path d="M462 716 Q600 768 738 716" stroke="#f3e6c8" stroke-width="6" fill="none" ' +
    'opacity="0.85"/>' +
    times(
      9,
      (index) =>
        `<circle cx="${486 + index * 28.5}" ` +
        `cy="${(748 + Math.sin((index / 8) * Math.PI) * 22).toFixed(0)}" r="5" ` +
        'fill="#f3e6c8" opacity="0.85"/>',
    ) +
    '<ellipse cx="600" cy="640" rx="160" ry="36" fill="#e9dcc0"/>' +
    '<ellipse cx="600" cy="643" rx="146" ry="29" fill="#f6d79a"/>' +
    times(
      5,
      (index) =>
        `<circle cx="${530 + index * 35}" cy="${640 + (index % 2) * 8}" r="19" ` +
        `fill="#fffaf0"/><circle cx="${526 + index * 35}" cy="${635 + (index % 2) * 8}" ` +
        'r="7" fill="#fff"/>',
    ) +
    leaf([612, 652, 54, 22], { angle: -18, light: '#7fa05a', dark: '#5c8040' }) +
    '<path d="M706 632 L812 548 M720 640 L822 572" stroke="#5d3524" stroke-width="9" ' +
    'stroke-linecap="round"/>'
  )
}

function plant(): Svg {
  const leaves = [
    [196, 640, -100],
    [196, 640, -74],
    [190, 650, -130],
    [204, 650, -46],
    [180, 660, -156],
    [214, 664, -22],
    [196, 646, -115],
    [200, 646, -60],
  ] as const
  return (
    leaves
      .map(([x, y, angle], index) =>
        leaf([x, y, 220 - (index % 3) * 34, 70], { angle, light: '#6f9a6a', dark: '#4d7a51' }),
      )
      .join('') +
    '<path d="M112 650 L284 650 L262 856 L134 856 Z" fill="url(#pot)"/>' +
    '<rect x="102" y="636" width="192" height="34" rx="8" fill="url(#pot)"/>'
  )
}

/** Two rice balls on a small plate. */
function nibbles(): Svg {
  const ball = (x: number, y: number) =>
    `<circle cx="${x}" cy="${y}" r="48" fill="#e9e1d0"/><circle cx="${x - 6}" cy="${y - 7}" ` +
    'r="40" fill="#faf6ea"/>' +
    `<ellipse cx="${x - 16}" cy="${y - 20}" rx="13" ry="9" fill="#fff" filter="url(#blur3)"/>`
  return (
    shadow([1_000, 1_070, 200, 30], { opacity: 0.5, blur: 12 }) +
    '<ellipse cx="976" cy="1044" rx="190" ry="46" fill="#3f7c80"/>' +
    '<ellipse cx="976" cy="1036" rx="190" ry="44" fill="#69a5a3"/>' +
    '<ellipse cx="976" cy="1038" rx="142" ry="29" fill="#4f8f90"/>' +
    `${ball(924, 1_000)}${ball(1_022, 1_004)}` +
    leaf([1_066, 1_036, 90, 36], { angle: -16, light: '#7fa05a', dark: '#5c8040' })
  )
}

function seasons(): Svg {
  const all = 'x="0" y="0" width="1200" height="1200"'
  const cards = [
    { x: 222, y: 232, color: '#dbe8cf', draw: spring },
    { x: 612, y: 232, color: '#cfe6ea', draw: summer },
    { x: 222, y: 622, color: '#f6dcc0', draw: autumn },
    { x: 612, y: 622, color: '#e3e0ee', draw: winter },
  ]
  const frame = 'x="150" y="160" width="900" height="880" rx="62"'
  const defs =
    linear('desk', [0, 0, 1, 1], ['#e7d2b1', '#d2b488@0.55', '#b4915f']) +
    linear('metal', [0, 0, 1, 1], ['#5a6066', '#2d3135@0.3', '#1c1f22']) +
    linear('page', [0, 0, 1, 1], ['#fffdf6', '#f6efe0']) +
    linear('sheen', [0, 0, 1, 1], ['#fff/0.4', '#fff@0.4/0.05', '#fff@0.41/0']) +
    radial('persimmon', [0.38, 0.32, 0.75], ['#ffc07a', '#f58a2d@0.5', '#c9540f']) +
    linear('shoot', [0, 0, 1, 0], ['#8b6a3c', '#d8b878@0.4', '#84602f']) +
    linear('melon', [0, 0, 0, 1], ['#f4695f', '#e2453f']) +
    linear('clayPot', [0, 0, 1, 0], ['#5a3d35', '#a3746a@0.35', '#4a302a'])
  const card = ({ x, y, color, draw }: (typeof cards)[number]) =>
    `<rect x="${x}" y="${y}" width="366" height="346" rx="26" fill="${color}"/>` +
    `<g transform="translate(${x + 183} ${y + 173})">${draw()}</g>`
  const body =
    `<rect ${all} fill="url(#desk)"/><rect ${all} fill="#000" filter="url(#wood)" opacity="0.3"/>` +
    windowLight({ x: -100, y: -140, scale: 2.6, opacity: 0.4, color: '#fffdf0' }) +
    `<rect ${frame} fill="#1b1208" opacity="0.55" transform="translate(26 36)" ` +
    'filter="url(#blur24)"/>' +
    `<rect ${frame} fill="url(#metal)"/><rect ${frame} fill="none" stroke="#8d959c" ` +
    'stroke-width="4" opacity="0.7"/>' +
    '<rect x="186" y="196" width="828" height="808" rx="30" fill="url(#page)"/>' +
    `${cards.map(card).join('')}<rect x="186" y="196" width="828" height="808" rx="30" ` +
    'fill="url(#sheen)"/>' +
    pencil()
  return picture({ defs, body })
}

const low = () => '<ellipse cx="6" cy="122" rx="118" ry="15" fill="#3a2a1a" opacity="0.22"/>'

/** 春: bamboo shoots. */
function spring(): Svg {
  const shoot = (x: number, scale: number, turn: number) =>
    `<g transform="translate(${x} 118) rotate(${turn}) scale(${scale})">` +
    '<path d="M-58 0 C-60 -90 -30 -180 0 -236 C30 -180 60 -90 58 0 Z" fill="url(#shoot)"/>' +
    times(4, (index) => {
      const y = -12 - index * 48
      const half = 58 - index * 11
      return (
        `<path d="M${-half} ${y} Q0 ${y - 74} ${half} ${y}" fill="none" ` +
        'stroke="#6a4a22" stroke-width="5" opacity="0.6"/>'
      )
    }) +
    [-112, -64]
      .map((angle) => leaf([0, -226, 60, 22], { angle, light: '#8fb35f', dark: '#6f9445' }))
      .join('') +
    '</g>'
  return low() + shoot(-52, 0.86, -8) + shoot(60, 0.68, 12) + shoot(6, 1, 0)
}

/** 夏: a slice of water melon. */
function summer(): Svg {
  const roll = dice(7)
  const seeds = times(13, (index) => {
    const [row, place] = [index % 2, index / 12]
    const turn = 0.3 + place * 2.54 + (roll() - 0.5) * 0.12
    const far = row === 0 ? 92 : 46
    const [x, y] = [Math.cos(turn) * far * 1.1, Math.sin(turn) * far * 0.9 - 42]
    return (
      `<ellipse cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" rx="5" ry="8" fill="#3a1a18" ` +
      `transform="rotate(${(90 - turn * 57).toFixed(0)} ${x.toFixed(0)} ${y.toFixed(0)})"/>`
    )
  })
  return (
    low() +
    '<g transform="rotate(-9)"><path d="M-156 -52 A156 156 0 0 0 156 -52 Z" fill="#3f8a4d"/>' +
    '<path d="M-144 -52 A144 144 0 0 0 144 -52 Z" fill="#dff0c8"/>' +
    `<path d="M-130 -52 A130 130 0 0 0 130 -52 Z" fill="url(#melon)"/>${seeds}` +
    '<path d="M-156 -52 H156" stroke="#fff" stroke-opacity="0.5" stroke-width="5"/></g>'
  )
}

/** 秋: two persimmons. */
function autumn(): Svg {
  const one = (x: number, y: number, r: number) =>
    `<ellipse cx="${x}" cy="${y}" rx="${r}" ry="${r * 0.86}" fill="url(#persimmon)"/>` +
    `<ellipse cx="${x - r * 0.4}" cy="${y - r * 0.36}" rx="${r * 0.2}" ry="${r * 0.12}" ` +
    'fill="#fff" opacity="0.6" filter="url(#blur3)"/>' +
    [-150, -60, 20, 110]
      .map((angle) =>
        leaf([x, y - r * 0.72, r * 0.56, r * 0.36], { angle, light: '#7d9450', dark: '#5f7638' }),
      )
      .join('') +
    `<path d="M${x} ${y - r * 0.74} v${-r * 0.3}" stroke="#5d4526" stroke-width="8" ` +
    'stroke-linecap="round"/>'
  return low() + one(54, 32, 92) + one(-66, 56, 74)
}

/** 冬: a clay pot that steams. */
function winter(): Svg {
  return (
    low() +
    '<path d="M-40 -70 C-64 -104 -18 -118 -40 -152 M2 -74 C28 -112 -20 -124 4 -164 M44 -70 ' +
    'C24 -100 66 -116 46 -148" stroke="#fff" stroke-width="11" fill="none" ' +
    'stroke-linecap="round"/>' +
    '<path d="M-128 0 C-128 84 -80 118 -46 120 L46 120 C80 118 128 84 128 0 Z" ' +
    'fill="url(#clayPot)"/>' +
    '<rect x="-158" y="0" width="316" height="24" rx="12" fill="#4a302a"/>' +
    '<path d="M-122 0 C-110 -46 -50 -60 0 -60 C50 -60 110 -46 122 0 Z" fill="url(#clayPot)"/>' +
    '<rect x="-22" y="-82" width="44" height="26" rx="12" fill="#4a302a"/>' +
    '<path d="M-92 36 C-86 76 -70 92 -52 98" stroke="#fff" stroke-width="10" fill="none" ' +
    'opacity="0.3" stroke-linecap="round"/>'
  )
}

/** A pencil that lies beside. */
function pencil(): Svg {
  const outline = 'M-14 -250 H14 V230 L0 272 L-14 230 Z'
  return (
    '<g transform="translate(1116 690) rotate(9)">' +
    `<path d="${outline}" fill="#1b1208" opacity="0.5" transform="translate(14 18)" ` +
    'filter="url(#blur6)"/>' +
    '<path d="M-14 -250 H14 V230 L0 272 L-14 230 Z" fill="#e6c596"/>' +
    '<path d="M-14 -226 H14 V214 Q7 230 0 216 Q-7 230 -14 214 Z" fill="#c0563d"/>' +
    '<path d="M-5 -226 H5 V216 H-5 Z" fill="#d97c60"/><rect x="-14" y="-262" width="28" ' +
    'height="38" rx="6" fill="#b9c0c4"/><path d="M-5 257 L5 257 L0 272 Z" fill="#2d2d2d"/></g>'
  )
}
