import { type Static, type TSchema, Type } from 'typebox'
import { problemSchema } from '../platform/http/door.ts'
import type { LegalAnswer } from './answer.ts'
import type { Applicability } from './applicability.rules.ts'
import { type Category, categories } from './categories.ts'
import type { Change, DryRun } from './changes.ts'
import type { CitationCheck } from './citation.rules.ts'
import type { LegalStatus } from './status.ts'

/** 约定. The shapes of legal questions and answers as the contract writes them. */

const zhEn = Type.Object({ zh: Type.String(), en: Type.String() })
const texts = listOf(Type.String())

/** A list that nobody changes on its way out. */
function listOf<Schema extends TSchema>(schema: Schema) {
  return Type.Unsafe<readonly Static<Schema>[]>(Type.Array(schema))
}

function oneOf<Code extends string>(codes: readonly Code[]) {
  return Type.Unsafe<Code>(Type.String({ enum: [...codes] }))
}

function orNull<Schema extends ReturnType<typeof Type.String>>(schema: Schema) {
  return Type.Union([schema, Type.Null()])
}

/** Names with any values: what they must be is for the category to say, not for the contract. */
export const factsSchema = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
  description: 'facts by their names, as GET /v1/law/categories lists them',
})

/** A refusal that names the fact it is about. */
export const legalProblemSchema = Type.Object(
  { ...problemSchema.properties, fact: Type.Optional(Type.String()) },
  { $id: 'LegalProblem', description: 'RFC 9457, with the fact that cannot be' },
)

export const decisionBody = Type.Object(
  {
    category: Type.String({ maxLength: 100, examples: [...categories] }),
    question: Type.Optional(Type.String({ maxLength: 16_384 })),
    facts: factsSchema,
  },
  { additionalProperties: false },
)

const certainty = oneOf<LegalAnswer['certainty']>([
  'settled',
  'interpretive',
  'disputed',
  'provisional',
])

export const answerSchema = Type.Object(
  {
    answer: Type.Unsafe<LegalAnswer['answer']>({ type: 'object', additionalProperties: true }),
    citations: texts,
    rules: listOf(
      Type.Object({
        title: Type.String(),
        from: Type.String(),
        cite: Type.String(),
        source: oneOf(['statute', 'site']),
      }),
    ),
    trace: listOf(
      Type.Object({ zh: Type.String(), en: Type.String(), cite: Type.Optional(Type.String()) }),
    ),
    certainty,
    missing: texts,
    ignored: Type.Optional(texts),
  },
  { $id: 'LegalAnswer' },
)

const status = oneOf<LegalStatus['status']>(['law', 'not_law', 'duties_only', 'site_rule'])

export const statusListSchema = Type.Object({
  on: Type.String(),
  topics: listOf(
    Type.Object({
      topic: zhEn,
      status,
      since: Type.Optional(Type.String()),
      cites: texts,
      note: zhEn,
      checkedOn: Type.String(),
    }),
  ),
})

export const applicabilitySchema = Type.Object({
  on: Type.String(),
  provisions: listOf(
    Type.Object({
      cite: Type.String(),
      about: zhEn,
      applies: oneOf<Applicability['applies']>(['applies', 'does_not', 'unclear', 'by_reference']),
      zh: Type.String(),
      en: Type.String(),
    }),
  ),
})

const citationStatus = oneOf<CitationCheck['status']>([
  'in_force',
  'repealed',
  'not_yet',
  'no_such_article',
  'moved',
  'unknown',
])

export const citationSchema = Type.Object({
  on: Type.String(),
  citation: Type.String(),
  status: citationStatus,
  title: orNull(Type.String()),
  article: Type.Union([Type.Integer(), Type.Null()]),
  successor: orNull(Type.String()),
  zh: Type.String(),
  en: Type.String(),
})

const side = Type.Union([Type.Object({ value: Type.String(), cite: Type.String() }), Type.Null()])

export const changesSchema = Type.Object({
  from: Type.String(),
  to: Type.String(),
  changes: listOf(
    Type.Object({
      id: Type.String(),
      title: zhEn,
      change: oneOf<Change['change']>(['begins', 'ends', 'replaced']),
      effectiveOn: orNull(Type.String()),
      before: side,
      after: side,
    }),
  ),
})

const factShape = Type.Object({ fact: Type.String(), name: zhEn, kinds: texts })

export const categoriesSchema = Type.Object({
  categories: listOf(
    Type.Object({
      category: oneOf<Category>(categories),
      name: zhEn,
      questions: listOf(Type.Object({ zh: Type.String(), en: Type.String(), facts: texts })),
      facts: listOf(factShape),
    }),
  ),
  applicability: Type.Object({ facts: listOf(factShape) }),
})

const paragraphs = Type.Object({
  from: Type.String(),
  to: Type.Optional(Type.String()),
  words: texts,
})

export const articlesSchema = Type.Object({
  on: Type.String(),
  articles: listOf(
    Type.Object({
      citation: Type.String(),
      status: citationStatus,
      successor: orNull(Type.String()),
      official: listOf(paragraphs),
      summary: Type.Union([zhEn, Type.Null()]),
    }),
  ),
})

export const staleSchema = Type.Object({
  on: Type.String(),
  days: Type.Integer(),
  values: listOf(
    Type.Object({
      id: Type.String(),
      title: zhEn,
      checkedOn: Type.String(),
      days: Type.Integer(),
    }),
  ),
})

/** Cases as they were once asked; what is wrong with one shows in its own answer. */
export const dryRunBody = Type.Object(
  {
    from: Type.String({ maxLength: 10 }),
    to: Type.String({ maxLength: 10 }),
    cases: Type.Array(
      Type.Object(
        {
          id: Type.String({ maxLength: 100 }),
          category: Type.String({ maxLength: 100 }),
          question: Type.Optional(Type.String({ maxLength: 2_000 })),
          facts: factsSchema,
        },
        { additionalProperties: true },
      ),
      { minItems: 1, maxItems: 500 },
    ),
  },
  { additionalProperties: false },
)

const oneSide = Type.Unsafe<DryRun['before']>({ type: 'object', additionalProperties: true })

export const dryRunSchema = Type.Object({
  from: Type.String(),
  to: Type.String(),
  asked: Type.Integer(),
  changed: listOf(Type.Object({ id: Type.String(), before: oneSide, after: oneSide })),
})
