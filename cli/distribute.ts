import { readConfig } from '../src/platform/config.ts'
import { bulkClient } from '../src/platform/db/bulk.ts'
import {
  distribute as bring,
  distributionPlan,
  isCitus,
  tableFacts,
} from '../src/platform/db/distribution.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { withDatabase } from './database.ts'

/** 分片. On Citus: spreads the tables over its machines; with --print only says what it would run. */
export async function distribute(args: string[], env = process.env): Promise<number> {
  const print = args[0] === '--print'
  if (args.length > (print ? 1 : 0)) {
    console.error('用法 usage: distribute [--print]')
    return 2
  }
  return withDatabase(readConfig(env), async (databaseUrl) => {
    await migrate(databaseUrl)
    const client = await bulkClient(databaseUrl)
    try {
      if (print) {
        const plan = distributionPlan(await tableFacts(client))
        console.log(plan.map((statement) => `${statement};`).join('\n'))
        return 0
      }
      if (!(await isCitus(client))) {
        console.error('这不是 Citus,无需分片。 This is not Citus: there is nothing to distribute.')
        return 1
      }
      const plan = await bring(client)
      console.log(`已执行 ran ${plan.length} statements; doctor shows how the tables lie`)
      return 0
    } finally {
      await client.end()
    }
  })
}
