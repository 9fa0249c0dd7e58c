import { readFileSync } from 'node:fs'
import type { Procedure } from '@duibiao/kernel'
import { loadProcedures } from '@duibiao/packfile'
import { findModel } from './material.ts'
import type { Session } from './session.ts'
import { makeVendorHooks } from './vendor.ts'

/**
 * Suites whose models are held against the strict profile of the checks, because their authors wrote them to it: all
 * other makers break rules such as "every expression is a formal one" in most of their files.
 */
const strictSuites: ReadonlySet<string> = new Set(['betsy'])

/**
 * Reads, checks, compiles and deploys models. All are one deployment, unless a process comes twice: then its next
 * version is a deployment of its own. Gives the findings when one is refused; then none is deployed.
 */
export function deployModels(
  session: Session,
  models: readonly string[],
  { prepare }: { readonly prepare: boolean } = { prepare: true },
): string | undefined {
  const loaded = models.map((model) => load(session, model, prepare))
  const refused = loaded.flatMap((one) => one.refused)
  if (refused.length > 0) return refused.slice(0, 3).join(' | ')
  for (const procedures of groupVersions(loaded.map((one) => one.procedures)))
    session.world.deploy(procedures)
  return undefined
}

type Loaded = { readonly procedures: readonly Procedure[]; readonly refused: readonly string[] }

function load(session: Session, model: string, prepare: boolean): Loaded {
  const path = findModel(session.path, model)
  if (path === undefined) throw new Error(`there is no model ${model}`)
  const isStrict = strictSuites.has(model.split('/', 1)[0] ?? '')
  const source = readFileSync(path)
  const { procedures, findings } = loadProcedures(
    isStrict && prepare ? prepareScripts(source) : source,
    model,
    {
      lenient: true,
      profile: isStrict ? 'strict' : 'standard',
      hooks: makeVendorHooks(session.trace),
    },
  )
  const errors = findings.filter((finding) => finding.severity === 'error')
  return {
    procedures,
    refused: errors.map((one) => `${model}:${one.line} ${one.rule ?? one.code} ${one.en}`),
  }
}

/**
 * Models written for many engines name no script format, and a few conditions no type: their suite's README asks a driver
 * to add both before it runs them. Byte for byte the same otherwise, whatever the encoding.
 */
function prepareScripts(source: Uint8Array): Uint8Array {
  const text = Buffer.from(source)
    .toString('latin1')
    .replace(
      /<((?:[\w-]+:)?)scriptTask\b(?![^>]*\bscriptFormat=)/g,
      '<$1scriptTask scriptFormat="text/x-word"',
    )
    .replace(
      /<((?:[\w-]+:)?)conditionExpression\b(?![^>]*\bxsi:type=)/g,
      '<$1conditionExpression xsi:type="$1tFormalExpression"',
    )
  return Buffer.from(text, 'latin1')
}

function groupVersions(files: readonly (readonly Procedure[])[]): readonly (readonly Procedure[])[] {
  const groups: Procedure[][] = []
  for (const file of files) {
    const ids = new Set(file.map((procedure) => procedure.id))
    const last = groups.at(-1)
    if (last === undefined || last.some((procedure) => ids.has(procedure.id))) groups.push([...file])
    else last.push(...file)
  }
  return groups
}
