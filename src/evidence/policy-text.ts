import { formatVkey, type Vkey } from './note.ts'
import type { Policy } from './policy.ts'

/** The policy of a site as a file: its log first, then the witnesses as it was told of them. */
export function policyText(log: Vkey, policy: Policy | null): string {
  const lines = [`log ${formatVkey(log)}`]
  for (const { name, vkey, url } of policy?.witnesses ?? [])
    lines.push(['witness', name, formatVkey(vkey), ...(url === null ? [] : [url])].join(' '))
  for (const { name, least, members } of policy?.groups ?? [])
    lines.push(`group ${name} ${least} ${members.join(' ')}`)
  lines.push(`quorum ${policy?.quorum ?? 'none'}`)
  return `${lines.join('\n')}\n`
}
