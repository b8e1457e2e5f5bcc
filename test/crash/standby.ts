import { once } from 'node:events'
import { flushCompileCache } from 'node:module'

/**
 * A server that has read its program and waits for a word on its input; from then on it is the
 * server as people start it. Reading is half of a start and the same each time: so whoever kills
 * many need not wait for it.
 */
await Promise.all([
  import('../../src/app.ts'),
  import('../../src/pages.ts'),
  import('../../src/catalogue/photos.routes.ts'),
  import('../../src/platform/production.ts'),
  import('../../sandbox/house.ts'),
  import('../../sandbox/seed.ts'),
  import('../../sandbox/welcome.ts'),
  import('../../scripts/web.ts'),
])
// Whoever is killed does not write what was compiled at its end.
flushCompileCache()
await once(process.stdin, 'data')
process.stdin.destroy()
await import('../../src/main.ts')
