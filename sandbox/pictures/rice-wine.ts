import {
  cloth,
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

/** 桂花米酿: a bottle and a small cup; then a bowl from above. */
export function riceWinePictures(): Svg[] {
  return [bottled(), inTheBowl()]
}

const petals = radial('petal', [0.5, 0.5, 0.5], ['#fff0b0', '#ffc93f@0.6', '#f0a31c'])

/** 桂花: four thick petals around a small heart. */
function blossom(x: number, y: number, size: number, turn: number): Svg {
  const petal = (index: number) =>
    `<ellipse cx="0" cy="${-size * 0.52}" rx="${size * 0.36}" ry="${size * 0.5}" ` +
    `fill="url(#petal)" transform="rotate(${index * 90})"/>`
  return (
    `<g transform="translate(${x.toFixed(0)} ${y.toFixed(0)}) rotate(${turn.toFixed(0)})">` +
    `${times(4, petal)}<circle r="${size * 0.17}" fill="#c97a12"/></g>`
  )
}

const dark = { light: '#4f7d4a', dark: '#335c37' }

/** A branch with its leaves in pairs, and flowers where they grow. */
function branch(x: number, y: number, turn: number, seed: number): Svg {
  const roll = dice(seed)
  const nodes = [60, 150, 240, 330]
  const leaves = nodes.map(
    (at) =>
      leaf([at, 0, 150, 62], { angle: -48 - roll() * 14, ...dark }) +
      leaf([at, 0, 150, 62], { angle: 44 + roll() * 14, ...dark }),
  )
  const flowers = nodes.map((at) =>
    times(9, () =>
      blossom(at + 8 + (roll() - 0.5) * 74, (roll() - 0.5) * 66, 15 + roll() * 7, roll() * 90),
    ),
  )
  return (
    `<g transform="translate(${x} ${y}) rotate(${turn})">` +
    '<path d="M-40 0 Q180 14 400 0" stroke="#6b4b2c" stroke-width="9" fill="none" ' +
    'stroke-linecap="round"/>' +
    `${leaves.join('')}${leaf([396, 0, 130, 56], { angle: -4, ...dark })}${flowers.join('')}</g>`
  )
}

const bottle =
  'M556 268 L644 268 L644 420 C644 476 756 500 756 600 L756 956 Q756 1004 706 1004 L494 1004 ' +
  'Q444 1004 444 956 L444 600 C444 500 556 476 556 420 Z'

function bottled(): Svg {
  const place = room({
    wall: ['#f6ead0', '#ecd8b0', '#d3b681'],
    table: ['#8d5b36', '#744526', '#4d2b16'],
    edgeY: 800,
  })
  const defs =
    place.defs +
    petals +
    linear(
      'milk',
      [0, 0, 1, 0],
      ['#cdb98b', '#f7ecd0@0.2', '#fffaf0@0.36', '#f0e2c0@0.7', '#bda673'],
    ) +
    linear(
      'glass',
      [0, 0, 1, 0],
      ['#8fa08c/0.75', '#eef3e6@0.2/0.3', '#eef3e6@0.7/0.12', '#7d8f7c/0.75'],
    ) +
    linear('hood', [0, 0, 1, 0], ['#8c3226', '#c9553f@0.35', '#a63d2c@0.7', '#6f2219']) +
    linear('label', [0, 0, 1, 0], ['#d8c49a', '#f8efd9@0.25', '#f2e5c8@0.7', '#c8b183']) +
    linear('porcelain', [0, 0, 1, 0], ['#b9b3a4', '#fffdf8@0.3', '#f0ebdf@0.6', '#a8a192']) +
    radial('wine', [0.45, 0.4, 0.7], ['#fffbe9', '#f4e5bd', '#e0c88e']) +
    `<clipPath id="bottle"><path d="${bottle}"/></clipPath>`
  const body =
    place.body +
    windowLight({ x: 90, y: 50, scale: 1.4, opacity: 0.6 }) +
    shadow([270, 952, 240, 60], { opacity: 0.5 }) +
    branch(44, 880, 8, 5) +
    shadow([760, 1_000, 250, 40], { opacity: 0.55 }) +
    shadow([610, 1_000, 190, 24], { opacity: 0.7, blur: 12 }) +
    bottleBody() +
    smallCup() +
    fallen()
  return picture({ defs, body })
}

function bottleBody(): Svg {
  const roll = dice(17)
  const afloat = times(26, () =>
    blossom(470 + roll() * 260, 880 + roll() * 96, 8 + roll() * 5, roll() * 90),
  )
  const above = times(12, () =>
    blossom(480 + roll() * 240, 560 + roll() * 50, 7 + roll() * 5, roll() * 90),
  )
  return (
    `<path d="${bottle}" fill="#dfe5d4"/><g clip-path="url(#bottle)">` +
    '<rect x="430" y="470" width="340" height="560" fill="url(#milk)"/>' +
    '<ellipse cx="600" cy="470" rx="110" ry="12" fill="#fffaf0"/>' +
    '<rect x="430" y="860" width="340" height="160" fill="#e8d29a" opacity="0.5" ' +
    'filter="url(#blur24)"/>' +
    `<g opacity="0.9">${afloat}${above}</g>` +
    '<rect x="430" y="250" width="340" height="780" fill="url(#glass)"/>' +
    '<path d="M482 600 C484 540 560 510 572 440 L572 290" stroke="#fff" stroke-width="17" ' +
    'fill="none" opacity="0.65" filter="url(#blur3)" stroke-linecap="round"/>' +
    '<path d="M476 640 L476 960" stroke="#fff" stroke-width="15" opacity="0.6" ' +
    'filter="url(#blur3)" stroke-linecap="round"/></g>' +
    `<path d="${bottle}" fill="none" stroke="#77886f" stroke-width="3" ` +
    `opacity="0.55"/>${label()}${hood()}`
  )
}

/** A paper label with a sprig on it, and no word. */
function label(): Svg {
  const outline = 'M446 634 Q600 652 754 634 L754 846 Q600 864 446 846 Z'
  const roll = dice(9)
  const flowers = times(8, () =>
    blossom(560 + roll() * 90, 696 + roll() * 70, 12 + roll() * 6, roll() * 90),
  )
  return (
    `<path d="${outline}" fill="url(#label)"/>` +
    '<path d="M466 652 Q600 668 734 652 L734 830 Q600 846 466 830 Z" fill="none" ' +
    'stroke="#a63d2c" stroke-width="3" opacity="0.65"/>' +
    '<path d="M520 796 Q600 760 676 690" stroke="#6b4b2c" stroke-width="5" fill="none"/>' +
    leaf([560, 776, 84, 36], { angle: 36, ...dark }) +
    leaf([540, 786, 84, 36], { angle: -70, ...dark }) +
    leaf([640, 728, 74, 32], { angle: -96, ...dark }) +
    leaf([650, 722, 76, 32], { angle: 22, ...dark }) +
    flowers
  )
}

/** Red paper over the cork, tied with twine. */
function hood(): Svg {
  const twine = (y: number) =>
    `<path d="M548 ${y} Q600 ${y + 14} 652 ${y}" stroke="#d9bf8a" stroke-width="7" fill="none"/>`
  return (
    '<path d="M540 352 C536 300 546 236 560 222 Q600 206 640 222 C654 236 664 300 660 352 ' +
    'L676 392 Q652 380 640 396 Q620 380 600 398 Q580 380 560 396 Q548 380 524 392 Z" ' +
    'fill="url(#hood)"/>' +
    '<path d="M566 240 C560 280 566 310 560 344 M612 232 C616 280 608 310 614 346" ' +
    'stroke="#5f1a12" stroke-width="5" opacity="0.35" fill="none" filter="url(#blur3)"/>' +
    `${twine(334)}${twine(345)}${twine(356)}` +
    '<path d="M628 350 C660 372 668 410 650 436 M632 352 C690 360 706 392 700 426" ' +
    'stroke="#d9bf8a" stroke-width="6" fill="none" stroke-linecap="round"/>'
  )
}

function smallCup(): Svg {
  return (
    shadow([960, 1_066, 170, 26], { opacity: 0.6, blur: 12 }) +
    '<path d="M792 900 C796 990 840 1064 884 1070 L954 1070 C1000 1064 1042 990 1046 900 Z" ' +
    'fill="url(#porcelain)"/>' +
    '<path d="M797 936 Q919 972 1041 936" stroke="#54799a" stroke-width="7" fill="none" ' +
    'opacity="0.8"/>' +
    '<path d="M800 952 Q919 988 1038 952" stroke="#54799a" stroke-width="3" fill="none" ' +
    'opacity="0.8"/>' +
    '<ellipse cx="919" cy="900" rx="127" ry="32" fill="#fffdf8"/>' +
    '<ellipse cx="919" cy="903" rx="115" ry="26" fill="#cfc7b4"/>' +
    '<ellipse cx="919" cy="909" rx="109" ry="21" fill="url(#wine)"/>' +
    blossom(890, 906, 10, 20) +
    blossom(950, 912, 11, 60) +
    blossom(918, 917, 8, 45)
  )
}

function fallen(): Svg {
  const roll = dice(31)
  return times(22, () => {
    const [x, y] = [330 + roll() * 440, 1_056 + roll() * 96]
    return (
      spot([x + 4, y + 8, 22, 11], { opacity: 0.6 }) + blossom(x, y, 12 + roll() * 6, roll() * 90)
    )
  })
}

function inTheBowl(): Svg {
  const all = 'x="0" y="0" width="1200" height="1200"'
  const linen = cloth('napkin', 'M140 -40 L1240 210 L1060 1240 L-40 1000 Z', '#dfe3dc')
  const circle = (radius: number, look: string) =>
    `<circle cx="600" cy="610" r="${radius}" ${look}/>`
  const defs =
    linen.defs +
    petals +
    linear('slab', [0, 0, 1, 1], ['#7a4d2d', '#62391f', '#452511']) +
    radial('bowl', [0.4, 0.36, 0.72], ['#ffffff', '#f1ede2@0.6', '#c3bba8']) +
    radial('slope', [0.62, 0.64, 0.62], ['#fffdf6', '#e4dcc9@0.7', '#b5ab95']) +
    radial('brew', [0.42, 0.38, 0.72], ['#fffdf1', '#f8ecc9@0.6', '#e3cd95'])
  const bowl =
    shadow([680, 700, 400, 390], { opacity: 0.55 }) +
    circle(390, 'fill="url(#bowl)"') +
    circle(376, 'fill="none" stroke="#54799a" stroke-width="6" opacity="0.75"') +
    circle(354, 'fill="url(#slope)"') +
    circle(306, 'fill="url(#brew)"') +
    grains() +
    '<path d="M372 520 Q420 400 540 356" stroke="#fff" stroke-width="24" fill="none" ' +
    'opacity="0.8" filter="url(#blur6)" stroke-linecap="round"/>'
  const body =
    `<rect ${all} fill="url(#slab)"/><rect ${all} fill="#000" filter="url(#wood)" opacity="0.5"/>` +
    `${linen.body}${windowLight({ x: -40, y: -100, scale: 2.2, opacity: 0.4 })}${bowl}` +
    '<g transform="translate(16 22)" opacity="0.4" filter="url(#blur12)">' +
    '<path d="M30 1010 L420 1130" stroke="#2b1608" stroke-width="90"/></g>' +
    branch(40, 1_010, 14, 8) +
    spoon()
  return picture({ defs, body })
}

/** Soft grains of rice under the surface, and flowers on it. */
function grains(): Svg {
  const roll = dice(53)
  const inside = (reach: number) => {
    const [turn, far] = [roll() * Math.PI * 2, Math.sqrt(roll()) * reach]
    return [600 + Math.cos(turn) * far, 610 + Math.sin(turn) * far] as const
  }
  const rice = times(150, () => {
    const [x, y] = inside(286)
    const place = `translate(${x.toFixed(0)} ${y.toFixed(0)}) rotate(${(roll() * 180).toFixed(0)})`
    return (
      `<g transform="${place}" opacity="${(0.45 + roll() * 0.5).toFixed(2)}">` +
      '<ellipse cx="2" cy="4" rx="19" ry="7" fill="#b99b58" opacity="0.55"/>' +
      '<ellipse rx="19" ry="7" fill="#fffdf3"/></g>'
    )
  })
  const flowers = times(46, () => {
    const [x, y] = inside(262)
    const size = 12 + roll() * 9
    return (
      spot([x + 4, y + 8, size * 1.3, size], { opacity: 0.4 }) + blossom(x, y, size, roll() * 90)
    )
  })
  return rice + flowers
}

/** A wooden spoon at the side. */
function spoon(): Svg {
  const outline = 'M-24 -330 Q0 -344 24 -330 L17 90 C84 120 96 300 0 306 C-96 300 -84 120 -17 90 Z'
  return (
    '<g transform="translate(1054 640) rotate(12)">' +
    `<path d="${outline}" fill="#2b1608" opacity="0.5" transform="translate(16 24)" ` +
    'filter="url(#blur12)"/>' +
    `<path d="${outline}" fill="#b9854f"/><path d="M-17 -322 L-12 92" stroke="#e3b783" ` +
    'stroke-width="8" opacity="0.7" filter="url(#blur3)"/>' +
    '<path d="M0 122 C54 126 66 280 0 284 C-66 280 -54 126 0 122 Z" fill="#8d5f33"/>' +
    '<path d="M-34 170 C-46 220 -30 262 -8 270" stroke="#5f3b1b" stroke-width="12" ' +
    'fill="none" opacity="0.5" filter="url(#blur6)"/></g>'
  )
}
