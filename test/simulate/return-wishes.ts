import { carriers, newId } from './cast.ts'
import type { By, Look, Weighted } from './look.ts'
import { type GivenBack, isOpen } from './model/return-state.ts'
import type { Random } from './random.ts'

const kinds = ['swapped', 'not_intact', 'incomplete', 'no_defect', 'other']

/** What do people do about giving things back? */
export function returnWishes(
  look: Look,
  by: { buyer: By; seller: By; desk: By },
): readonly Weighted[] {
  const { trade, returns, random } = look
  const delivered = trade.things.some(({ status }) => status === 'delivered')
  const ask = by.buyer('ask return', 'returns', wanted(look))
  const one = random.pickNamed(returns.some(isOpen) ? returns.filter(isOpen) : returns, ({ no }) =>
    String(no),
  )
  const first = { weight: delivered ? 3.5 : 0.05, value: ask }
  return one === null ? [first] : [first, ...aboutOne(look, one, by)]
}

function wanted({ trade, random }: Look): object {
  const given = trade.things.filter(({ status }) => status === 'delivered')
  const from = given.length > 0 && random.chance(0.95) ? given : trade.things
  const pieces = random.some(from).map(({ id, quantity }) => {
    return { itemId: id, quantity: random.chance(0.9) ? random.int(1, quantity) : quantity + 1 }
  })
  return {
    type: 'request',
    track: random.chance(0.6) ? 'no_reason' : 'quality',
    remedy: random.chance(0.6) ? 'refund' : random.pick(['exchange', 'repair']),
    pieces,
    text: random.chance(0.9) ? '有裂纹' : '',
    photos: [],
    condition: {
      ...{ sealBroken: false, activated: false, tagCut: false, soiled: false },
      incomplete: random.chance(0.1),
    },
    contest: random.chance(0.6),
    sellerSold: 5,
  }
}

type Likely = (weight: number, ...stages: string[]) => number

function aboutOne(
  look: Look,
  one: GivenBack,
  by: { buyer: By; seller: By; desk: By },
): readonly Weighted[] {
  const likely: Likely = (weight, ...stages) => (stages.includes(one.stage) ? weight : weight / 60)
  const way = journey(look)
  const decision = deciding(one, look.random)
  return [
    ...ofBuyer({ look, one, way, likely }, by.buyer),
    ...ofSeller({ look, one, way, likely }, by.seller),
    { weight: likely(5, 'reviewing'), value: by.desk('decide return', 'returns', decision) },
  ]
}

interface About {
  readonly look: Look
  readonly one: GivenBack
  readonly way: object
  readonly likely: Likely
}

function ofBuyer({ look, one, way, likely }: About, by: By): Weighted[] {
  const { no, objection } = one
  const remedy = look.random.pick(['refund', 'exchange', 'repair', 'mediation'])
  const does = (weight: number, name: string, body: object): Weighted => {
    return { weight, value: by(name, 'returns', { ...body, no }) }
  }
  return [
    does(likely(1, 'accepted'), 'withdraw return', { type: 'withdraw' }),
    does(likely(8, 'addressed'), 'send back', { type: 'send', ...way }),
    does(likely(6, 'late'), 'choose anew', { type: 'choose', remedy }),
    does(likely(3, 'outbound'), 'receive again', { type: 'receive' }),
    does(objection ? likely(2, 'reviewing') : 0.02, 'contest objection', { type: 'contest' }),
  ]
}

function ofSeller({ look, one, way, likely }: About, by: By): Weighted[] {
  const { random } = look
  const { no } = one
  const mends = one.remedy !== 'refund'
  const text = random.chance(0.9) ? '不是我的货' : ''
  const photos = random.chance(0.7) ? ['a'.repeat(64)] : []
  const objection = { type: 'object', kind: random.pick(kinds), text, photos }
  const days = random.pick([0, 1, 7, 30, 31])
  const mending = mends ? likely(4, 'back', 'late') : likely(4, 'giving_back')
  const does = (weight: number, name: string, body: object): Weighted => {
    return { weight, value: by(name, 'returns', { ...body, no }) }
  }
  return [
    does(likely(8, 'accepted'), 'give address', { type: 'address', contactId: `contact ${no}` }),
    does(likely(2, 'addressed', 'sent'), 'sign for return', { type: 'sign' }),
    does(likely(3, 'back', 'sent', 'addressed'), 'refund return', { type: 'refund' }),
    does(likely(2, 'back', 'accepted'), 'object to return', objection),
    does(mends ? likely(3, 'back') : 0.02, 'promise to mend', { type: 'promise', days }),
    does(mending, 'mend', { type: 'mend', ...way }),
    does(mending / 3, 'mend in person', { type: 'mend_in_person' }),
  ]
}

function deciding({ no, refundFen }: GivenBack, random: Random): object {
  const decision = random.pick(['go_on', 'refund', 'deny'])
  const amount = random.pick([null, refundFen, refundFen / 2n, 0n, refundFen + 1n])
  const reason = random.chance(0.9) ? '照片看得清' : ' '
  return { type: 'decide', no, decision, refundFen: amount, reason }
}

function journey({ seen, random }: Look): object {
  return {
    parcelId: newId('pcl', seen.shop.shopId, random),
    carrierId: random.pick(carriers),
    trackingNo: `R${random.int(1, 1_000_000_000)}`,
  }
}
