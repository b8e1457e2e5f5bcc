import { evidence } from './evidence.ts'
import { law } from './law.ts'
import { trade } from './trade.ts'
import { web } from './web.ts'

/** `npm run -s bench -- trade --json`: one question a name; the answers stand in README.md. */
const benches: Record<string, (args: string[]) => Promise<void>> = { evidence, law, trade, web }

const [name = '', ...args] = process.argv.slice(2)
const bench = benches[name]
if (!bench) {
  console.error(`bench: ${Object.keys(benches).join(' | ')} [--json]`)
  process.exit(64)
}
await bench(args)
