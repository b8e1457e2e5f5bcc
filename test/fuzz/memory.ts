import type { Random } from '../simulate/random.ts'
import type { Memory } from './shapes.ts'

const keptOfEach = 40
const lengthMax = 200

/** What the house has said, by the name of the field: ids above all. Bounded. */
export class Heard implements Memory {
  private readonly values = new Map<string, string[]>()

  /** Keeps every short text of an answer under the name of its field. */
  listen(answer: unknown, name = ''): void {
    if (typeof answer === 'string') {
      if (answer !== '' && answer.length <= lengthMax && name !== '') this.keep(name, answer)
    } else if (Array.isArray(answer)) {
      for (const part of answer.slice(0, 20)) this.listen(part, name.replace(/s$/, ''))
    } else if (typeof answer === 'object' && answer !== null) {
      for (const [key, part] of Object.entries(answer)) this.listen(part, key)
    }
  }

  recall(name: string, random: Random): string | null {
    const values = this.values.get(name)
    return values ? random.pick(values) : null
  }

  private keep(name: string, value: string): void {
    const values = this.values.get(name) ?? []
    if (values.includes(value)) return
    values.push(value)
    if (values.length > keptOfEach) values.shift()
    this.values.set(name, values)
  }
}
