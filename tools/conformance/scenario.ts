import type { Variables } from '@duibiao/kernel'

/** Which user task a step means: by its name or by its BPMN element id; `index` counts from 0 in creation order. */
export type TaskTarget = { readonly by: 'task' | 'key'; readonly value: string; readonly index: number }

export type Action =
  | {
      readonly do: 'start'
      readonly process?: string
      readonly message?: string
      readonly as: string
      readonly variables: Variables
    }
  | {
      readonly do: 'complete'
      readonly target: TaskTarget
      readonly of?: string
      readonly variables: Variables
    }
  | { readonly do: 'claim'; readonly target: TaskTarget; readonly of?: string; readonly user: string }
  | { readonly do: 'advance'; readonly by: string }
  | {
      readonly do: 'message' | 'signal'
      readonly name: string
      readonly of?: string
      readonly variables: Variables
    }
  | {
      readonly do: 'trigger' | 'addInstance' | 'deleteInstance'
      readonly activity: string
      readonly index: number
      readonly of: string
      readonly variables: Variables
    }
  | { readonly do: 'set'; readonly of: string; readonly variables: Variables }
  | {
      readonly do: 'throwError' | 'throwEscalation'
      readonly target: TaskTarget
      readonly of: string
      readonly code: string
      readonly variables: Variables
    }
  | { readonly do: 'cancel' | 'suspend' | 'resume'; readonly of: string }
  | {
      readonly do: 'return'
      readonly of: string
      readonly from: readonly string[]
      readonly to: readonly string[]
      readonly variables: Variables
    }
  | { readonly do: 'deploy'; readonly models: readonly string[] }

export type Expectation =
  | {
      readonly expect: 'tasks'
      readonly by: 'names' | 'keys'
      readonly values: readonly string[]
      readonly of?: string
    }
  | { readonly expect: 'active'; readonly activities: readonly string[]; readonly of?: string }
  | { readonly expect: 'ended' | 'running'; readonly of: string }
  | { readonly expect: 'variables'; readonly of: string; readonly equals: Variables }
  | { readonly expect: 'trace'; readonly equals: readonly string[]; readonly anyOrder: boolean }
  | { readonly expect: 'timers'; readonly count: number; readonly of?: string }
  | { readonly expect: 'subscriptions'; readonly count: number; readonly name?: string; readonly of?: string }
  | {
      readonly expect: 'visited'
      readonly activities: readonly string[]
      readonly ordered: boolean
      readonly of: string
    }
  | { readonly expect: 'notVisited'; readonly activities: readonly string[]; readonly of: string }
  | { readonly expect: 'refused' }

export type Step =
  | { readonly kind: 'action'; readonly action: Action; readonly mayFail: boolean }
  | { readonly kind: 'expectation'; readonly expectation: Expectation }

/** One scenario of the conformance format: models, a clock, and steps that act or expect. */
export type Scenario = {
  readonly id: string
  readonly models: readonly string[]
  /** ISO 8601 with offset. */
  readonly clock: string
  readonly steps: readonly Step[]
}

/** The clock of scenarios that name none. */
export const defaultClock = '2026-01-05T09:00:00+08:00'
