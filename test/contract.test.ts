import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { contractFiles } from '../scripts/contract.ts'

describe('the contract', () => {
  it('in sdk/ is what the server’s own schemas say; else run `npm run contract`', async () => {
    for (const [file, text] of await contractFiles()) {
      const path = fileURLToPath(new URL(`../${file}`, import.meta.url))
      assert.ok(readFileSync(path, 'utf8') === text, `${file} is out of date`)
    }
  })
})
