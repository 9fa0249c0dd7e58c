import type { Procedure } from '@duibiao/kernel'
import { loadProcedures } from '@duibiao/packfile'
import { findModel } from './material.ts'
import { readModel } from './model-file.ts'
import type { Session } from './session.ts'
import { makeVendorHooks } from './vendor.ts'

/**
 * Reads, checks, compiles and deploys models. All are one deployment, unless a process comes twice: then its next
 * version is a deployment of its own. Gives the findings when one is refused; then none is deployed.
 */
export function deployModels(session: Session, models: readonly string[]): string | undefined {
  const loaded = models.map((model) => load(session, model))
  const refused = loaded.flatMap((one) => one.refused)
  if (refused.length > 0) return refused.slice(0, 3).join(' | ')
  for (const procedures of groupVersions(loaded.map((one) => one.procedures)))
    session.world.deploy(procedures)
  return undefined
}

type Loaded = { readonly procedures: readonly Procedure[]; readonly refused: readonly string[] }

function load(session: Session, model: string): Loaded {
  const path = findModel(session.path, model)
  if (path === undefined) throw new Error(`there is no model ${model}`)
  const { procedures, findings } = loadProcedures(readModel(path), model, {
    lenient: true,
    profile: session.profileOf(path),
    hooks: makeVendorHooks(session.trace),
  })
  const errors = findings.filter((finding) => finding.severity === 'error')
  return {
    procedures,
    refused: errors.map((one) => `${model}:${one.line} ${one.rule ?? one.code} ${one.en}`),
  }
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
