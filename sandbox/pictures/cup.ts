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
  times,
  windowLight,
} from './kit.ts'

/** 手工陶杯: on a table in the morning; then from above, with tea in it. */
export function cupPictures(): Svg[] {
  return [onTheTable(), fromAbove()]
}

const body = 'M392 452 C388 600 408 770 462 858 Q600 908 738 858 C792 770 812 600 808 452 Z'
const rim = { cx: 600, cy: 452, rx: 208, ry: 50 }

function onTheTable(): Svg {
  const place = room({
    wall: ['#f1e7d6', '#e2d2ba', '#c9b496'],
    table: ['#b98a5e', '#9a6b43', '#704a2c'],
    edgeY: 735,
  })
  const linen = cloth('linen', 'M128 838 L1004 796 L1136 1012 L176 1082 Z', '#efe6d6')
  const defs =
    place.defs +
    linen.defs +
    linear(
      'glaze',
      [0, 0, 1, 0],
      ['#6f9486', '#b9d3c4@0.2', '#dcebe0@0.33', '#a4c2b3@0.6', '#557a6c'],
    ) +
    linear('clay', [0, 0, 1, 0], ['#7c4d2c', '#c89468@0.3', '#a87148@0.6', '#63391d']) +
    linear('inside', [0, 0, 1, 1], ['#54786b', '#86a899', '#c3d9cc']) +
    radial('tea', [0.42, 0.35, 0.75], ['#e0a65a', '#b9722d', '#8a4c18']) +
    linear('handle', [0, 0, 1, 1], ['#cfe2d6', '#8db0a0@0.45', '#4f7365']) +
    linear('vase', [0, 0, 1, 0], ['#8d8178', '#e6ddd2@0.35', '#a3978c']) +
    `<clipPath id="body"><path d="${body}"/></clipPath>`
  const scene =
    windowLight({ x: 120, y: 60, scale: 1.25, opacity: 0.62 }) +
    `${shadow([270, 790, 130, 18], { opacity: 0.45 })}<g ` +
    `filter="url(#blur3)">${twig()}</g>${linen.body}${stripes()}` +
    shadow([730, 876, 270, 40], { opacity: 0.5 }) +
    shadow([612, 866, 158, 24], { opacity: 0.75, blur: 6 }) +
    handle() +
    `<path d="${body}" fill="url(#clay)"/>${glazed()}${mouth()}${steam()}`
  return picture({ defs, body: place.body + scene })
}

function stripes(): Svg {
  const line = (from: string, to: string, width: number) =>
    `<path d="M${from} L${to}" stroke="#7b95a3" stroke-width="${width}" opacity="0.6"/>`
  return (
    line('150 932', '1058 884', 7) +
    line('154 950', '1068 901', 3) +
    line('170 1042', '1110 968', 7)
  )
}

/** Glaze over clay: it ran down unevenly, is speckled, and shows the rings of the wheel. */
function glazed(): Svg {
  const roll = dice(11)
  const drips =
    'M380 440 L820 440 L806 690 C790 742 772 716 752 738 C728 764 712 716 688 734 ' +
    'C660 756 652 790 628 770 C604 748 590 730 560 748 C530 766 512 720 486 738 ' +
    'C462 756 436 728 404 704 Z'
  const rings = times(7, (index) => {
    const y = 530 + index * 46
    return (
      `<path d="M380 ${y} Q600 ${y + 66} 820 ${y - 4}" stroke="#3f6355" ` +
      'stroke-width="3" fill="none" opacity="0.16"/>'
    )
  })
  const specks = times(170, () => {
    const [x, y] = [390 + roll() * 420, 480 + roll() * 270]
    const radius = (0.8 + roll() * 2.6).toFixed(1)
    return (
      `<circle cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" r="${radius}" fill="#5b4630" ` +
      `opacity="${(0.25 + roll() * 0.4).toFixed(2)}"/>`
    )
  })
  return (
    `<g clip-path="url(#body)"><path d="${drips}" fill="#3b2413" opacity="0.35" ` +
    `transform="translate(0 9)" filter="url(#blur3)"/><path d="${drips}" fill="url(#glaze)"/>` +
    `${rings}${specks}<path d="M478 500 C470 590 482 690 500 742" stroke="#fff" ` +
    'stroke-width="26" ' +
    `fill="none" opacity="0.5" filter="url(#blur6)" stroke-linecap="round"/>` +
    `<path d="M380 800 Q600 950 820 800 L820 920 L380 920 Z" fill="#2d1707" opacity="0.3" ` +
    `filter="url(#blur24)"/></g>`
  )
}

function mouth(): Svg {
  const { cx, cy, rx, ry } = rim
  const ellipse = (grow: number, drop: number, look: string) =>
    `<ellipse cx="${cx}" cy="${cy + drop}" rx="${rx + grow}" ry="${ry + grow * 0.5}" ${look}/>`
  return (
    ellipse(0, 0, 'fill="#dfece3"') +
    ellipse(-13, 2, 'fill="url(#inside)"') +
    `<clipPath id="mouth">${ellipse(-14, 2, '')}</clipPath><g clip-path="url(#mouth)">` +
    ellipse(-22, 26, 'fill="url(#tea)"') +
    `<path d="M440 478 Q520 456 640 460" stroke="#ffe9bd" stroke-width="9" fill="none" ` +
    `opacity="0.75" filter="url(#blur3)" stroke-linecap="round"/></g>` +
    `<path d="M398 440 Q470 400 600 402" stroke="#fff" stroke-width="4" fill="none" opacity="0.8"/>`
  )
}

function handle(): Svg {
  const line = 'M790 545 C925 512 968 742 762 770'
  const stroke = (look: string) => `<path d="${line}" fill="none" stroke-linecap="round" ${look}/>`
  return (
    stroke('stroke="#4a6c5f" stroke-width="50"') +
    stroke('stroke="url(#handle)" stroke-width="42"') +
    `<path d="M812 536 C905 520 940 640 868 716" fill="none" stroke="#fff" stroke-width="8" ` +
    `opacity="0.4" filter="url(#blur3)"/>`
  )
}

function steam(): Svg {
  const wisps = [
    'M560 400 C510 330 620 290 570 210 C540 160 590 120 575 70',
    'M650 396 C700 320 610 280 660 190 C690 140 650 110 668 60',
  ]
  return wisps
    .map(
      (d) =>
        `<path d="${d}" stroke="#fff" stroke-width="22" fill="none" opacity="0.34" ` +
        'filter="url(#blur12)"/>',
    )
    .join('')
}

/** A branch in a small vase, behind. */
function twig(): Svg {
  const leaves = [
    [214, 470, -150],
    [236, 400, -30],
    [226, 420, -160],
    [250, 330, -40],
    [240, 345, -165],
    [268, 262, -45],
    [258, 285, -150],
    [284, 205, -60],
    [276, 218, -140],
    [232, 500, -15],
  ] as const
  return (
    '<path d="M205 780 C150 730 160 640 208 606 L208 560 L252 560 L252 606 C300 640 310 730 ' +
    '255 780 Z" fill="url(#vase)"/>' +
    `<path d="M230 562 C220 450 250 340 296 190" stroke="#5b4a33" stroke-width="6" fill="none"/>` +
    leaves
      .map(([x, y, angle]) => leaf([x, y, 104, 58], { angle, light: '#8fa58a', dark: '#6c8770' }))
      .join('')
  )
}

function fromAbove(): Svg {
  const linen = cloth('runner', 'M-20 250 L1220 120 L1220 960 L-20 1090 Z', '#ece3d3')
  const circle = (radius: number, look: string) =>
    `<circle cx="600" cy="600" r="${radius}" ${look}/>`
  const roll = dice(23)
  const specks = times(240, () => {
    const [turn, far] = [roll() * Math.PI * 2, 232 + roll() * 112]
    const [x, y] = [600 + Math.cos(turn) * far, 600 + Math.sin(turn) * far]
    return (
      `<circle cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" ` +
      `r="${(0.8 + roll() * 2.4).toFixed(1)}" fill="#5b4630" opacity="0.45"/>`
    )
  })
  const defs =
    linen.defs +
    linear('board', [0, 0, 1, 1], ['#a87b52', '#8b5f3b', '#6b4527']) +
    radial('plate', [0.42, 0.38, 0.66], ['#d8c3a4', '#c09b70@0.75', '#8d6339']) +
    radial('wide', [0.36, 0.32, 0.8], ['#e6f1e9', '#b4cfc1@0.55', '#6d9385']) +
    radial('deep', [0.6, 0.62, 0.62], ['#b9d3c5', '#7fa394@0.7', '#557a6b']) +
    radial('liquor', [0.4, 0.36, 0.75], ['#eab868', '#c47f35@0.6', '#93551c'])
  // Seen from above, a handle is a bar.
  const bar = (width: number, color: string) =>
    `<path d="M840 470 L988 386" stroke="${color}" stroke-width="${width}" stroke-linecap="round"/>`
  const cup =
    shadow([690, 700, 330, 310], { opacity: 0.5, blur: 24 }) +
    circle(410, 'fill="url(#plate)"') +
    times(9, (index) =>
      circle(402 - index * 13, `fill="none" stroke="#5f3c1c" stroke-width="2.5" opacity="0.2"`),
    ) +
    shadow([650, 660, 262, 255], { opacity: 0.55, blur: 24 }) +
    bar(58, '#5d8374') +
    `<g transform="translate(-4 -5)">${bar(44, '#a9c8b8')}</g>` +
    circle(290, 'fill="url(#wide)"') +
    circle(262, 'fill="url(#deep)"') +
    circle(236, 'fill="url(#liquor)"') +
    times(5, (index) =>
      circle(226 - index * 34, 'fill="none" stroke="#fff0cf" stroke-width="2" opacity="0.13"'),
    ) +
    `<g clip-path="url(#cupEdge)">${specks}</g>` +
    '<path d="M436 520 Q470 430 570 404" stroke="#fff6df" stroke-width="26" fill="none" ' +
    'opacity="0.75" filter="url(#blur6)" stroke-linecap="round"/>' +
    '<path d="M352 500 Q410 350 560 322" stroke="#fff" stroke-width="10" fill="none" ' +
    'opacity="0.8" filter="url(#blur3)" stroke-linecap="round"/>'
  const floating =
    leaf([560, 640, 86, 30], { angle: 24, light: '#7a8f4a', dark: '#5d7436' }) +
    leaf([640, 690, 60, 22], { angle: -50, light: '#7a8f4a', dark: '#5d7436' })
  const edge =
    '<clipPath id="cupEdge"><path clip-rule="evenodd" d="M310 600 a290 290 0 1 0 580 0 a290 ' +
    '290 0 1 0 -580 0 M338 600 a262 262 0 1 0 524 0 a262 262 0 1 0 -524 0"/></clipPath>'
  const all = 'x="0" y="0" width="1200" height="1200"'
  return picture({
    defs: defs + edge,
    body:
      `<rect ${all} fill="url(#board)"/><rect ${all} fill="#000" filter="url(#wood)" ` +
      'opacity="0.55"/>' +
      linen.body +
      windowLight({ x: -80, y: -120, scale: 2.3, opacity: 0.42 }) +
      `${cup}${floating}${corner()}`,
  })
}

/** Leaves that reach into the picture from below. */
function corner(): Svg {
  const leaves = [
    [60, 1150, -62],
    [120, 1120, -38],
    [30, 1060, -84],
    [180, 1180, -20],
    [70, 1120, -10],
  ] as const
  const draw = (dark: boolean) =>
    leaves
      .map(([x, y, angle]) =>
        leaf(
          [x, y, 190, 84],
          dark
            ? { angle, light: '#2b1608', dark: '#2b1608' }
            : { angle, light: '#93ab8b', dark: '#6f8b6d' },
        ),
      )
      .join('')
  return (
    '<g transform="translate(22 28)" opacity="0.35" ' +
    `filter="url(#blur12)">${draw(true)}</g>${draw(false)}`
  )
}
