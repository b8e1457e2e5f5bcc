import AjvCompiler from '@fastify/ajv-compiler'
import SerializerSelector from '@fastify/fast-json-stringify-compiler'
import { isAskedDay, readMoment } from '../../kernel/time.ts'

type BuildValidator = ReturnType<typeof AjvCompiler>
type BuildSerializer = ReturnType<typeof SerializerSelector>
type Options = Parameters<BuildValidator>[1]
type OnCreate = NonNullable<NonNullable<Options>['onCreate']>
type Validate = ((data: unknown) => unknown) & { errors?: unknown }

/**
 * Addresses and headers are made of text, so there `7` may stand for a number. A body is JSON and
 * says itself what is a number: there nothing is guessed, and no text becomes money.
 */
export const buildValidator: BuildValidator = (shared) => {
  const compile = AjvCompiler()
  const common = { removeAdditional: false, allErrors: false } as const
  // `1e999` becomes a number without end only when it is read, and then strict numbers would let it
  // through past its bounds. Every number of an address has them (test/contract.test.ts).
  const text = compile(shared, {
    customOptions: { ...common, coerceTypes: 'array', strictNumbers: false },
    onCreate,
  })
  const json = compile(shared, { customOptions: { ...common, coerceTypes: false }, onCreate })
  return (route) => {
    const ofPart = (route as { httpPart?: string }).httpPart === 'body' ? json : text
    return lazily(() => ofPart(route) as Validate) as ReturnType<typeof ofPart>
  }
}

/**
 * A leap second is a moment to the standard and none to a computer, and the year 0000 is none to a
 * database: what passes here can be counted with.
 */
const onCreate: OnCreate = (ajv) => {
  const written = ajv.formats['date-time'] as { validate: (text: string) => boolean }
  const isMoment = (text: string) => written.validate(text) && readMoment(text) !== null
  ajv.addFormat('date-time', isMoment)
  ajv.addFormat('date', isAskedDay)
}

/** Answers are written from their schema, so that nothing leaves which it does not name. */
export const buildSerializer: BuildSerializer = (shared, options) => {
  const build = SerializerSelector()(shared, options)
  return (route) => lazily(() => build(route))
}

/**
 * The same function, made when it is first called: a start that compiled what nobody may ask for
 * took half as long again, and after a crash people wait for it.
 */
function lazily<F extends Validate | ((data: unknown) => string)>(make: () => F): F {
  let made: F | undefined
  const call: Validate = (data) => {
    made ??= make()
    const result = made(data)
    call.errors = (made as Validate).errors
    return result
  }
  return call as F
}
