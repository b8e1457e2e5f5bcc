import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What the house counts of itself. Served at `/metrics`; no personal data, no ids. */
export class Metrics {
  readonly registry = new Registry()
  private readonly batchSize = this.histogram(
    'batch_commands',
    'Commands in one transaction',
    [1, 2, 4, 8, 16, 32, 64, 128, 256],
  )
  private readonly batchMs = this.histogram(
    'batch_ms',
    'Milliseconds of one transaction',
    [1, 2, 5, 10, 20, 50, 100, 500, 1000, 5000],
  )
  private readonly counts = new Map<string, Counter>()

  constructor(withProcess = true) {
    if (withProcess) collectDefaultMetrics({ register: this.registry, prefix: 'baozheng_' })
  }

  batch(commands: number, ms: number): void {
    this.batchSize.observe(commands)
    this.batchMs.observe(ms)
  }

  overloaded(): void {
    this.count('overloaded_total', 'Commands turned away because too many were waiting')
  }

  exhausted(): void {
    this.count('exhausted_total', 'Commands turned away because the database has no room')
  }

  retried(): void {
    this.count('retried_total', 'Transactions tried again')
  }

  poisoned(domain: string, type: string): void {
    this.count('poisoned_total', 'Commands that failed alone', { command: `${domain}.${type}` })
  }

  answered(code: string): void {
    this.count('answered_total', 'Commands answered, by refusal code or ok', { code })
  }

  dispatched(kind: string, outcome: string): void {
    this.count('dispatched_total', 'Instructions to the provider', { kind, outcome })
  }

  /** A number that is read when somebody asks. */
  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name: `baozheng_${name}`,
      help,
      registers: [this.registry],
      collect() {
        this.set(read())
      },
    })
  }

  private histogram(name: string, help: string, buckets: number[]): Histogram {
    return new Histogram({ name: `baozheng_${name}`, help, buckets, registers: [this.registry] })
  }

  private count(name: string, help: string, labels: Record<string, string> = {}): void {
    let counter = this.counts.get(name)
    if (!counter) {
      const labelNames = Object.keys(labels)
      counter = new Counter({
        name: `baozheng_${name}`,
        help,
        labelNames,
        registers: [this.registry],
      })
      this.counts.set(name, counter)
    }
    counter.inc(labels)
  }
}
