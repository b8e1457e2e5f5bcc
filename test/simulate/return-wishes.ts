import { carriers, newId } from './cast.ts'
import type { By, Look, Weighted } from './look.ts'
import { type GivenBack, isOpen } from './model/giving-back.ts'
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
  const first = { weight: delivered ? 2.5 : 0.1, value: ask }
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
    remedy: random.chance(0.7) ? 'refund' : random.pick(['exchange', 'repair']),
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

function aboutOne(
  look: Look,
  one: GivenBack,
  by: { buyer: By; seller: By; desk: By },
): readonly Weighted[] {
  const { random } = look
  const { no } = one
  const is = (...stages: string[]) => stages.includes(one.stage)
  const likely = (weight: number, ...stages: string[]) => (is(...stages) ? weight : weight / 60)
  const mends = one.remedy !== 'refund'
  const text = random.chance(0.9) ? '不是我的货' : ''
  const photos = random.chance(0.7) ? ['a'.repeat(64)] : []
  const objection = { type: 'object', no, kind: random.pick(kinds), text, photos }
  const remedy = random.pick(['refund', 'exchange', 'repair', 'mediation'])
  const way = journey(look)
  const days = random.pick([0, 1, 7, 30, 31])
  return [
    {
      weight: likely(1, 'accepted'),
      value: by.buyer('withdraw return', 'returns', { type: 'withdraw', no }),
    },
    {
      weight: likely(8, 'accepted'),
      value: by.seller('give address', 'returns', {
        type: 'address',
        no,
        contactId: `contact ${no}`,
      }),
    },
    {
      weight: likely(8, 'addressed'),
      value: by.buyer('send back', 'returns', { type: 'send', no, ...way }),
    },
    {
      weight: likely(2, 'addressed', 'sent'),
      value: by.seller('sign for return', 'returns', { type: 'sign', no }),
    },
    {
      weight: likely(3, 'back', 'sent', 'addressed'),
      value: by.seller('refund return', 'returns', { type: 'refund', no }),
    },
    {
      weight: likely(2, 'back', 'accepted'),
      value: by.seller('object to return', 'returns', objection),
    },
    {
      weight: mends ? likely(3, 'back') : 0.02,
      value: by.seller('promise to mend', 'returns', { type: 'promise', no, days }),
    },
    {
      weight: mends ? likely(4, 'back', 'late') : likely(4, 'giving_back'),
      value: by.seller('mend', 'returns', { type: 'mend', no, ...way }),
    },
    {
      weight: likely(6, 'late'),
      value: by.buyer('choose anew', 'returns', { type: 'choose', no, remedy }),
    },
    {
      weight: likely(3, 'outbound'),
      value: by.buyer('receive again', 'returns', { type: 'receive', no }),
    },
    {
      weight: one.objection ? likely(2, 'reviewing') : 0.02,
      value: by.buyer('contest objection', 'returns', { type: 'contest', no }),
    },
    {
      weight: mends ? likely(1, 'back', 'late') : likely(3, 'giving_back'),
      value: by.seller('mend in person', 'returns', { type: 'mend_in_person', no }),
    },
    {
      weight: likely(5, 'reviewing'),
      value: by.desk('decide return', 'returns', deciding(one, random)),
    },
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
