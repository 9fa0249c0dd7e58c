/** Writes small DMN models for tests. What is not at issue has a default. */
export type TableSketch = {
  readonly policy?: string
  readonly aggregation?: string
  /** Input expressions with their types. */
  readonly inputs?: readonly (readonly [expression: string, type: string])[]
  /** Output names with their types and, for priorities, their values in order. */
  readonly outputs?: readonly (readonly [name: string, type: string, values?: string])[]
  /** Cells of each rule: inputs, then outputs. */
  readonly rules: readonly (readonly string[])[]
  readonly otherwise?: string
}

/** A decision table as a boxed expression. Rules have the ids r1, r2, … */
export function sketchTable(sketch: TableSketch): string {
  const inputs = sketch.inputs ?? [['amount', 'number']]
  const outputs = sketch.outputs ?? [['office', 'string']]
  const aggregation = sketch.aggregation === undefined ? '' : ` aggregation="${sketch.aggregation}"`
  return `<decisionTable hitPolicy="${sketch.policy ?? 'UNIQUE'}"${aggregation}>
${inputs.map(([expression, type]) => `<input><inputExpression typeRef="${type}">${text(expression)}</inputExpression></input>`).join('\n')}
${outputs.map((output) => sketchOutput(output, sketch.otherwise)).join('\n')}
${sketch.rules.map((cells, at) => sketchRule(cells, at + 1, inputs.length)).join('\n')}
</decisionTable>`
}

/** `<text>` with its signs escaped. */
function text(feel: string): string {
  return `<text>${feel.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`
}

export function literal(feel: string): string {
  return `<literalExpression>${text(feel)}</literalExpression>`
}

/** A decision that needs the elements of the given ids; ids of inputs begin with `i`, of knowledge with `k`. */
export function sketchDecision(id: string, logic: string, needs: readonly string[] = ['i-amount']): string {
  const requirements = needs.map((need) => {
    if (need.startsWith('k'))
      return `<knowledgeRequirement><requiredKnowledge href="#${need}"/></knowledgeRequirement>`
    const kind = need.startsWith('i') ? 'requiredInput' : 'requiredDecision'
    return `<informationRequirement><${kind} href="#${need}"/></informationRequirement>`
  })
  return `<decision id="${id}" name="${id}"><variable name="${id}"/>${requirements.join('')}${logic}</decision>`
}

/** An input called by its id without `i-`. */
export function sketchInput(name: string, type: string): string {
  return `<inputData id="i-${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`
}

/** A model with the input `amount` and the given elements. */
export function sketchModel(...elements: readonly string[]): string {
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:test" name="test">
${sketchInput('amount', 'number')}
${elements.join('\n')}
</definitions>`
}

function sketchOutput(output: readonly [string, string, string?], otherwise: string | undefined): string {
  const [name, type, values] = output
  return `<output name="${name}" typeRef="${type}">${values === undefined ? '' : `<outputValues>${text(values)}</outputValues>`}${
    otherwise === undefined ? '' : `<defaultOutputEntry>${text(otherwise)}</defaultOutputEntry>`
  }</output>`
}

function sketchRule(cells: readonly string[], number: number, inputs: number): string {
  const entries = cells.map((cell, at) => {
    const kind = at < inputs ? 'inputEntry' : 'outputEntry'
    return `<${kind}>${text(cell)}</${kind}>`
  })
  return `<rule id="r${number}">${entries.join('')}</rule>`
}
