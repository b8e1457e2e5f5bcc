import { randomBytes } from 'node:crypto'
import { openAuthPool } from '../src/identity/accounts.ts'
import { parsePhone } from '../src/identity/contact.ts'
import { createIdentity } from '../src/identity/identity.ts'
import { isRole, roles as known } from '../src/identity/model.ts'
import { systemClock } from '../src/platform/clock.ts'
import { readConfig } from '../src/platform/config.ts'
import { readPool } from '../src/platform/db/pool.ts'
import { withDatabase } from './database.ts'

const usage = `用法 usage: roles grant|revoke PHONE ${known.join('|')}\n       roles list PHONE`

/** 角色. Who may do more than buy and sell? Takes effect on running servers within seconds. */
export async function roles([verb, text = '', role = '']: string[]): Promise<number> {
  const phone = parsePhone(text)
  const change = verb === 'grant' || verb === 'revoke'
  if (phone === null || (verb !== 'list' && !(change && isRole(role)))) {
    console.error(usage)
    return 64
  }
  const config = readConfig(process.env)
  return withDatabase(config, async (url) => {
    const pool = readPool(url, 2)
    const authPool = openAuthPool(url, 1)
    const identity = createIdentity({
      pool,
      authPool,
      baseUrl: config.baseUrl,
      secrets: config.secrets,
      sms: { sendCode: async () => {}, sendWarning: async () => {} },
      now: () => systemClock.now(),
      randomBytes,
    })
    const personId = identity.personIdOf(phone)
    if (verb === 'grant' && isRole(role)) await identity.grantRole(personId, role)
    if (verb === 'revoke' && isRole(role)) await identity.revokeRole(personId, role)
    console.log((await identity.rolesOf(personId)).join(' ') || '—')
    await Promise.all([pool.end(), authPool.end()])
    return 0
  })
}
