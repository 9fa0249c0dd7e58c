import { AppError } from '@duibiao/base'
import { listTriages, trainTriageModel } from '@duibiao/server'
import type { PackTriage } from '@duibiao/server'
import { listTriageModels } from '@duibiao/store'
import type { TriageModel } from '@duibiao/store'
import { readConfig } from './config.ts'
import { openKnownInstallation } from './installation.ts'
import type { Installation } from './installation.ts'
import type { Text } from './language.ts'
import type { Session } from './session.ts'

/** Trains the models of the district from what people confirmed, as the job of the service does; a better one is used from then on. */
export async function learnHere(
  name: string | undefined,
  { json }: { readonly json?: true },
  session: Session,
): Promise<void> {
  const { terminal, language, say } = session
  const installation = await openKnownInstallation(terminal, readConfig(terminal, language))
  try {
    for (const triage of wantedOf(installation, name)) {
      const model = await learnOne(installation, triage)
      if (json === true) terminal.print(JSON.stringify(wireOf(triage.pack, model)))
      else if (model === undefined) terminal.warn(say(texts.none, { pack: triage.pack }))
      else {
        const { version, learnt, held } = model
        const told = { pack: triage.pack, version, learnt, held, score: shareOf(model.score) }
        terminal.print(say(model.state === 'current' ? texts.used : texts.refused, told))
      }
    }
  } finally {
    await installation.close()
  }
}

/** @throws AppError `pack_not_installed` */
function wantedOf(installation: Installation, name: string | undefined): readonly PackTriage[] {
  const triages = listTriages(installation)
  if (name === undefined) return triages
  const found = triages.filter(({ pack }) => pack === name)
  if (found.length === 0) throw new AppError('pack_not_installed', { pack: name })
  return found
}

/** @returns undefined when there was too little to learn from, or another process is at it */
async function learnOne(installation: Installation, triage: PackTriage): Promise<TriageModel | undefined> {
  const { database, district } = installation
  const version = await trainTriageModel({ tenant: installation, database }, triage)
  const models = await listTriageModels(database, district, triage.pack)
  return models.find((model) => model.version === version)
}

function shareOf(score: string | undefined): string {
  if (score === undefined) return '–'
  const { macroF1 }: { readonly macroF1: number } = JSON.parse(score)
  return macroF1.toFixed(4)
}

function wireOf(pack: string, model: TriageModel | undefined) {
  if (model === undefined) return { pack }
  const { version, state, reason, learnt, held, score, rival, rivalScore } = model
  return {
    pack,
    version,
    state,
    reason,
    learnt,
    held,
    ...(score !== undefined && { score: JSON.parse(score) }),
    ...(rival !== undefined && { rival, rival_score: JSON.parse(rivalScore ?? 'null') }),
  }
}

const texts = {
  used: {
    zh: '{pack}：第 {version} 版已启用，学了 {learnt} 件，检验 {held} 件，宏平均 F1 {score}',
    en: '{pack}: version {version} is used, {learnt} learnt, {held} held back, macro-F1 {score}',
  },
  refused: {
    zh: '{pack}：第 {version} 版没有启用，学了 {learnt} 件，检验 {held} 件，宏平均 F1 {score}',
    en: '{pack}: version {version} is not used, {learnt} learnt, {held} held back, macro-F1 {score}',
  },
  none: {
    zh: '{pack}：没有可学的，或另一个进程正在训练',
    en: '{pack}: there is nothing to learn from, or another process is training',
  },
} as const satisfies Readonly<Record<string, Text>>
