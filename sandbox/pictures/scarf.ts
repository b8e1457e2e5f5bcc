import { dice, linear, noise, picture, room, type Svg, shadow, times, windowLight } from './kit.ts'

/** 羊绒围巾: folded on a stool; then hanging from a peg. */
export function scarfPictures(): Svg[] {
  return [folded(), hanging()]
}

const wool =
  noise('wool', {
    frequency: '0.09 0.16',
    color: [0.28, 0.1, 0.05],
    strength: 1.3,
    seed: 5,
    tile: 300,
  }) +
  noise('fluff', { frequency: '0.35', color: [1, 0.93, 0.86], strength: 1.1, seed: 15, tile: 300 })

/** An outline filled with wool: colour, light and dark threads, and a fringe of fluff around it. */
function woollen(id: string, outline: string, fill: string, more: Svg = ''): Svg {
  const all = 'x="0" y="0" width="1200" height="1200"'
  return (
    `<clipPath id="${id}"><path d="${outline}"/></clipPath>` +
    `<path d="${outline}" fill="none" stroke="#e6b39a" stroke-width="7" opacity="0.5" ` +
    'filter="url(#blur3)"/>' +
    `<path d="${outline}" fill="${fill}"/><g clip-path="url(#${id})">${more}` +
    `<rect ${all} fill="#000" filter="url(#wool)" opacity="0.42"/>` +
    `<rect ${all} fill="#000" filter="url(#fluff)" opacity="0.2"/></g>`
  )
}

interface Threads {
  readonly from: readonly [number, number]
  readonly to: readonly [number, number]
  readonly count: number
  readonly length: number
  readonly seed: number
}

/** Twisted threads that hang from an edge, each a little different. */
function fringe({ from, to, count, length, seed }: Threads): Svg {
  const roll = dice(seed)
  const thread = (index: number) => {
    const part = (index + 0.5) / count
    const x = from[0] + (to[0] - from[0]) * part
    const y = from[1] + (to[1] - from[1]) * part
    const [sway, long] = [(roll() - 0.5) * 20, length * (0.88 + roll() * 0.24)]
    const line =
      `M${x.toFixed(0)} ${y.toFixed(0)} q${sway.toFixed(0)} ` +
      `${(long * 0.5).toFixed(0)} ${(sway * 0.4).toFixed(0)} ${long.toFixed(0)}`
    const stroke = (color: string, width: number) =>
      `<path d="${line}" fill="none" stroke="${color}" stroke-width="${width}" ` +
      'stroke-linecap="round"/>'
    return (
      `${stroke('#7d2f20', 13)}${stroke('#b8583f', 9)}<path d="${line}" fill="none" ` +
      'stroke="#e8ab90" stroke-width="3" transform="translate(-2 0)" opacity="0.6"/>'
    )
  }
  return `<g opacity="0.35" transform="translate(9 10)" filter="url(#blur6)">${times(
    count,
    (index) => {
      const part = (index + 0.5) / count
      const [x, y] = [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]
      return `<path d="M${x} ${y} v${length}" stroke="#2b1608" stroke-width="13"/>`
    },
  )}</g>${times(count, thread)}`
}

function folded(): Svg {
  const place = room({
    wall: ['#e9e3dc', '#d5cbc0', '#b8aa9b'],
    table: ['#8b7660', '#6f5b47', '#4d3d2e'],
    edgeY: 800,
  })
  const defs =
    place.defs +
    wool +
    linear('layer', [0, 0, 0, 1], ['#dd8a6c', '#c4674c@0.3', '#a44a35@0.75', '#6f2718']) +
    linear('top', [0, 0, 1, 1], ['#e59a7c', '#cc7155@0.5', '#b25540']) +
    linear('seat', [0, 0, 0, 1], ['#d9b183', '#b98a58']) +
    linear('leg', [0, 0, 1, 0], ['#a87a4b', '#d0a473@0.4', '#8c6239'])
  const body =
    place.body +
    windowLight({ x: 90, y: 70, scale: 1.35, opacity: 0.6 }) +
    stool() +
    shadow([640, 770, 330, 24], { opacity: 0.6, blur: 12 }) +
    layers()
  return picture({ defs, body })
}

function stool(): Svg {
  const leg = (d: string) =>
    `<path d="${d}" fill="url(#leg)"/><path d="${d}" fill="#000" filter="url(#wood)" ` +
    'opacity="0.3"/>'
  return (
    shadow([660, 1_130, 420, 44], { opacity: 0.55 }) +
    leg('M286 840 L346 840 L306 1150 L262 1150 Z') +
    leg('M854 840 L914 840 L938 1150 L894 1150 Z') +
    '<rect x="300" y="960" width="600" height="26" fill="#9a7045"/>' +
    '<path d="M196 772 L1004 772 L1040 836 L160 836 Z" fill="url(#seat)"/>' +
    '<path d="M196 772 L1004 772 L1040 836 L160 836 Z" fill="#000" filter="url(#wood)" ' +
    'opacity="0.4"/>' +
    '<rect x="160" y="836" width="880" height="30" rx="5" fill="#96693c"/>' +
    '<rect x="160" y="836" width="880" height="4" fill="#e9c79c" opacity="0.7"/>' +
    '<rect x="200" y="866" width="800" height="46" fill="#2b1608" opacity="0.3" ' +
    'filter="url(#blur12)"/>'
  )
}

/** Four layers, one over the other, the last one with its fringe over the edge. */
function layers(): Svg {
  const layer = (y: number, left: number, right: number) =>
    `M${left + 40} ${y} C${left - 26} ${y} ${left - 26} ${y + 92} ${left + 40} ${y + 92} ` +
    `C${left + 240} ${y + 104} ${right - 220} ${y + 84} ${right - 20} ${y + 94} ` +
    `C${right + 10} ${y + 70} ${right + 6} ${y + 22} ${right - 12} ${y - 2} ` +
    `C${right - 220} ${y - 14} ${left + 240} ${y + 10} ${left + 40} ${y} Z`
  const rows = [
    [684, 262, 946],
    [598, 272, 934],
    [512, 258, 940],
  ] as const
  const stack = rows.map(([y, left, right], index) => {
    const rib = times(
      24,
      (line) =>
        `<path d="M${left + 30 + line * 28} ${y - 20} q6 60 0 130" stroke="#fff" ` +
        'stroke-width="3" opacity="0.06" fill="none"/>',
    )
    return (
      `<path d="${layer(y, left, right)}" fill="#2b0d05" opacity="0.5" ` +
      'transform="translate(6 12)" filter="url(#blur6)"/>' +
      woollen(`layer${index}`, layer(y, left, right), 'url(#layer)', rib)
    )
  })
  const top =
    'M300 524 C246 516 250 452 310 446 C470 428 760 424 900 444 C950 452 956 510 928 536 ' +
    'C760 520 460 526 300 540 Z'
  const flap =
    'M566 452 C640 444 730 444 806 452 C824 560 818 660 830 770 C746 784 656 782 574 772 ' +
    'C584 660 572 560 566 452 Z'
  const folds =
    '<path d="M626 450 C640 560 622 680 640 790 M716 446 C706 570 732 680 716 790" ' +
    'stroke="#7a2d1d" stroke-width="26" opacity="0.3" fill="none" filter="url(#blur6)"/>' +
    '<path d="M596 450 C606 560 592 680 604 790 M676 446 C672 570 690 680 678 790 M770 446 ' +
    'C760 570 786 680 772 790" stroke="#ffd9c4" stroke-width="16" opacity="0.3" fill="none" ' +
    'filter="url(#blur6)"/>' +
    [690, 722]
      .map(
        (y) =>
          `<path d="M560 ${y} Q700 ${y + 16} 840 ${y - 2}" stroke="#f3dfcb" ` +
          'stroke-width="13" fill="none" opacity="0.9"/>',
      )
      .join('')
  return (
    stack.join('') +
    woollen('lid', top, 'url(#top)') +
    `<path d="${flap}" fill="#2b0d05" opacity="0.5" transform="translate(14 12)" ` +
    'filter="url(#blur12)"/>' +
    fringe({ from: [578, 768], to: [826, 766], count: 15, length: 112, seed: 3 }) +
    woollen('flap', flap, 'url(#top)', folds)
  )
}

function hanging(): Svg {
  const all = 'x="0" y="0" width="1200" height="1200"'
  const defs =
    wool +
    linear('plain', [0, 0, 1, 1], ['#eee8df', '#ddd2c4@0.5', '#bfb09d']) +
    linear('rail', [0, 0, 0, 1], ['#d9b183', '#a87a4b']) +
    linear('peg', [0, 0, 1, 1], ['#ecc99b', '#a47648']) +
    linear('behind', [0, 0, 1, 0], ['#8f3c29', '#b75a42@0.5', '#7c2e1d']) +
    linear(
      'front',
      [0, 0, 1, 0],
      [
        '#a44a35',
        '#e09377@0.12',
        '#b4573f@0.27',
        '#7f2f1f@0.36',
        '#d98769@0.5',
        '#c06247@0.62',
        '#8a3625@0.72',
        '#dd8f72@0.86',
        '#9c4431',
      ],
    )
  const back = 'M610 236 C720 250 770 300 776 400 C790 560 776 720 792 930 L610 936 Z'
  const front =
    'M520 240 C560 208 640 208 676 244 C704 420 690 640 716 1000 C620 1016 520 1014 424 1000 ' +
    'C448 640 480 420 520 240 Z'
  const bands = [884, 930]
    .map(
      (y) =>
        `<path d="M400 ${y} Q570 ${y + 22} 740 ${y - 2}" stroke="#f3dfcb" stroke-width="18" ` +
        'fill="none" opacity="0.92"/>',
    )
    .join('')
  const gather =
    '<path d="M500 236 Q600 300 700 236 L700 330 Q600 300 500 330 Z" fill="#5a1c10" ' +
    'opacity="0.35" filter="url(#blur24)"/>'
  const body =
    `<rect ${all} fill="url(#plain)"/><rect ${all} fill="#000" filter="url(#plaster)" ` +
    'opacity="0.3"/>' +
    windowLight({ x: 60, y: 120, scale: 1.7, opacity: 0.6 }) +
    shelf() +
    `<path d="${front}" fill="#2b1608" opacity="0.34" transform="translate(64 46)" ` +
    'filter="url(#blur24)"/>' +
    fringe({ from: [622, 930], to: [786, 926], count: 9, length: 104, seed: 6 }) +
    woollen(
      'back',
      back,
      'url(#behind)',
      '<path d="M600 830 Q700 846 800 826 M600 872 Q700 888 800 868" stroke="#e2c9b2" ' +
        'stroke-width="16" fill="none" opacity="0.7"/>',
    ) +
    `<path d="${front}" fill="#2b0d05" opacity="0.5" transform="translate(14 8)" ` +
    'filter="url(#blur12)"/>' +
    fringe({ from: [430, 1_000], to: [712, 1_000], count: 16, length: 118, seed: 7 }) +
    woollen('front1', front, 'url(#front)', `${bands}${gather}`) +
    pegHead(598)
  return picture({ defs, body })
}

/** A rail with three pegs. */
function shelf(): Svg {
  const rail = 'x="150" y="176" width="900" height="92" rx="12"'
  return (
    `<rect ${rail} fill="#2b1608" opacity="0.4" transform="translate(14 20)" ` +
    'filter="url(#blur12)"/>' +
    `<rect ${rail} fill="url(#rail)"/><rect ${rail} fill="#000" filter="url(#wood)" ` +
    'opacity="0.4"/>' +
    '<rect x="150" y="176" width="900" height="4" rx="2" fill="#fff" opacity="0.45"/>' +
    pegHead(270) +
    pegHead(930)
  )
}

function pegHead(x: number): Svg {
  return (
    shadow([x + 16, 244, 40, 38], { opacity: 0.5, blur: 6 }) +
    `<circle cx="${x}" cy="222" r="36" fill="url(#peg)"/>` +
    `<circle cx="${x}" cy="222" r="36" fill="none" stroke="#8a5f35" stroke-width="3" ` +
    'opacity="0.6"/>' +
    `<ellipse cx="${x - 10}" cy="210" rx="14" ry="9" fill="#fff" opacity="0.45" ` +
    'filter="url(#blur3)"/>'
  )
}
