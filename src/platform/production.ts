import { existsSync, readFileSync } from 'node:fs'
import pg from 'pg'
import { Unfit } from './config.ts'
import { over } from './db/pool.ts'
import { faultOf, type Resolve } from './outside.ts'
import { readSetting } from './settings.ts'

/**
 * What is missing before real people's money may depend on this server? Throws `Unfit`, which names
 * everything at once and says what to set.
 */
export async function checkProduction(env: NodeJS.ProcessEnv, find?: Resolve): Promise<void> {
  const problems = [
    ...missingIn(env),
    ...(await insideIn(env, find)),
    ...(await demoIn(env.DATABASE_URL)),
  ]
  if (problems.length > 0)
    throw new Unfit(`生产环境还不能启动 · not fit for production:\n- ${problems.join('\n- ')}`)
}

function missingIn(env: NodeJS.ProcessEnv): string[] {
  const problems: string[] = []
  const provider = env.BAOZHENG_PROVIDER ?? 'sandbox'
  if (provider === 'sandbox')
    problems.push(
      'BAOZHENG_PROVIDER: the sandbox provider moves no real money; name a licensed one ' +
        '（沙箱通道不动真钱，请设置持牌支付机构）',
    )
  else
    problems.push(
      `BAOZHENG_PROVIDER=${provider}: this version has no adapter for it ` +
        '（本版本尚无该支付机构的适配器）',
    )
  if (!env.BAOZHENG_URL?.startsWith('https://'))
    problems.push('BAOZHENG_URL: the public address, beginning with https:// (公开网址须为 https)')
  if (!env.DATABASE_URL) problems.push('DATABASE_URL: the database of this site（请指定数据库）')
  if (!env.BAOZHENG_SECRETS_FILE)
    problems.push(
      'BAOZHENG_SECRETS_FILE: keys of your own; make them with ' +
        '`npm run -s baozheng -- secrets make FILE` (请生成并指定密钥文件)',
    )
  else if (!existsSync(env.BAOZHENG_SECRETS_FILE))
    problems.push(`BAOZHENG_SECRETS_FILE: there is no file ${env.BAOZHENG_SECRETS_FILE}`)
  if (!namesWitnesses(env.BAOZHENG_WITNESS_POLICY))
    problems.push(
      'BAOZHENG_WITNESS_POLICY: a file that names at least one outside witness of the log, or ' +
        'the word "none", which every proof then shows ' +
        '（请指定至少一个外部见证人的策略文件；确实没有见证人则明写 none，每份证明都会注明）',
    )
  if (!env.BAOZHENG_SMS_URL)
    problems.push('BAOZHENG_SMS_URL: who sends sign-in codes to telephones（请设置短信发送服务）')
  return problems
}

/** Whom money, codes and the time come from must be outside: never a neighbour of this server. */
const outsiders = ['BAOZHENG_PROVIDER_URL', 'BAOZHENG_SMS_URL', 'BAOZHENG_TSA_URL']

async function insideIn(env: NodeJS.ProcessEnv, find?: Resolve): Promise<string[]> {
  const asked = outsiders.map(async (name) => {
    const fault = env[name] ? await faultOf(env[name], find) : null
    return fault === null ? [] : [`${name} ${fault}`]
  })
  return (await Promise.all(asked)).flat()
}

/** A policy of witnesses that somebody must have signed by; or the word that there are none. */
function namesWitnesses(said: string | undefined): boolean {
  if (said === undefined || said === '') return false
  if (said === 'none') return true
  if (!existsSync(said)) return false
  const text = readFileSync(said, 'utf8')
  return /^[ \t]*witness[ \t]/m.test(text) && !/^[ \t]*quorum[ \t]+none[ \t]*$/m.test(text)
}

/** The people of the demonstration have numbers that anybody may sign in with. */
async function demoIn(databaseUrl: string | undefined): Promise<string[]> {
  if (!databaseUrl) return []
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    const demo = await readSetting(over(client), 'demo')
    return demo === null
      ? []
      : ['DATABASE_URL: this database holds the demonstration; use a new one（请使用新数据库）']
  } catch (error) {
    // A database that has never been migrated has no settings yet, and no demonstration.
    if (error instanceof Error && 'code' in error && error.code === '42P01') return []
    return [`DATABASE_URL: ${error instanceof Error ? error.message : 'no answer'}`]
  } finally {
    await client.end().catch(() => {})
  }
}
