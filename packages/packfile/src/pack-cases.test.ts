import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { PackCase } from './pack-case.ts'
import { readPack, type Pack } from './pack.ts'
import { runCase } from './pack-run.ts'

function aPack(name: string): Pack {
  const { pack, findings } = readPack(fileURLToPath(new URL(`../../../packs/${name}`, import.meta.url)))
  expect(findings).toEqual([])
  if (pack === undefined) throw new Error(`${name} was not read`)
  return pack
}

describe.each(['hotline', 'city-events', 'whistle', 'supervision', 'benchmark'])(
  'worked cases of %s',
  (name) => {
    const pack = aPack(name)
    test.each(pack.cases.map((one) => [`${one.file}: ${one.title.zh}`, one] as const))(
      '%s',
      (_title, one) => {
        expect(runCase(pack, one).findings).toEqual([])
      },
    )

    test('there are at least eight', () => {
      expect(pack.cases.length).toBeGreaterThanOrEqual(8)
    })
  },
)

describe('a worked case that is not true', () => {
  const pack = aPack('hotline')
  const onTime = pack.cases.find((one) => one.file === 'cases/on-time.yaml')
  if (onTime === undefined) throw new Error('the case on-time is gone')
  const truth: PackCase = onTime

  /** What a case says after its first completion, changed. */
  function play(expectation: PackCase['steps'][number]['expect']): readonly string[] {
    const [look, accept] = truth.steps
    if (look === undefined || accept === undefined) throw new Error('the case has no steps')
    const steps = [look, { ...accept, ...(expectation && { expect: expectation }) }]
    return runCase(pack, { ...truth, steps }).findings.map((finding) => finding.en)
  }

  test.each([
    [{ tasks: ['contact'] }, /open tasks are \[sign_in\], expected \[contact\]/],
    [{ status: 'completed' }, /status is open, expected completed/],
    [{ clocks: { handle: { due: '2026-03-10' } } }, /due is "2026-03-09", expected "2026-03-10"/],
    [{ clocks: { handle: { due: '2026-03-09T00:00:00+08:00' } } }, /due is "2026-03-09T16:00:00.000Z"/],
    [{ clocks: { handle: { lamp: 'red' as const } } }, /lamp is "green", expected "red"/],
    [{ clocks: { handle: { provisional: true } } }, /provisional is false/],
    [{ clocks: { rework: { status: 'running' as const } } }, /clock rework was never started/],
    [{ clocks: { handle: { explained: ['端午'] } } }, /the explanation does not say 端午/],
    [{ decided: { dispatch: 'dispatch_09' } }, /dispatch was decided by \[dispatch_08\]/],
    [{ variables: { unit: '城管局' } }, /unit is "供水公司", expected "城管局"/],
    [{ passed: ['consult'] }, /consult was not passed/],
  ])('%j fails', (expectation, message) => {
    const faults = play(expectation)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(message)
  })

  test('a task done by the wrong post, an answer that breaks its form and a step back in time are told with their lines', () => {
    const steps = [
      { complete: 'accept', by: 'unit-head', with: { demand_type: 'song', nonsense: 1 } },
      { wait: '2026-03-01T00:00:00+08:00' },
    ]
    const { findings } = runCase(pack, { ...truth, steps })
    expect(findings.map((finding) => finding.en)).toEqual([
      'accept is offered to hotline-clerk, not to unit-head',
      'channel_in is missing',
      'urgency is missing',
      'unknown key nonsense',
      expect.stringContaining('/demand_type: must be one of consultation'),
      'the step lies before the one before it',
    ])
    expect(findings.every((finding) => finding.file === 'cases/on-time.yaml' && finding.line > 0)).toBe(true)
  })

  test('a message from a post that may not ask it, and one that breaks its form, are told', () => {
    const [look, accept] = truth.steps
    if (look === undefined || accept === undefined) throw new Error('the case has no steps')
    const steps = [
      look,
      { ...accept, expect: {} },
      { message: 'extension_requested', by: 'call-back', with: { extension_reason: 7 } },
      { message: 'linked_matter_told', by: 'unit-head', with: {} },
    ]
    expect(runCase(pack, { ...truth, steps }).findings.map((finding) => finding.en)).toEqual([
      'extension_requested is open to unit-handler, unit-head, not to call-back',
      '/extension_reason: must be of type string',
      'linked_matter_told is open to nobody, not to unit-head',
    ])
  })

  test('a refusal that is expected but does not come, and one that comes unexpected', () => {
    const steps = [
      { message: 'extension_requested', refused: 'message_not_expected' },
      { message: 'nobody_waits' },
      {
        complete: 'accept',
        with: { channel_in: 'phone', demand_type: 'help', urgency: 'ordinary' },
        refused: 'x',
      },
    ]
    const { findings } = runCase(pack, { ...truth, steps })
    expect(findings.map((finding) => finding.en.split(' {')[0])).toEqual(
      ['refused with message_not_expected', 'done, though it should be refused with x'].map((text) =>
        expect.stringContaining(text),
      ),
    )
  })
})
