import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Open311ServiceBody } from '@duibiao/contract'
import { readPackFiles } from '@duibiao/packfile'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import { open311MappingRoutes } from './open311-mapping-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { TestDesk } from './test-desk.ts'

const body: Open311ServiceBody = {
  name: { zh: '路灯不亮', en: 'Street light out' },
  description: { zh: '道路照明设施故障', en: 'Lights on roads' },
  keywords: [],
  variables: { channel_in: 'app', demand_type: 'complaint' },
  fields: { description: 'body', address: 'place', name: 'reporter_name', phone: 'reporter_phone' },
  attributes: [
    {
      code: 'URGENCY',
      variable: 'urgency',
      datatype: 'singlevaluelist',
      required: true,
      description: { zh: '急不急', en: 'How urgent' },
      values: [
        { key: 'ordinary', name: { zh: '一般', en: 'Ordinary' } },
        { key: 'urgent', name: { zh: '紧急', en: 'Urgent' } },
      ],
    },
    { code: 'NOTE', datatype: 'text', required: false, description: { zh: '注意安全', en: 'Take care' } },
  ],
}

describeOnBoth('a mapping of Open311', (open) => {
  let desk: TestDesk

  beforeAll(async () => {
    const { database } = await open()
    const { pack } = readPackFiles(shippedPack('hotline'))
    if (pack === undefined) throw new Error('the pack has faults')
    const now = () => makeFixedClock().now()
    desk = await openTestDesk({ database, now, packs: [pack], routes: open311MappingRoutes })
  }, 120_000)
  afterAll(() => desk.close())

  async function keep(given: Open311ServiceBody) {
    const answer = await desk.as('administrator').call('open311_service.keep', {
      params: { service: 'LAMP' },
      body: { pack: 'hotline', is_public: false, shows: 'status', body: given },
    })
    const findings = answer.ok ? [] : (answer.problem.findings ?? [])
    return { ok: answer.ok, findings: findings.map(({ path, code }) => `${path} ${code}`), answer }
  }

  test('whose variables are those of the form is kept and listed', async () => {
    expect(await keep(body)).toMatchObject({ ok: true })
    expect(await desk.as('administrator').call('open311_service.list', {})).toMatchObject({
      value: { rows: [{ service_code: 'LAMP', body: { fields: { description: 'body' } } }] },
    })
  })

  test('is refused with every name and choice that the form does not have, and where it stands', async () => {
    const [urgency, note] = body.attributes
    if (urgency === undefined || note === undefined) throw new Error('two attributes')
    const wrong = await keep({
      ...body,
      // `satisfied` is asked for at a later step, and would decide there.
      variables: { channel_in: 'pigeon', satisfied: true },
      fields: { ...body.fields, description: 'bodi', email: 'mail' },
      attributes: [
        { ...urgency, values: [{ key: 'soon', name: { zh: '快', en: 'Soon' } }] },
        { ...note, code: 'KIND', variable: 'lamp_kind' },
        { ...note, code: 'SIGN', datatype: 'singlevaluelist' },
      ],
    })
    expect(wrong.ok).toBe(false)
    expect(wrong.findings.toSorted()).toEqual(
      [
        '/body/body/fields/description variable_unknown',
        '/body/body/fields/email variable_unknown',
        '/body/body/variables/channel_in choice_unknown',
        '/body/body/variables/satisfied variable_unknown',
        '/body/body/attributes/0/values choice_unknown',
        '/body/body/attributes/1/variable variable_unknown',
        '/body/body/attributes/2/values required',
      ].toSorted(),
    )
    const { problem } = wrong.answer.ok ? { problem: undefined } : wrong.answer
    expect(problem?.detail).toContain('bodi')
  })
})
