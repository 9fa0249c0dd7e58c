import type { Finding } from '@duibiao/base'
import type { Mapping, Node, Procedure } from '@duibiao/kernel'
import { isActivity } from '@duibiao/kernel'
import { splitDocument } from './document-head.ts'
import { faultAt } from './pack-fault.ts'
import type { Parts } from './pack-parts.ts'
import { lineAt } from './pack-yaml.ts'

/**
 * What a printed document may say of the matter itself: its number, and the year and the serial in it, when it came, the day the
 * paper was made, the day of printing, the name of the district, and the entries of its record. A row of a table with a part of
 * an entry is there once for each.
 */
const matterFields: readonly string[] = [
  'number',
  'year',
  'serial',
  'received_at',
  'made_on',
  'today',
  'district',
  'entries',
  'entries.at',
  'entries.post',
  'entries.what',
  'entries.note',
]

/** `{{…}}` of a document, with its line. */
type Placeholder = { readonly line: number; readonly path: string }

/**
 * Every `{{variable}}` of a printed document is known where the document is made: a field of a form, a variable that the
 * procedure writes or declares, a field of the matter, or `clock.<clock>.due`.
 */
export function checkDocuments(parts: Parts): readonly Finding[] {
  // Of forms and procedures with faults the names are not known; those are told already.
  if (!parts.isLogicSound || !hasForms(parts)) return []
  const known = new Map([...parts.logic.procedures.values()].map((one) => [one.id, namesIn(parts, one)]))
  return [...parts.documents].flatMap(([name, text]) => {
    const file = `documents/${name}.md`
    const { placeholders, broken } = readPlaceholders(text)
    const { findings } = splitDocument(text, file)
    const makers = new Set(parts.logic.attached.filter(({ ref }) => ref === name).map((one) => one.procedure))
    return [
      ...findings,
      ...broken.map((line) =>
        faultAt({ file, line }, 'document_malformed', [
          '变量要写作 {{名称}}，或 {{名称.部分}}',
          'a variable is written {{name}}, or {{name.part}}',
        ]),
      ),
      ...placeholders.flatMap(({ line, path }) =>
        missesOf({ known, parameters: parts.parameterNames }, makers, path).map((words) =>
          faultAt({ file, line }, 'document_variable_unknown', words),
        ),
      ),
    ]
  })
}

/** Every variable that `listing` and `dispatch` of pack.yaml name is known to the procedure that matters of the pack begin with. */
export function checkListing(parts: Parts): readonly Finding[] {
  const { manifest, manifestRead, logic } = parts
  const entry = manifest === undefined ? undefined : logic.procedures.get(manifest.entry)
  if (!manifestRead || entry === undefined || !parts.isLogicSound || !hasForms(parts)) return []
  const { variables } = namesIn(parts, entry)
  const listed = Object.entries(manifest?.listing ?? {}).map(([field, name]) => ({
    name,
    path: `/listing/${field}`,
    // Who opens a matter for themselves is written in by the service.
    isFilled: field === 'reporter',
  }))
  const dispatched = Object.entries(manifest?.dispatch ?? {}).flatMap(([field, given]) =>
    [given].flat().map((name) => ({
      name,
      path: `/dispatch/${field}`,
      isFilled: field === 'row' || field === 'stated',
    })),
  )
  return [...listed, ...dispatched]
    .filter(({ name, isFilled }) => !isFilled && !variables.has(name))
    .map(({ name, path }) =>
      faultAt({ file: 'pack.yaml', line: lineAt(manifestRead, path) }, 'listing_variable_unknown', [
        `流程 ${entry.id} 没有变量 ${name}`,
        `the procedure ${entry.id} has no variable ${name}`,
      ]),
    )
}

/** Whether every form that is there or named was read without a fault. */
export function hasForms({ logic, forms, formNames }: Parts): boolean {
  const shown = [...logic.procedures.values()].flatMap(({ nodes }) =>
    nodes.flatMap((node) => formOf(node) ?? []),
  )
  return [...formNames, ...shown].every((id) => forms.has(id))
}

const pathForm = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_-]*)*$/u

function readPlaceholders(text: string): {
  readonly placeholders: readonly Placeholder[]
  readonly broken: readonly number[]
} {
  const placeholders: Placeholder[] = []
  const broken: number[] = []
  for (const [index, line] of text.split('\n').entries()) {
    const paths = [...line.matchAll(/\{\{([^{}]*)\}\}/gu)].map((match) =>
      (match[1] ?? '').trim().replace(/\?$/u, ''),
    )
    const rest = line.replace(/\{\{[^{}]*\}\}/gu, '')
    if (/\{\{|\}\}/u.test(rest) || !paths.every((path) => pathForm.test(path))) broken.push(index + 1)
    placeholders.push(
      ...paths.filter((path) => pathForm.test(path)).map((path) => ({ line: index + 1, path })),
    )
  }
  return { placeholders, broken }
}

/** What a procedure knows by name. */
export type Names = {
  /** Variables, and whether they may have parts. */
  readonly variables: ReadonlyMap<string, boolean>
  readonly clocks: readonly string[]
}

type Words = readonly [string, string]

interface Known {
  /** By procedure. */
  readonly known: ReadonlyMap<string, Names>
  readonly parameters: ReadonlySet<string>
}

/** A document that no procedure makes is printed by hand: one that knows the name is enough. */
function missesOf({ known, parameters }: Known, makers: ReadonlySet<string>, path: string): readonly Words[] {
  const [root, name = ''] = path.split('.')
  if (root === 'parameter') {
    return parameters.has(name) ? [] : [[`没有参数 ${name}`, `there is no parameter ${name}`]]
  }
  if (makers.size === 0) {
    const isKnown = [...known.values()].some((names) => isIn(names, path))
    return isKnown ? [] : [[`没有变量 ${path}`, `there is no variable ${path}`]]
  }
  return [...makers].flatMap((id): readonly Words[] => {
    const names = known.get(id)
    return names === undefined || isIn(names, path)
      ? []
      : [
          [
            `流程 ${id} 的表单、变量和事项字段中没有 ${path}`,
            `${path} is no form field, variable or field of the matter in the procedure ${id}`,
          ],
        ]
  })
}

function isIn({ variables, clocks }: Names, path: string): boolean {
  const [, clock = ''] = /^clock\.([^.]+)\.(?:due|ground)$/u.exec(path) ?? []
  if (clock !== '') return clocks.includes(clock)
  if (matterFields.includes(path)) return true
  const [root = '', ...parts] = path.split('.')
  const hasParts = variables.get(root)
  return hasParts !== undefined && (hasParts || parts.length === 0)
}

/** What a procedure knows by name: its own variables, what it is given when called, and what the ones it calls give back. */
export function namesIn(parts: Parts, procedure: Procedure): Names {
  const { procedures } = parts.logic
  const given = [...procedures.values()].flatMap((caller) =>
    callsIn(caller)
      .filter(({ called }) => called === procedure.id)
      .flatMap(({ input }) => passedBy(parts, input, caller)),
  )
  const returned = callsIn(procedure).flatMap(({ called, output }) =>
    passedBy(parts, output, procedures.get(called)),
  )
  const all = [...ownNames(parts, procedure), ...given, ...returned]
  return {
    variables: new Map(all.toSorted(([, one], [, other]) => Number(one) - Number(other))),
    clocks: procedure.clocks.map(({ key }) => key),
  }
}

type Named = readonly [name: string, hasParts: boolean]

type CallSite = {
  readonly called: string
  readonly input: readonly Mapping[]
  readonly output: readonly Mapping[]
}

function callsIn(procedure: Procedure): readonly CallSite[] {
  return procedure.nodes.flatMap((node) => {
    if (!isActivity(node) || node.kind !== 'call') return []
    const called = node.called.element.evaluate({}).value
    return [{ called: typeof called === 'string' ? called : '', input: node.input, output: node.output }]
  })
}

function passedBy(
  parts: Parts,
  mappings: readonly Mapping[],
  source: Procedure | undefined,
): readonly Named[] {
  return mappings.flatMap((mapping): readonly Named[] => {
    if (mapping.kind === 'one') return [[mapping.target, true]]
    return source === undefined ? [] : ownNames(parts, source)
  })
}

function ownNames(parts: Parts, { nodes, scope }: Procedure): readonly Named[] {
  const declared = [scope, ...nodes.flatMap((node) => (isSub(node) ? [node.scope] : []))]
  return [
    ...declared.flatMap((one) => one.declared.map(({ name }): Named => [name, true])),
    ...nodes.flatMap((node) => namesOfNode(parts, node)),
  ]
}

function isSub(node: Node): node is Extract<Node, { readonly kind: 'sub' }> {
  return isActivity(node) && node.kind === 'sub'
}

/** The form that a task shows, or whoever asks the matter something fills in. */
function formOf(node: Node): string | undefined {
  if (node.kind === 'user') return node.form
  return 'asking' in node ? node.asking?.form : undefined
}

function namesOfNode(parts: Parts, node: Node): readonly Named[] {
  if (!isActivity(node)) return fieldsOf(parts, formOf(node))
  const loop = node.loop?.kind === 'multi' ? [node.loop.element, node.loop.output?.collection] : []
  const looped = loop.flatMap((name): readonly Named[] => (name === undefined ? [] : [[name, true]]))
  return [...looped, ...writtenBy(parts, node)]
}

function writtenBy(parts: Parts, node: Extract<Node, { readonly boundaries: unknown }>): readonly Named[] {
  if (node.kind === 'user') return [...fieldsOf(parts, node.form), ...(node.sign ? [agreed] : [])]
  if (node.kind === 'rule') return node.result === undefined ? [] : [[node.result, true]]
  // The entries of a script are there whatever the variables are.
  if (node.kind === 'script') return Object.keys(node.script.run({}).set ?? {}).map((name) => [name, true])
  return []
}

const agreed: Named = ['agreed', false]

function fieldsOf({ forms }: Parts, id: string | undefined): readonly Named[] {
  const form = id === undefined ? undefined : forms.get(id)
  if (form === undefined) return []
  const properties = Object.entries(form.schema['properties'] ?? {})
  return properties.map(([name, field]) => [name, !isPlain(field)])
}

/** A text, number or yes-no has no parts. */
function isPlain(field: unknown): boolean {
  if (typeof field !== 'object' || field === null || !('type' in field)) return false
  return typeof field.type === 'string' && ['string', 'number', 'integer', 'boolean'].includes(field.type)
}
