import type { Value, Variables } from './expression.ts'
import type { TokenId } from './matter.ts'
import type { Envelope } from './procedure.ts'
import { nodeOf, refuse } from './run.ts'
import type { Run } from './run.ts'
import { evaluate, mapVariables, variablesOf } from './variable.ts'

/** A message about to leave; `otherwise`: what it carries when its envelope does not say. */
type Outgoing = {
  readonly name: string
  readonly envelope: Envelope | undefined
  readonly otherwise: Variables
}

/** Sends a message to whoever waits for it, or to each matter that the envelope names, each once. */
export function sendMessage(run: Run, id: TokenId, { name, envelope, otherwise }: Outgoing): void {
  const content = envelope?.content ?? []
  const message = {
    kind: 'message',
    name,
    variables: content.length === 0 ? otherwise : mapVariables(run, content, variablesOf(run, id)),
    ...(envelope?.sender !== undefined && { sender: envelope.sender }),
  } as const
  if (envelope?.to === undefined) {
    run.effects.push(message)
    return
  }
  const element = nodeOf(run, id).id
  const receivers = receiversIn(evaluate(run, id, envelope.to), element)
  for (const to of new Set(receivers)) run.effects.push({ ...message, to })
}

function receiversIn(value: Value, element: string): readonly string[] {
  if (value === null) return []
  if (Array.isArray(value)) return value.flatMap((one: Value) => receiversIn(one, element))
  if (typeof value === 'string' && value !== '') return [value]
  if (typeof value === 'object' && 'matter' in value) return receiversIn(value['matter'] ?? null, element)
  return refuse('receiver_invalid', { element, value: JSON.stringify(value) })
}
