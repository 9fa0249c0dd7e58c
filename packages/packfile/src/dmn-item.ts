import type { Finding } from '@duibiao/base'
import { refuse } from './dmn-element.ts'
import type { DmnModel, FeelText, ItemDefinition, TypeRef } from './dmn-model.ts'
import { compileFeelTests } from './feel.ts'
import { scopeOfNames } from './feel-scope.ts'
import type { NameShape } from './feel-syntax.ts'
import { ANY, typeOfName, type FeelType, type TypeNames } from './feel-type.ts'
import { normalizeName, type Feel } from './feel-value.ts'

/** The types that a model defines and imports, with the findings on their definitions. */
export type ItemTypes = {
  readonly names: TypeNames
  /** The type a reference means; any for none, `unknown` for a name that is not there. */
  readonly typeOf: (reference: TypeRef) => FeelType
}

/** Resolves the item definitions of a model. `imported` gives the types of an imported model by the name of the import. */
export function resolveItems(
  model: DmnModel,
  imported: (importName: string) => ItemTypes | undefined,
  findings: Finding[],
): ItemTypes {
  const items = new Map(model.items.map((item) => [item.name, item]))
  const resolved = new Map<string, FeelType>()
  const reading = { file: model.file, findings }
  function names(name: string): FeelType | undefined {
    const known = resolved.get(name)
    if (known !== undefined) return known
    const item = items.get(name)
    if (item === undefined) return typeOfImport(name, imported) ?? imported('')?.names(name)
    // In place while the definition is read, so that a definition that uses itself ends.
    resolved.set(name, ANY)
    const type = typeOfItem(item, { names, reading, path: [name] })
    resolved.set(name, type)
    return type
  }
  for (const item of model.items) {
    names(item.name)
    if (usesItself(item, items)) {
      refuse(reading, item, {
        code: 'dmn_type_cycle',
        zh: `数据类型 ${item.name} 引用了自身`,
        en: `the type ${item.name} is defined by itself`,
      })
    }
  }
  return { names, typeOf: (reference) => (reference === undefined ? ANY : typeOfName(reference, names)) }
}

/** The names inside a type, for reading paths such as `applicant.full name`. */
export function shapeOfType(type: FeelType, depth = 0): NameShape | 1 {
  switch (type.kind) {
    case 'context':
      if (depth > 8) return 1
      return Object.fromEntries(
        [...type.entries].map(([name, entry]) => [name, shapeOfType(entry, depth + 1)]),
      )
    case 'list':
      return shapeOfType(type.of, depth + 1)
    case 'restricted':
      return shapeOfType(type.base, depth)
    case 'function':
      return shapeOfType(type.result, depth + 1)
    case 'any':
    case 'simple':
    case 'range':
    case 'unknown':
      return 1
  }
}

type ItemContext = {
  readonly names: TypeNames
  readonly reading: { readonly file: string; readonly findings: Finding[] }
  readonly path: readonly string[]
}

function typeOfItem(item: ItemDefinition, context: ItemContext): FeelType {
  const base = baseOfItem(item, context)
  const restricted = restrict(base, { tests: item.allowedValues, item }, context)
  const whole: FeelType = item.isCollection ? { kind: 'list', of: restricted } : restricted
  return restrict(whole, { tests: item.typeConstraint, item }, context)
}

function baseOfItem(item: ItemDefinition, context: ItemContext): FeelType {
  if (item.functionItem !== undefined) {
    return {
      kind: 'function',
      parameters: item.functionItem.parameters.map(({ typeRef }) => typeOfReference(typeRef, item, context)),
      result: typeOfReference(item.functionItem.outputTypeRef, item, context),
    }
  }
  if (item.components.length === 0) return typeOfReference(item.typeRef, item, context)
  return {
    kind: 'context',
    entries: new Map(
      item.components.map((component) => [normalizeName(component.name), typeOfItem(component, context)]),
    ),
  }
}

function typeOfReference(reference: TypeRef, item: ItemDefinition, context: ItemContext): FeelType {
  if (reference === undefined) return ANY
  const type = typeOfName(reference, context.names)
  if (type.kind === 'unknown') {
    refuse(context.reading, item, {
      code: 'dmn_type_unknown',
      zh: `数据类型 ${reference} 不存在`,
      en: `there is no type ${reference}`,
    })
    return ANY
  }
  return type
}

function restrict(
  base: FeelType,
  { tests, item }: { readonly tests: FeelText | undefined; readonly item: ItemDefinition },
  context: ItemContext,
): FeelType {
  if (tests === undefined || tests.text.trim() === '') return base
  const place = { file: context.reading.file, line: tests.line, element: item.id }
  const { compiled, findings } = compileFeelTests(tests.text, place, {
    types: context.names,
    clock: 'allowed',
  })
  context.reading.findings.push(...findings)
  if (compiled === undefined) return base
  function allows(value: Feel): boolean {
    return compiled?.(scopeOfNames(new Map([['?', value]]), null)) === true
  }
  return { kind: 'restricted', base, allows }
}

function typeOfImport(
  name: string,
  imported: (importName: string) => ItemTypes | undefined,
): FeelType | undefined {
  const dot = name.indexOf('.')
  return dot < 0 ? undefined : imported(name.slice(0, dot))?.names(name.slice(dot + 1))
}

/** Whether a definition leads back to itself other than through a component or a list. */
function usesItself(item: ItemDefinition, items: ReadonlyMap<string, ItemDefinition>): boolean {
  const seen = new Set<string>()
  const open = [...referencesOf(item)]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === item.name) return true
    if (seen.has(name)) continue
    seen.add(name)
    const next = items.get(name)
    if (next !== undefined) open.push(...referencesOf(next))
  }
  return false
}

function referencesOf(item: ItemDefinition): readonly string[] {
  const own = item.typeRef === undefined ? [] : [item.typeRef]
  return [...own, ...item.components.flatMap(referencesOf)]
}
