import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo, Server as Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { postText } from '../platform/http/post.ts'
import { resolve } from '../platform/outside.ts'
import { checkpointText } from './checkpoint.ts'
import { cosignedBy } from './cosignature.ts'
import { entryHash } from './merkle.ts'
import { formatNote, keyTypes, makeSigner, parseNote, signedBy, signNote } from './note.ts'
import { isPolicyFault, type Policy, parsePolicy } from './policy.ts'
import { TestLog } from './test-log.ts'
import { type Answer, addCheckpointBody, askWitnesses } from './witness-client.ts'
import { witnessServer } from './witness-server.ts'
import { lockFolder, originHash } from './witness-state.ts'

const signer = makeSigner({
  name: 'witness.example/w1',
  type: keyTypes.cosignature,
  seed: Buffer.alloc(32, 9),
})
const post = (url: string, body: string, signal: AbortSignal) =>
  postText(url, body, { signal, reach: { resolve, allowLoopback: true } })

/** A witness on a free port, which can be stopped and started again on the same folder. */
class Place {
  folder = ''
  url = ''
  readonly alarms: string[] = []
  second = 1_765_432_100
  private server: Server | undefined
  private lock: Socket | undefined

  async open(logs: readonly TestLog[]): Promise<void> {
    this.folder ||= await mkdtemp(join(tmpdir(), 'witness-'))
    this.lock = await lockFolder(this.folder)
    const server = witnessServer({
      signer,
      logs: logs.map((log) => log.signer.vkey),
      folder: this.folder,
      now: () => this.second++,
      alarm: (why) => this.alarms.push(why),
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    this.server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections()
    await new Promise((done) => this.server?.close(done) ?? done(null))
    this.lock?.close()
  }

  async add(body: string): Promise<{ status: number; type: string; body: string }> {
    const answer = await fetch(`${this.url}/add-checkpoint`, { method: 'POST', body })
    const type = answer.headers.get('content-type') ?? ''
    return { status: answer.status, type, body: await answer.text() }
  }

  async status(body: string): Promise<number> {
    return (await this.add(body)).status
  }

  async grow(log: TestLog, old: number, size: number): Promise<number> {
    const proof = await log.consistency(old, size)
    return this.status(addCheckpointBody(old, proof, log.note(size)))
  }

  async shown(log: TestLog): Promise<{ status: number; body: string }> {
    const answer = await fetch(`${this.url}/${originHash(log.origin)}/checkpoint`)
    return { status: answer.status, body: await answer.text() }
  }
}

describe('a witness', () => {
  const place = new Place()
  let log: TestLog
  let next = 0
  /** Each test has a log of its own, known to the witness. */
  const logs = Array.from({ length: 12 }, (_, at) => new TestLog(`log.example/${at}`, at + 1))
  const fresh = (size: number) => {
    log = logs[next++] ?? assert.fail('more tests than logs')
    return log.growTo(size)
  }
  before(() => place.open(logs))
  after(async () => {
    await place.close()
    await rm(place.folder, { recursive: true })
  })

  it('200: signs what goes on, and shows it to whoever asks', async () => {
    fresh(300)
    assert.equal((await place.shown(log)).status, 404)
    const sizes = [0, 1, 7, 7, 256, 300]
    for (const [at, size] of sizes.entries()) {
      const old = sizes[at - 1] ?? 0
      const proof = await log.consistency(old, size)
      const answer = await place.add(addCheckpointBody(old, proof, log.note(size)))
      assert.equal(answer.status, 200, answer.body)
      const text = checkpointText({ origin: log.origin, size, root: log.rootAt(size) })
      const note = parseNote(Buffer.from(formatNote(text, [answer.body])))
      const second = place.second - 1
      assert.deepEqual(note && cosignedBy(note, [signer.vkey]), [{ vkey: signer.vkey, second }])
      const shown = parseNote(Buffer.from((await place.shown(log)).body))
      assert.equal(shown?.text, text)
      assert.deepEqual(shown && signedBy(shown, [log.signer.vkey]), [log.signer.vkey])
      assert.deepEqual(shown && cosignedBy(shown, [signer.vkey]), [{ vkey: signer.vkey, second }])
    }
  })

  it('400: what is no request, and an old size above the new one', async () => {
    fresh(8)
    const note = log.note()
    const wrong = [
      '',
      `old 0\n${note}`,
      `old 00\n\n${note}`,
      `old -1\n\n${note}`,
      `old 0 \n\n${note}`,
      `old  0\n\n${note}`,
      `new 0\n\n${note}`,
      `old 0\r\n\r\n${note}`,
      `old 0\n\n${note.replaceAll('\n', '\r\n')}`,
      `old 0\nAAAA\n\n${note}`,
      `old 0\n${`${entryHash(Buffer.from('')).toString('base64')}\n`.repeat(64)}\n${note}`,
      `old 0\n\n${note.slice(0, -1)}`,
      `old 0\n\n${note.replace('\n8\n', '\n08\n')}`,
      `old 0\n\n${note.split('\n\n')[0]}\n`,
      `old 9\n\n${note}`,
    ]
    for (const body of wrong) assert.equal(await place.status(body), 400, JSON.stringify(body))
    assert.equal((await place.shown(log)).status, 404)
  })

  it('403: a log that is known, but not its key, or not its signature', async () => {
    fresh(8)
    const note = log.note()
    const stranger = new TestLog(log.origin, 99).growTo(8)
    assert.equal(await place.grow(stranger, 0, 8), 403)
    const text = note.slice(0, note.indexOf('\n\n') + 1)
    const other = signNote(text.replace('8', '9'), log.signer)
    assert.equal(await place.status(addCheckpointBody(0, [], formatNote(text, [other]))), 403)
    const both = formatNote(text, [signNote(text, log.signer), other])
    assert.equal(await place.status(addCheckpointBody(0, [], both)), 403)
    const third = formatNote(text, [signNote(text, stranger.signer), signNote(text, log.signer)])
    assert.equal(await place.status(addCheckpointBody(0, [], third)), 200)
  })

  it('404: a log that it does not know, whoever signed', async () => {
    assert.equal(await place.grow(new TestLog('nobody.example/1').growTo(3), 0, 3), 404)
    assert.equal((await fetch(`${place.url}/add-checkpoints`, { method: 'POST' })).status, 404)
    assert.equal((await fetch(`${place.url}/add-checkpoint`)).status, 405)
  })

  it('409: another size than it has, and says which', async () => {
    fresh(20)
    const first = await place.add(addCheckpointBody(5, [], log.note()))
    assert.deepEqual(first, { status: 409, type: 'text/x.tlog.size', body: '0\n' })
    assert.equal(await place.grow(log, 0, 12), 200)
    for (const old of [0, 5, 13]) {
      const proof = await log.consistency(old)
      const answer = await place.add(addCheckpointBody(old, proof, log.note()))
      assert.deepEqual(answer, { status: 409, type: 'text/x.tlog.size', body: '12\n' })
    }
    assert.equal(await place.grow(log, 12, 20), 200)
    // Smaller than what it has: it is told the size first, and there is no way back from there.
    assert.equal(await place.grow(log, 12, 12), 409)
    assert.equal(await place.status(addCheckpointBody(20, [], log.note(12))), 400)
  })

  it('422: a tree that does not go on', async () => {
    fresh(20)
    const hash = entryHash(Buffer.from('x'))
    const send = (old: number, proof: readonly Buffer[], note: string) =>
      place.status(addCheckpointBody(old, proof, note))
    assert.equal(await send(0, [hash], log.note()), 422)
    const zero = checkpointText({ origin: log.origin, size: 0, root: hash })
    assert.equal(await send(0, [], formatNote(zero, [signNote(zero, log.signer)])), 422)
    assert.equal(await place.grow(log, 0, 12), 200)
    const twin = new TestLog(log.origin, next).growTo(20, 'other ')
    assert.equal(await place.grow(twin, 12, 12), 422)
    assert.equal(await place.grow(twin, 12, 20), 422)
    const proof = await log.consistency(12)
    assert.equal(await send(12, proof.slice(1), log.note()), 422)
    assert.equal(await send(12, [...proof, hash], log.note()), 422)
    assert.equal(await send(12, [hash], log.note(12)), 422)
    assert.ok(place.alarms.some((why) => why.includes(log.origin)))
    assert.equal(await place.grow(log, 12, 20), 200)
  })

  it('413: more than any request can be', async () => {
    assert.equal(await place.status('a'.repeat(200_000)), 413)
  })

  it('never goes back, whatever a thousand requests at once ask', async () => {
    fresh(1000)
    const bodies = await Promise.all(
      Array.from({ length: 1000 }, async (_, at) => {
        const size = at + 1
        const old = Math.floor(size / 2)
        return addCheckpointBody(old, await log.consistency(old, size), log.note(size))
      }),
    )
    const answers = await Promise.all(bodies.map((body) => place.add(body)))
    const signed = answers.flatMap(({ status }, at) => (status === 200 ? [at + 1] : []))
    assert.ok(signed.length >= 1)
    assert.ok(answers.every(({ status }) => status === 200 || status === 409))
    // Each step doubles at least: nobody signed two trees that began from one size.
    assert.equal(new Set(signed.map((size) => Math.floor(size / 2))).size, signed.length)
    const shown = (await place.shown(log)).body.split('\n')[1]
    assert.equal(Number(shown), Math.max(...signed))
  })

  it('remembers after a stop, and does not sign when its memory is damaged', async () => {
    fresh(20)
    assert.equal(await place.grow(log, 0, 12), 200)
    await place.close()
    await place.open(logs)
    assert.equal(await place.grow(log, 0, 20), 409)
    const file = join(place.folder, originHash(log.origin))
    const kept = await readFile(file, 'utf8')
    await writeFile(file, kept.replace('\n12\n', '\n11\n'))
    assert.equal(await place.grow(log, 0, 20), 500)
    assert.equal(await place.grow(log, 11, 20), 500)
    assert.ok(place.alarms.some((why) => why.includes('is damaged')))
    await writeFile(file, kept)
    assert.equal(await place.grow(log, 12, 20), 200)
  })

  it('a log that was closed and goes on under another origin: from its beginning, once named', async () => {
    fresh(20)
    assert.equal(await place.grow(log, 0, 20), 200)
    const closed = log
    const later = new TestLog(`${closed.origin}/2`, 99).growTo(15)
    assert.equal(await place.grow(later, 0, 15), 404, 'nobody has told it of that one')
    await place.close()
    await place.open([...logs, later])
    assert.equal(await place.grow(later, 15, 15), 409, 'it has seen nothing of it')
    assert.equal(await place.grow(later, 0, 15), 200, 'shorter than the one before, and no fork')
    assert.match((await place.shown(later)).body, /^log\.example\/\d+\/2\n15\n/)
    assert.match((await place.shown(closed)).body, /\n20\n/, 'the old one stays as it was')
    assert.equal(await place.grow(closed, 15, 20), 409)
  })

  it('has its folder for itself', async () => {
    await assert.rejects(lockFolder(place.folder), /another witness/)
  })
})

describe('a log that asks', () => {
  const places = [new Place(), new Place()]
  const log = new TestLog('log.example/asking').growTo(50)
  let policy: Policy
  before(async () => {
    for (const place of places) await place.open([log])
    policy = policyOf(...places.map(({ url }) => url))
  })
  after(async () => {
    for (const place of places) {
      await place.close()
      await rm(place.folder, { recursive: true })
    }
  })

  /** One key cannot be two witnesses, so the second address has a key that nobody there uses. */
  function policyOf(first = '', second = ''): Policy {
    const other = makeSigner({ name: 'w2', type: keyTypes.cosignature, seed: Buffer.alloc(32, 8) })
    const vkeys = [signer.vkey, other.vkey]
    const read = parsePolicy(Buffer.from('quorum none\n'))
    assert.ok(!isPolicyFault(read))
    const witnesses = [first, second].map((url, at) => {
      const vkey = vkeys[at] ?? signer.vkey
      return { name: `w${at}`, vkey, url: `${url}/` }
    })
    return { ...read, witnesses, quorum: 'w0' }
  }

  const ask = (size: number, lastSize: number) => {
    const heard: Answer[] = []
    const prove = (old: number) => log.consistency(old, size)
    const asked = { note: log.note(size), size, prove, post, timeoutMs: 5_000 }
    const answers = askWitnesses({ ...asked, lastSize: () => lastSize }, policy, (one) => {
      heard.push(one)
    })
    return { answers, heard }
  }

  const firstOf = async ({ answers, heard }: ReturnType<typeof ask>) => {
    await answers
    return heard.find(({ witness }) => witness.name === 'w0')
  }

  it('gets a line that its readers can verify, and none that they cannot', async () => {
    const { answers, heard } = ask(10, 0)
    const [first] = (await answers).filter(({ outcome }) => outcome === 'cosigned')
    assert.ok(first?.outcome === 'cosigned')
    const text = checkpointText({ origin: log.origin, size: 10, root: log.rootAt(10) })
    const note = parseNote(Buffer.from(formatNote(text, [signNote(text, log.signer), first.line])))
    assert.equal(note && cosignedBy(note, [signer.vkey]).length, 1)
    // The other one signed with a key that is not the one expected.
    while (heard.length < 2) await new Promise(setImmediate)
    const other = heard.find(({ witness }) => witness.name === 'w1')
    assert.deepEqual(other?.outcome === 'failed' && other.why, 'not signed by its key')
  })

  it('proves again from the size that the witness names', async () => {
    const first = await firstOf(ask(30, 3))
    assert.equal(first?.outcome, 'cosigned')
  })

  it('is told when a witness has seen more than it has', async () => {
    const first = await firstOf(ask(20, 20))
    assert.deepEqual(first?.outcome === 'ahead' && first.size, 30)
  })

  it('goes on without the one that does not answer', async () => {
    await places[0]?.close()
    const answers = await ask(40, 30).answers
    assert.ok(answers.length === 2 && answers.every(({ outcome }) => outcome === 'failed'))
    await places[0]?.open([log])
  })
})
