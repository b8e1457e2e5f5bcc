import { parseArgs } from 'node:util'

/** A number, a list of numbers, or a switch, each with what it is when nobody turns it. */
type Knob = number | readonly number[] | boolean
type Turned<Knobs extends Record<string, Knob>> = {
  [Name in keyof Knobs]: Knobs[Name] extends boolean
    ? boolean
    : Knobs[Name] extends number
      ? number
      : readonly number[]
}

/**
 * What does the command line ask of a long run? Whole numbers from 1 on (a seed: from 0), lists of
 * them after commas, and switches. A run that was asked for something else must not end with "nothing was lost": it
 * says what it takes, and the process ends with 64.
 */
export function knobs<const Knobs extends Record<string, Knob>>(
  run: string,
  known: Knobs,
  args: readonly string[] = process.argv.slice(2),
): Turned<Knobs> {
  const turned = read(known, args)
  if (typeof turned !== 'string') return turned as Turned<Knobs>
  console.error(`${run}: ${turned}\nusage: npm run ${run} --${usage(known)}`)
  return process.exit(64)
}

/** The knobs as they were turned; a sentence when that cannot be. */
export function read(
  known: Record<string, Knob>,
  args: readonly string[],
): Record<string, Knob> | string {
  const options = Object.fromEntries(
    Object.entries(known).map(([name, knob]) => [
      name,
      { type: typeof knob === 'boolean' ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  const turned: Record<string, Knob> = { ...known }
  try {
    const { values } = parseArgs({ args: [...args], options })
    for (const [name, value] of Object.entries(values)) {
      if (typeof value === 'boolean') turned[name] = value
      else if (value !== undefined) {
        const least = name === 'seed' ? 0 : 1
        const numbers = value.split(',').map((text) => whole(text, least))
        const one = typeof known[name] === 'number'
        if (numbers.includes(null) || (one && numbers.length > 1))
          return `--${name} is ${one ? 'a whole number' : 'a list of whole numbers'} from ${least} on`
        turned[name] = one ? (numbers[0] ?? 0) : (numbers as number[])
      }
    }
    return turned
  } catch (error) {
    return (error as Error).message
  }
}

function whole(text: string, least: number): number | null {
  return /^\d{1,15}$/.test(text) && Number(text) >= least ? Number(text) : null
}

function usage(known: Record<string, Knob>): string {
  return Object.entries(known)
    .map(([name, knob]) => {
      if (typeof knob === 'boolean') return ` [--${name}]`
      return typeof knob === 'number' ? ` [--${name} ${knob || 'N'}]` : ` [--${name} N,N,…]`
    })
    .join('')
}
