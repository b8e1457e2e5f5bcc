import { join } from 'node:path'
import type { Config } from '../src/platform/config.ts'
import { openDatabase } from '../src/platform/db/embedded.ts'

/** Runs something on the site's database: the one that is named, or the private one. */
export async function withDatabase<Result>(
  { databaseUrl, folder }: Pick<Config, 'databaseUrl' | 'folder'>,
  act: (url: string) => Promise<Result>,
): Promise<Result> {
  if (databaseUrl) return act(databaseUrl)
  // Joins the server that is running, or starts it for as long as this takes.
  const database = await openDatabase({ folder: join(folder, 'postgres') })
  try {
    return await act(database.url)
  } finally {
    await database.stop()
  }
}
