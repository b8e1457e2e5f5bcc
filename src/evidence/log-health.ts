import type { Tx } from '../platform/db/pool.ts'
import type { Metrics } from '../platform/metrics.ts'
import { latestCheckpoint } from './checkpoints.store.ts'
import { waitingCount } from './log.store.ts'
import type { Log } from './log.ts'
import type { Readers } from './readers.ts'

/** How is the log? The same whichever server is asked, but for `halted`. */
export interface LogHealth {
  readonly size: number
  /** Null before the first checkpoint. */
  readonly checkpointAgeSeconds: number | null
  /** Entries that have been committed and have no index yet. */
  readonly waiting: number
  /** Why this server signs nothing more until somebody has looked; null while all is well. */
  readonly halted: string | null
}

export async function logHealth(
  { sequencer }: Pick<Log, 'sequencer'>,
  reads: Tx,
  now: number,
): Promise<LogHealth> {
  const [latest, waiting] = await Promise.all([latestCheckpoint(reads), waitingCount(reads)])
  const { halted } = sequencer
  if (latest === null) return { size: 0, checkpointAgeSeconds: null, waiting, halted }
  const checkpointAgeSeconds = Math.max(0, (now - latest.publishedAt) / 1_000)
  return { size: latest.size, checkpointAgeSeconds, waiting, halted }
}

/** What an alarm can be set on. */
export function gaugeLog(
  metrics: Metrics,
  { log, bus, wall }: { log: Log; bus: Readers; wall: () => number },
): void {
  const since = wall()
  const { sequencer, witnesses } = log
  metrics.gauge(
    'log_checkpoint_age_seconds',
    'Since this server published a checkpoint, or since its start',
    () => (wall() - (sequencer.publishedAt ?? since)) / 1_000,
  )
  metrics.gauge(
    'log_size',
    'Entries under the newest checkpoint of this server',
    () => sequencer.size,
  )
  metrics.gauge('log_leads', '1 on the server that writes the log', () => Number(sequencer.leads))
  metrics.gauge('log_halted', '1 when nothing is signed until somebody has looked', () =>
    Number(sequencer.halted !== null),
  )
  metrics.gauge(
    'log_parked_total',
    'Entries a reader could not digest, since the start',
    () => bus.parked,
  )
  metrics.gauge(
    'log_witnesses_silent',
    'Witnesses that did not sign when last asked',
    () => witnesses.standing.filter(({ answers }) => !answers).length,
  )
}
