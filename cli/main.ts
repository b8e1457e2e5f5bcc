import { backup } from './backup.ts'
import { distribute } from './distribute.ts'
import { doctor } from './doctor.ts'
import { fsck } from './fsck.ts'
import { law } from './law.ts'
import { ledger } from './ledger.ts'
import { log } from './log.ts'
import { inPlainWords } from './plain-words.ts'
import { restore } from './restore.ts'
import { roles } from './roles.ts'
import { secrets } from './secrets.ts'
import { verify } from './verify.ts'
import { witness } from './witness.ts'

/** `npm run -s baozheng -- COMMAND …`: one file a command. */
const commands: Record<string, { run(args: string[]): Promise<number>; what: string }> = {
  backup: { run: backup, what: '备份 everything of one moment, while it runs: DIR [--with-keys]' },
  distribute: { run: distribute, what: '分片 on Citus: spreads the tables: [--print]' },
  doctor: { run: doctor, what: '体检 what is not in order with this site, in plain words' },
  fsck: { run: fsck, what: '核对日志 makes the log again from its entries: [--log-only] [--json]' },
  law: { run: law, what: '法律问答 legal questions: decide, applies, cite, diff, stale, status' },
  ledger: { run: ledger, what: '核对账本 checks the ledger: verify [--shop ID]' },
  log: { run: log, what: '日志 a log as files, or watched: export --size N DIR, watch URL' },
  restore: { run: restore, what: '恢复 into an empty database and folder; never a fork: DIR' },
  roles: { run: roles, what: '角色 grants and revokes: grant PHONE ROLE, revoke PHONE ROLE' },
  secrets: { run: secrets, what: '密钥 makes the keys of a production site: make FILE' },
  verify: { run: verify, what: '验证 checks a receipt or a proof: FILE [--policy FILE]' },
  witness: { run: witness, what: '见证 witnesses logs: key NAME FILE, or --key --policy --data' },
}

const [name = '', ...args] = process.argv.slice(2)
const command = commands[name]
if (command) {
  process.exitCode = await command.run(args).catch((error: Error) => {
    console.error(inPlainWords(error))
    return 1
  })
} else {
  const lines = Object.entries(commands).map(([word, { what }]) => `  ${word.padEnd(9)}${what}`)
  console.error(`用法 usage: npm run -s baozheng -- COMMAND …\n\n${lines.join('\n')}`)
  process.exitCode = name === '' || name === 'help' ? 0 : 64
}
