import { clockUnits } from '@duibiao/base'
import { Type } from 'typebox'
import type { Static, TProperties } from 'typebox'
import { Id, Name, Sentence, Variables } from './scalar.ts'

const task = Type.Integer({ minimum: 1, description: 'Number of the task in its matter' })
const optionalReason = Type.Optional(Sentence)
const optionalVariables = Type.Optional(Variables)

const LegalBasis = Type.Object(
  { law: Name, article: Name, text: Type.Optional(Sentence) },
  { additionalProperties: false },
)

/** The units of a clock. */
export const ClockUnit = Type.Enum([...clockUnits])

function command<const Kind extends string, const Properties extends TProperties>(
  kind: Kind,
  properties: Properties,
) {
  return Type.Object({ kind: Type.Literal(kind), ...properties }, { additionalProperties: false })
}

/**
 * What a person may ask of a matter. The kernel knows more commands: timers and answers of services are given by the software
 * itself and cannot be sent from outside; of messages only those that the pack opens to one of the person's posts.
 */
export const MatterCommand = Type.Union(
  [
    command('completeTask', { task, variables: optionalVariables, agree: Type.Optional(Type.Boolean()) }),
    command('trigger', { token: task, variables: optionalVariables }),
    command('completeAdHoc', { token: task }),
    command('deliverMessage', {
      name: Type.String({ minLength: 1, maxLength: 200, description: 'One of the `asks` of the matter' }),
      variables: optionalVariables,
    }),
    command('setVariables', { variables: Variables, reason: Sentence }),
    command('throwError', { task, code: Name, variables: optionalVariables }),
    command('throwEscalation', { task, code: Name, variables: optionalVariables }),
    command('cancel', { reason: Sentence }),
    command('suspend', { reason: Sentence, legalBasis: Type.Optional(LegalBasis) }),
    command('resume', { reason: optionalReason }),
    command('claim', { task }),
    command('unclaim', { task }),
    command('transfer', {
      task,
      to: Type.Object(
        { person: Type.Optional(Name), posts: Type.Optional(Type.Array(Name)), office: Type.Optional(Name) },
        { additionalProperties: false, minProperties: 1 },
      ),
      reason: Sentence,
    }),
    command('delegate', { task, to: Name, reason: optionalReason }),
    command('addSigner', {
      task,
      when: Type.Enum(['before', 'after', 'parallel']),
      person: Type.Optional(Name),
      variables: optionalVariables,
      reason: optionalReason,
    }),
    command('removeSigner', { task, reason: optionalReason }),
    command('urge', { task, text: optionalReason }),
    command('copy', { to: Type.Array(Name, { minItems: 1, maxItems: 100 }), text: optionalReason }),
    command('return', {
      task,
      to: Type.String({ minLength: 1, description: '`previous`, `first`, or the id of an element' }),
      reason: Sentence,
      resubmit: Type.Optional(Type.Enum(['continue', 'direct'])),
    }),
    command('withdraw', { task, reason: optionalReason }),
    command('jump', {
      moves: Type.Array(
        Type.Object({ from: Type.Array(task), to: Type.Array(Name) }, { additionalProperties: false }),
        { minItems: 1 },
      ),
      reason: Sentence,
      variables: optionalVariables,
    }),
    command('addInstance', { token: task, variables: optionalVariables }),
    command('deleteInstance', { token: task }),
    command('pauseClock', { clock: Name, reason: Sentence, legalBasis: Type.Optional(LegalBasis) }),
    command('resumeClock', { clock: Name, reason: optionalReason }),
    command('extendClock', {
      clock: Name,
      extension: Type.Object(
        {
          amount: Type.Integer({ minimum: 1 }),
          unit: Type.Optional(ClockUnit),
          approver: Name,
          reason: Sentence,
          legalBasis: Type.Optional(LegalBasis),
        },
        { additionalProperties: false },
      ),
    }),
    command('migrate', { to: Name, mapping: Type.Record(Type.String(), Type.String()) }),
    command('note', {
      text: Sentence,
      variables: optionalVariables,
      evidence: Type.Optional(
        Type.Array(Id, {
          minItems: 1,
          maxItems: 50,
          description: 'Uploaded by the asker: the matter has it from now on',
        }),
      ),
    }),
  ],
  { $id: 'MatterCommand' },
)

/** What a person may send. */
export type MatterCommand = Static<typeof MatterCommand>
export type MatterCommandKind = MatterCommand['kind']
