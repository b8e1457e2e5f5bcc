import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { decideLine } from '../../cli/law.ts'

const root = new URL('../../', import.meta.url)
const entry =
  "import { law } from './cli/law.ts'; process.exitCode = await law(process.argv.slice(1))"

function run(args: string[], input = '') {
  const call = ['--input-type=module', '-e', entry, '--', ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, call, {
    cwd: root,
    input,
    encoding: 'utf8',
  })
  const lines = stdout.split('\n').filter((line) => line !== '')
  return { status, stderr, lines: lines.map((line) => JSON.parse(line)) }
}

describe('law decide', () => {
  it('answers each line, and a bad line gets an error line', () => {
    const recall = {
      id: 'a',
      category: 'duty_deadline',
      facts: { found_at: '2026-12-01T10:00:00+08:00', level: 2 },
    }
    const input = [
      JSON.stringify(recall),
      '{bad',
      '',
      '[]',
      '{"id":"x","category":"weather","facts":{}}',
    ]
    const { status, lines } = run(['decide'], input.join('\n'))
    assert.equal(status, 0)
    assert.equal(lines.length, 4)
    assert.deepEqual([lines[0].id, lines[0].answer.hours, lines[0].certainty], ['a', 36, 'settled'])
    assert.deepEqual(
      lines.slice(1).map((line) => line.error.refused),
      ['law.bad_json', 'law.bad_line', 'law.unknown_category'],
    )
  })

  it('never throws, whatever the line', () => {
    for (const line of ['null', '1', '"x"', '{}', '{"category":1}', '{"category":"complaint"}']) {
      assert.ok('error' in decideLine(line), line)
    }
  })
})

describe('the other commands', () => {
  it('cite, diff, stale and status print lines', () => {
    assert.equal(
      run(['cite', '反不正当竞争法第八条 刷单', '--on', '2026-01-01']).lines[0].status,
      'moved',
    )
    const diff = run([
      'diff',
      '--from',
      '2026-11-30',
      '--to',
      '2026-12-01',
      '--cases',
      'test/law/cases.jsonl',
    ])
    assert.deepEqual(
      diff.lines.map((line) => line.id ?? line.case),
      ['duties.foodRecall', 'DU-11'],
    )
    assert.equal(run(['stale', '--days', '180', '--on', '2026-11-23']).lines.length, 0)
    assert.ok(run(['status', '--on', '2026-11-22']).lines.length >= 6)
  })

  it('a wrong call says how it is called, and answers 2', () => {
    for (const args of [
      [],
      ['hum'],
      ['diff'],
      ['stale', '--days', 'many'],
      ['cite', '--on', 'now'],
    ]) {
      const { status, stderr } = run(args)
      assert.equal(status, 2, args.join(' '))
      assert.match(stderr, /baozheng law/)
    }
    assert.equal(run(['decide', '/nowhere/at/all']).status, 2)
  })
})
