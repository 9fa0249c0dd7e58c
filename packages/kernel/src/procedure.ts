import type { ClockUnit, Consequence } from '@duibiao/base'
import type { Expression, Script } from './expression.ts'

/** Position of a node in `Procedure.nodes`; -1 stands for the process itself where a parent is meant. */
export type NodeIndex = number
/** Position of a sequence flow in `Procedure.flows`. */
export type FlowIndex = number

/**
 * A BPMN process compiled for execution: flat arrays, indices instead of references, expressions as functions.
 * `hash` is the content hash of its source; matters refer to it and never embed it.
 */
export type Procedure = {
  readonly id: string
  readonly name: string
  readonly hash: string
  readonly nodes: readonly Node[]
  readonly flows: readonly Flow[]
  readonly scope: ScopeModel
  readonly clocks: readonly ClockModel[]
  /** Clocks started or stopped when the process itself is entered or left. */
  readonly clockActs?: readonly ClockAct[]
}

export type Flow = {
  readonly id: string
  readonly source: NodeIndex
  readonly target: NodeIndex
  readonly condition?: Expression
}

/** What is inside a process or sub-process. */
export type ScopeModel = {
  /** Where a token is put when the scope opens by itself: its none start events, or the nodes without incoming flow when it has no start event. */
  readonly entries: readonly NodeIndex[]
  /** All start events with a trigger, receive tasks and event-based gateways that instantiate (processes only). */
  readonly triggeredStarts: readonly NodeIndex[]
  /** Event sub-processes directly inside. */
  readonly eventSubprocesses: readonly NodeIndex[]
  /** Data objects and properties with their initial values (undefined: declared without a value). */
  readonly declared: readonly { readonly name: string; readonly initial?: Expression }[]
}

type NodeBase = {
  readonly id: string
  readonly name: string
  /** The sub-process it lies in, -1 for the process. */
  readonly parent: NodeIndex
  readonly incoming: readonly FlowIndex[]
  readonly outgoing: readonly FlowIndex[]
  readonly defaultFlow?: FlowIndex
  readonly clockActs?: readonly ClockAct[]
}

type ActivityBase = NodeBase & {
  readonly boundaries: readonly NodeIndex[]
  readonly loop?: Loop
  readonly forCompensation?: boolean
  /** The activity that undoes this one (from its compensation boundary event). */
  readonly compensation?: NodeIndex
  readonly startQuantity?: number
  readonly completionQuantity?: number
  readonly operations?: OperationPolicy
}

export type Node =
  | (NodeBase & {
      readonly kind: 'start'
      readonly asking?: Asking
      readonly triggers: readonly Trigger[]
      readonly parallel: boolean
      readonly interrupting: boolean
    })
  | (NodeBase & { readonly kind: 'end'; readonly results: readonly Result[] })
  | (NodeBase & {
      readonly kind: 'catch'
      readonly asking?: Asking
      readonly triggers: readonly Trigger[]
      readonly parallel: boolean
    })
  | (NodeBase & { readonly kind: 'throw'; readonly results: readonly Result[] })
  | (NodeBase & {
      readonly kind: 'boundary'
      readonly asking?: Asking
      readonly attachedTo: NodeIndex
      readonly interrupting: boolean
      readonly triggers: readonly Trigger[]
      readonly parallel: boolean
    })
  | (NodeBase & { readonly kind: 'exclusive' | 'parallel' | 'inclusive' })
  | (NodeBase & { readonly kind: 'complex'; readonly activation?: Expression })
  | (NodeBase & { readonly kind: 'event_based'; readonly instantiate: boolean; readonly parallel: boolean })
  | Activity

export type Activity =
  /** Abstract and manual tasks: nothing waits, the record says they were passed. */
  | (ActivityBase & { readonly kind: 'task' })
  | (ActivityBase & {
      readonly kind: 'user'
      readonly assign?: Assignment
      readonly form?: string
      readonly sign?: SignPolicy
    })
  /** With `wait` the token stays until `answerService`; without it the call is sent and the token goes on. */
  | (ActivityBase & { readonly kind: 'service'; readonly service: string; readonly wait: boolean })
  /** Pauses, resumes or extends clocks of the matter; those that do not run are left alone. `limit` names the parameter of an extension. */
  | (ActivityBase & {
      readonly kind: 'clock'
      readonly act: 'pause' | 'resume' | 'extend'
      readonly clocks: readonly string[]
      readonly limit?: string
      /** The length of an extension as the matter itself says it: a number, or a context {amount, unit}. */
      readonly amount?: Expression
      /** Of a pause it must give a text. */
      readonly reason?: Expression
      /** The clause that excludes the time of a pause; a legal clock needs one. A text or a context {law, article}. */
      readonly legalBasis?: Expression
    })
  | (ActivityBase & { readonly kind: 'send'; readonly message: string; readonly envelope?: Envelope })
  | (ActivityBase & { readonly kind: 'receive'; readonly message?: string; readonly instantiate: boolean })
  | (ActivityBase & { readonly kind: 'script'; readonly script: Script })
  | (ActivityBase & { readonly kind: 'rule'; readonly decision: string; readonly result?: string })
  | (ActivityBase & {
      readonly kind: 'sub'
      readonly variant: 'embedded' | 'event' | 'transaction' | 'ad_hoc'
      readonly scope: ScopeModel
      readonly adHoc?: {
        readonly sequential: boolean
        readonly completion?: Expression
        readonly cancelRemaining: boolean
      }
    })
  | (ActivityBase & {
      readonly kind: 'call'
      readonly called: Called
      readonly input: readonly Mapping[]
      readonly output: readonly Mapping[]
    })

/** Which procedure a call activity calls. `element` may be an expression; `binding` says which version. */
export type Called = {
  readonly element: Expression
  readonly binding: 'latest' | 'deployment' | 'version'
  readonly version?: Expression
}

/** One variable passed into or out of a called procedure; `all` passes every variable. */
export type Mapping =
  { readonly kind: 'all' } | { readonly kind: 'one'; readonly source: Expression; readonly target: string }

/** What a catching event waits for. Names may be expressions, evaluated when the event is armed. */
export type Trigger =
  | { readonly kind: 'message'; readonly name: Expression }
  | { readonly kind: 'signal'; readonly name: Expression }
  | { readonly kind: 'timer'; readonly form: 'date' | 'duration' | 'cycle'; readonly expression: Expression }
  /** Fires with a legal clock: `at` is `due`, or `warn1`, `warn2` … for its warning points. */
  | { readonly kind: 'clock'; readonly clock: string; readonly at: string }
  | { readonly kind: 'condition'; readonly expression: Expression }
  | { readonly kind: 'error'; readonly code?: string }
  | { readonly kind: 'escalation'; readonly code?: string }
  | { readonly kind: 'compensation' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'link'; readonly name: string }

/** Who may send the message of an event by hand, and what they fill in. An event without it hears matters and systems only. */
export type Asking = {
  readonly posts: readonly string[]
  readonly form?: string
  /** Those posts are told when the event begins to wait. */
  readonly tell?: true
}

/** What a message carries, to whom it goes, and how the receiver learns who sent it. */
export type Envelope = {
  /** Empty: a throwing event carries nothing, a send task every variable. */
  readonly content: readonly Mapping[]
  /**
   * Matters: an id, a context with `matter`, or a list of these; each gets the message, an empty list nobody. Without it
   * whoever waits takes it, or the procedure begins that it starts.
   */
  readonly to?: Expression
  /** The variable in which the receiver finds the sender, `{matter, number}`. The host writes it: no pack can speak for another matter. */
  readonly sender?: string
}

/** What a throwing event does. */
export type Result =
  | { readonly kind: 'message'; readonly name: Expression; readonly envelope?: Envelope }
  | { readonly kind: 'signal'; readonly name: Expression }
  | { readonly kind: 'error'; readonly code?: string }
  | { readonly kind: 'escalation'; readonly code?: string }
  /** Without `activity` everything completed in the scope is compensated. */
  | { readonly kind: 'compensation'; readonly activity?: NodeIndex; readonly wait: boolean }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'terminate' }
  /** The catch event(s) of the same name in the same scope. */
  | { readonly kind: 'link'; readonly target: NodeIndex }

export type Loop =
  | {
      readonly kind: 'standard'
      readonly condition?: Expression
      readonly testBefore: boolean
      readonly maximum?: Expression
    }
  | {
      readonly kind: 'multi'
      readonly sequential: boolean
      readonly cardinality?: Expression
      readonly collection?: Expression
      readonly element?: string
      readonly output?: { readonly collection: string; readonly element: string }
      readonly completion?: Expression
      /** BPMN `behavior`: which completions throw an event (BPMN 2.0.2 table 10.31). */
      readonly behavior: 'all' | 'one' | 'none' | 'complex'
      readonly event?: Result
      readonly complex: readonly { readonly condition: Expression; readonly event: Result }[]
    }

/** Who may take a user task. Evaluated when the task opens; each gives a text or a list of texts. */
export type Assignment = {
  readonly posts?: Expression
  readonly office?: Expression
  readonly person?: Expression
  /** Whoever it is offered to is told. */
  readonly tell?: true
}

/** 会签 all, 或签 any, 票签 vote, and what one refusal does. */
export type SignPolicy = {
  readonly mode: 'all' | 'any' | 'vote'
  /** Share of agreeing signers that carries a vote, over 0 to 1. */
  readonly threshold: number
  /** ends: one refusal ends the signing; counts: it is a vote like any other and the rest go on. */
  readonly refusal: 'ends' | 'counts'
}

export type OperationName =
  | 'return'
  | 'withdraw'
  | 'addSigner'
  | 'removeSigner'
  | 'transfer'
  | 'delegate'
  | 'claim'
  | 'urge'
  | 'copy'
  | 'jump'
  | 'suspend'

/** What the pack allows at a node; without a policy: claim, urge and copy only. */
export type OperationPolicy = {
  readonly allow: readonly OperationName[]
  /** 退回 targets: `previous`, `first`, `any`, or element ids. */
  readonly returnTargets: readonly string[]
  readonly resubmit: 'continue' | 'direct'
}

/** A clock of the procedure (时限). It runs between the points named by `clockActs` of the nodes. */
export type ClockModel = {
  readonly key: string
  readonly name: string
  readonly kind: 'legal' | 'pledged' | 'internal'
  readonly unit: ClockUnit
  /**
   * A number of units; or a context {amount, unit} (a limit chosen by a decision table brings its own unit); or, as
   * text, the name of a parameter. With `parameter` the dated value of that name counts, again a number or {amount, unit}.
   */
  readonly amount?: Expression
  readonly parameter?: string
  readonly firstDay?: 'excluded' | 'included'
  readonly roll?: 'next_day' | 'none'
  readonly calendar: string
  readonly statute?: string
  readonly consequence: Consequence
  readonly warnAt: readonly string[]
  /** What happens when it is started again after it stopped: run anew, go on with what is left, or stay stopped. */
  readonly again: 'restart' | 'continue' | 'ignore'
  readonly extensionsMax: number
}

export type ClockAct = {
  readonly on: 'entered' | 'left'
  readonly act: 'start' | 'stop'
  readonly clock: number
}

const activityKinds: ReadonlySet<string> = new Set([
  'task',
  'user',
  'service',
  'send',
  'receive',
  'script',
  'rule',
  'clock',
  'sub',
  'call',
])

/** True for tasks, sub-processes and call activities. */
export function isActivity(node: Node): node is Activity {
  return activityKinds.has(node.kind)
}
