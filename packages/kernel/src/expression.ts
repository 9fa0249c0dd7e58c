/** A JSON value: what variables, decision inputs and entries hold. Dates, times and durations are ISO 8601 strings. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [name: string]: Value }

/** Named values. A variable that is absent and one that is null are the same thing, as in FEEL. */
export type Variables = { readonly [name: string]: Value }

export type Evaluated = { readonly value: Value; readonly warnings: readonly string[] }

/** A compiled FEEL expression. The kernel never parses: packfile hands it this. Evaluation reports, it does not throw. */
export type Expression = { readonly text: string; readonly evaluate: (variables: Variables) => Evaluated }

/** A compiled DMN decision. `rules` names the rows that matched, so that every dispatch can say why. */
export type Decision = {
  readonly id: string
  readonly name: string
  readonly evaluate: (input: Variables) => {
    readonly value: Value
    readonly rules: readonly string[]
    readonly warnings: readonly string[]
  }
}

/** What a script task does: assign variables, or throw a BPMN error. */
export type Script = {
  readonly text: string
  readonly run: (variables: Variables) => { readonly set?: Variables; readonly error?: string }
}
