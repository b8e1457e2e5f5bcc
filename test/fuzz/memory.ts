import type { Random } from '../simulate/random.ts'
import type { Memory } from './shapes.ts'

const keptOfEach = 40
const lengthMax = 200

/** What the house has said, by the name of the field: ids above all. Bounded. */
export class Heard implements Memory {
  private readonly values = new Map<string, (string | number)[]>()

  /** Keeps every short text and number of an answer under the name of its field. */
  listen(answer: unknown, name = ''): void {
    if (typeof answer === 'string') {
      if (answer !== '' && answer.length <= lengthMax && name !== '') this.keep(name, answer)
    } else if (typeof answer === 'number') {
      this.keep(name, answer)
    } else if (Array.isArray(answer)) {
      for (const part of answer.slice(0, 20)) this.listen(part, name.replace(/s$/, ''))
    } else if (typeof answer === 'object' && answer !== null) {
      for (const [key, part] of Object.entries(answer)) this.listen(part, key)
    }
  }

  text(name: string, random: Random): string | null {
    const known = (this.values.get(name) ?? []).filter((value) => typeof value === 'string')
    return known.length > 0 ? random.pick(known) : null
  }

  number(name: string, random: Random): number | null {
    const known = (this.values.get(name) ?? []).filter((value) => typeof value === 'number')
    return known.length > 0 ? random.pick(known) : null
  }

  private keep(name: string, value: string | number): void {
    const values = this.values.get(name) ?? []
    if (values.includes(value)) return
    values.push(value)
    if (values.length > keptOfEach) values.shift()
    this.values.set(name, values)
  }
}
