import { createHash } from 'node:crypto'

/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Random {
  private state: number

  constructor(seed: number | string) {
    this.state = createHash('sha256').update(`random ${seed}`).digest().readUInt32LE(0)
  }

  /** A number in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }

  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(list: readonly T[]): T {
    const one = list[this.int(0, list.length - 1)]
    if (one === undefined) throw new Error('nothing to pick from')
    return one
  }

  /**
   * One of these by their names: the same one is picked when others are added or left out, so that
   * a story can be told again without some of its steps.
   */
  pickNamed<T>(list: readonly T[], nameOf: (one: T) => string): T | null {
    const salt = this.int(0, 2 ** 31)
    let best: { one: T; rank: number } | null = null
    for (const one of list) {
      const rank = rankOf(nameOf(one), salt)
      if (best === null || rank > best.rank) best = { one, rank }
    }
    return best?.one ?? null
  }

  /** Some of them, at least one, in their order. */
  some<T>(list: readonly T[]): T[] {
    const sure = this.int(0, list.length - 1)
    return list.filter((_, place) => place === sure || this.chance(0.5))
  }

  /** One of these, each as likely as its weight. */
  weighted<T>(list: readonly { weight: number; value: T }[]): T {
    let left = this.next() * list.reduce((sum, { weight }) => sum + weight, 0)
    for (const { weight, value } of list) {
      left -= weight
      if (left < 0 && weight > 0) return value
    }
    throw new Error('nothing has any weight')
  }

  bytes(count: number): Buffer {
    return Buffer.from(Array.from({ length: count }, () => this.int(0, 255)))
  }
}

/** A number in [0, 1) drawn for a name: the same in whatever order the names come. */
export function drawFor(seed: number | string, name: string): number {
  return createHash('sha256').update(`${seed} ${name}`).digest().readUInt32LE(0) / 0x1_0000_0000
}

function rankOf(name: string, salt: number): number {
  let mixed = salt | 0
  for (let at = 0; at < name.length; at++)
    mixed = Math.imul(mixed ^ name.charCodeAt(at), 0x01000193)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
  return (mixed ^ (mixed >>> 13)) >>> 0
}
