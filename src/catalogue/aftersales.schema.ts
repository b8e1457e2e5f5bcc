import { Type } from 'typebox'
import { current } from '../law/provision.ts'
import { absoluteExclusions, confirmedExclusions } from '../law/returnability.ts'
import { codes } from '../platform/http/schema.ts'
import { exclusionWords } from '../returns/return-words.ts'
import type { Aftersales, ReturnExclusion } from './model.ts'
import { limits } from './rules.ts'

const sum = Type.Integer({ minimum: 0, maximum: Number(limits.priceFenMax) })

/** 售后约定 on the wire: what is promised beyond the law, and which exclusion is claimed. */
export const aftersalesSchema = Type.Object(
  {
    exclusion: Type.Union([codes(exclusionWords), Type.Null()], {
      description: '不适用无理由退货; `opened`, `activated` and `disclosed` need the buyer’s tick',
    }),
    exclusionCite: Type.Optional(
      Type.Union([Type.String({ maxLength: 200 }), Type.Null()], {
        readOnly: true,
        description: 'the article that it rests on; given, never taken',
      }),
    ),
    returnDays: Type.Union(
      [Type.Integer({ minimum: 1, maximum: limits.promisedDaysMax }), Type.Null()],
      { description: 'no-reason days promised; fewer than the law’s change nothing' },
    ),
    freightBySeller: Type.Boolean({ description: 'the seller pays the way back' }),
    warrantyMonths: Type.Integer({ minimum: 0, maximum: limits.promisedMonthsMax }),
    occasional: Type.Boolean({ description: 'an own used thing, sold now and then' }),
    freeFreight: Type.Union([
      Type.Object({ fromFen: sum, costFen: sum }, { additionalProperties: false }),
      Type.Null(),
    ]),
  },
  { additionalProperties: false, $id: 'Aftersales' },
)

/** As it leaves the house. */
export function aftersalesView({ freeFreight, ...rest }: Aftersales) {
  return {
    ...rest,
    exclusionCite: rest.exclusion === null ? null : citeOf(rest.exclusion),
    freeFreight: freeFreight && {
      fromFen: Number(freeFreight.fromFen),
      costFen: Number(freeFreight.costFen),
    },
  }
}

/** And as it comes in. */
export function toAftersales({
  freeFreight,
  exclusionCite: _,
  ...rest
}: WireAftersales): Aftersales {
  return {
    ...rest,
    freeFreight: freeFreight && {
      fromFen: BigInt(freeFreight.fromFen),
      costFen: BigInt(freeFreight.costFen),
    },
  }
}

export type WireAftersales = Omit<ReturnType<typeof aftersalesView>, 'exclusionCite'> & {
  readonly exclusionCite?: string | null
}

/** By which article may such goods be excluded? */
function citeOf(exclusion: ReturnExclusion): string {
  const absolute = current(absoluteExclusions).value
  const confirmed = current(confirmedExclusions).value
  const cites: Readonly<Record<ReturnExclusion, string>> = {
    custom_made: absolute.CUSTOM_MADE,
    fresh_perishable: absolute.FRESH_PERISHABLE,
    digital_opened: absolute.DIGITAL_OPENED,
    periodical: absolute.NEWSPAPER_PERIODICAL,
    ...confirmed,
  }
  return cites[exclusion]
}
