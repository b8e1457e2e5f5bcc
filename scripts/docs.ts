import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * `npm run docs`: writes all that is written from the code in one go: the contract, the codes of
 * refusal, the glossary, the reference of the law. The tests compare each with the code.
 */
for (const script of [
  './contract.ts',
  './refusals.ts',
  './glossary.ts',
  './law-reference.ts',
  './authorisation.ts',
]) {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const { status } = spawnSync(process.execPath, [path], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
