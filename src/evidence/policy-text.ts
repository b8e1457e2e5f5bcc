import type { Log } from './log.ts'
import { formatVkey } from './note.ts'

/** The policy of this site as a file: its log first, then the witnesses as it was told of them. */
export function formatPolicy({ signer, policy }: Pick<Log, 'signer' | 'policy'>): string {
  const lines = [`log ${formatVkey(signer.vkey)}`]
  for (const { name, vkey, url } of policy?.witnesses ?? [])
    lines.push(['witness', name, formatVkey(vkey), ...(url === null ? [] : [url])].join(' '))
  for (const { name, least, members } of policy?.groups ?? [])
    lines.push(`group ${name} ${least} ${members.join(' ')}`)
  lines.push(`quorum ${policy?.quorum ?? 'none'}`)
  return `${lines.join('\n')}\n`
}
