import { writeFileSync } from 'node:fs'
import { authorisationPage } from '../test/authorisation/page.ts'

/** Writes `docs/reference/authorisation.md`: which role may use which route. */
writeFileSync(new URL('../docs/reference/authorisation.md', import.meta.url), authorisationPage())
