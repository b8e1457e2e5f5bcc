import type { Random } from '../simulate/random.ts'

/** As much of JSON Schema as the contract uses. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly additionalProperties?: boolean | Schema
}

/** Where values for fields come from: what the house itself has said before. */
export interface Memory {
  /** Something that has been seen under this name, or null. */
  text(name: string, random: Random): string | null
  number(name: string, random: Random): number | null
}

/** What a field asks for, and where the house says it. */
const toldAs: Readonly<Record<string, string>> = { expectedTotalFen: 'totalFen', quantity: 'one' }

const depthMax = 8

interface Place {
  readonly name: string
  readonly depth: number
}

/** Makes values that a schema allows, mostly with the house's own ids in them. */
export class Shapes {
  private readonly named: Readonly<Record<string, Schema>>
  private readonly memory: Memory

  constructor(named: Readonly<Record<string, Schema>>, memory: Memory) {
    this.named = named
    this.memory = memory
  }

  resolve(schema: Schema): Schema {
    const name = schema.$ref?.split('/').at(-1)
    return name === undefined ? schema : (this.named[name] ?? {})
  }

  /** A value of this shape, for the field of that name, so deep inside of the whole. */
  value(given: Schema, random: Random, at: Place = { name: '', depth: 0 }): unknown {
    const schema = this.resolve(given)
    const { name, depth } = at
    const inside = { name, depth: depth + 1 }
    if (schema.const !== undefined) return schema.const
    if (schema.enum) return random.pick(schema.enum)
    const choice = schema.anyOf ?? schema.oneOf
    if (choice) return this.value(random.pick(choice), random, inside)
    if (schema.allOf)
      return Object.assign({}, ...schema.allOf.map((part) => this.value(part, random, inside)))
    const types = [schema.type ?? 'object'].flat()
    switch (random.pick(types)) {
      case 'string':
        return this.text(schema, random, name)
      case 'integer':
      case 'number':
        return this.amount(schema, random, name)
      case 'boolean':
        return random.chance(0.5)
      case 'null':
        return null
      case 'array':
        return this.list(schema, random, at)
      default:
        return this.object(schema, random, depth)
    }
  }

  private amount(schema: Schema, random: Random, name: string): number {
    const known = this.memory.number(toldAs[name] ?? name, random)
    return known !== null && random.chance(0.7) ? known : number(schema, random)
  }

  private list(schema: Schema, random: Random, { name, depth }: Place): unknown[] {
    const least = schema.minItems ?? 0
    const most = Math.max(least, Math.min(schema.maxItems ?? 3, 3))
    const count = depth > depthMax ? least : random.int(least, most)
    const singular = name.replace(/s$/, '')
    return Array.from({ length: count }, () =>
      this.value(schema.items ?? {}, random, { name: singular, depth: depth + 1 }),
    )
  }

  private object(schema: Schema, random: Random, depth: number): Record<string, unknown> {
    const result: Record<string, unknown> = {}
    for (const [name, part] of Object.entries(schema.properties ?? {})) {
      const needed = schema.required?.includes(name) ?? false
      if (needed || (depth <= depthMax && random.chance(0.6)))
        result[name] = this.value(part, random, { name, depth: depth + 1 })
    }
    return result
  }

  private text(schema: Schema, random: Random, name: string): string {
    const known = random.chance(0.85) ? this.memory.text(name, random) : null
    if (known !== null) return known
    const word = random.pick(wordsFor(schema, random, name))
    const least = schema.minLength ?? 0
    return word.padEnd(least, '保').slice(0, schema.maxLength ?? 10_000)
  }
}

function number(schema: Schema, random: Random): number {
  const least = schema.minimum ?? 0
  const most = schema.maximum ?? 1_000_000
  return random.pick([least, most, random.int(least, Math.min(most, least + 100_000))])
}

function wordsFor({ format, pattern }: Schema, random: Random, name: string): string[] {
  const day = `2026-0${random.int(1, 9)}-1${random.int(0, 9)}`
  if (format === 'date' || /(On|Day|day)$/.test(name)) return [day]
  if (format === 'date-time' || /At$/.test(name) || name === 'at') return [`${day}T08:00:00.000Z`]
  if (/phone/i.test(name)) return [`138${String(random.int(0, 99_999_999)).padStart(8, '0')}`]
  if (/secret/i.test(name)) return [random.bytes(32).toString('base64url')]
  if (pattern?.includes('0-9a-f')) return [random.bytes(32).toString('hex')]
  return [
    '好',
    '手工陶杯',
    'SD0000000001',
    `词${random.int(0, 9)}`,
    'https://example.com/x',
    '1',
    '',
  ]
}
