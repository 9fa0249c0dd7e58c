import { compileExpression } from '@duibiao/packfile'
import type { BpmnElement, CompileHooks, ForeignFacts, ForeignMapping } from '@duibiao/packfile'
import type { Expression } from '@duibiao/kernel'
import { isScriptWord, isSlowScript, runScript } from './trace.ts'
import type { Trace } from './trace.ts'
import { ForeignExpression, isTemplate, translateExpression, translateTemplate } from './vendor-expression.ts'

/** Attributes and elements of these namespaces mean what the suites' READMEs say; all other foreign matter is ignored. */
const vendorNamespaces: ReadonlySet<string> = new Set([
  'http://flowable.org/bpmn',
  'http://activiti.org/bpmn',
  'http://camunda.org/schema/1.0/bpmn',
])

/** How the models of the suites are to be understood; scripts write into the trace given. */
export function makeVendorHooks(trace: Trace): CompileHooks {
  return {
    compileExpression: (text, use) => compileVendorExpression(text, use),
    compileScript(task) {
      const word = task.children.find((child) => child.name === 'script')?.text.trim() ?? ''
      if (isSlowScript(word)) return { kind: 'service', service: word, wait: true }
      if (!isScriptWord(word)) return undefined
      return {
        kind: 'script',
        script: { text: word, run: (variables) => runScript(trace, word, variables) },
      }
    },
    mapVendor: mapVendorMatter,
  }
}

/** Undefined leaves the text to the compiler: literal texts, FEEL, and vendor code, which it refuses. */
function compileVendorExpression(text: string, use: 'expression' | 'text'): Expression | undefined {
  if (use === 'text' && !isTemplate(text)) return undefined
  try {
    const feel = isTemplate(text) ? translateTemplate(text) : translateExpression(text)
    return compileExpression(feel, { file: text, line: 0 }).compiled
  } catch (error) {
    if (error instanceof ForeignExpression) return undefined
    throw error
  }
}

function mapVendorMatter(element: BpmnElement): ForeignFacts | undefined {
  switch (element.type) {
    case 'MultiInstanceLoopCharacteristics':
      return {
        ...named('collection', settingOf(element, 'collection')),
        ...named('element', settingOf(element, 'elementVariable')),
      }
    case 'CallActivity':
      return mapCall(element)
    default:
      return undefined
  }
}

function mapCall(element: BpmnElement): ForeignFacts {
  const inherited: readonly ForeignMapping[] =
    settingOf(element, 'inheritVariables') === 'true' ? [{ all: true }] : []
  const bindings = ['latest', 'deployment', 'version'] as const
  const binding = bindings.find((one) => one === settingOf(element, 'calledElementBinding'))
  return {
    input: [...inherited, ...mappingsOf(element, 'in')],
    output: mappingsOf(element, 'out'),
    ...(binding && { binding }),
    ...named('version', settingOf(element, 'calledElementVersion')),
  }
}

function mappingsOf(element: BpmnElement, name: 'in' | 'out'): readonly ForeignMapping[] {
  return element.extensions
    .filter((one) => one.name === name && vendorNamespaces.has(one.namespace))
    .flatMap((one): readonly ForeignMapping[] => {
      const settings = new Map(one.attributes.map((attribute) => [attribute.name, attribute.value.trim()]))
      if (settings.get('variables') === 'all') return [{ all: true }]
      const source = settings.get('source') ?? sourceOf(settings.get('sourceExpression'))
      const target = settings.get('target')
      return source === undefined || target === undefined ? [] : [{ source, target }]
    })
}

/** An expression without `${}` is a literal text. */
function sourceOf(text: string | undefined): string | undefined {
  return text === undefined || isTemplate(text) ? text : JSON.stringify(text)
}

function settingOf(element: BpmnElement, name: string): string | undefined {
  return element.foreign.find((one) => one.name === name && vendorNamespaces.has(one.namespace))?.value.trim()
}

function named<Name extends string>(
  name: Name,
  value: string | undefined,
): { readonly [Key in Name]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]?: string })
}
