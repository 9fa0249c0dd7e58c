import { AppError, formatInstant } from '@duibiao/base'
import { askSuggestion, listEmergencies, readSuggestion } from '@duibiao/contract'
import type { Pack } from '@duibiao/packfile'
import { listEmergencyFindings } from '@duibiao/store'
import { defined } from './defined.ts'
import { emergencyOf } from './emergency-rule.ts'
import { accessMatter, isSeen, matterIdIn, packOf, viewOf } from './matter-access.ts'
import { valuesOf } from './matter-act.ts'
import { ownVariables } from './matter-description.ts'
import { fieldLevels } from './personal-field.ts'
import { permissions } from './policy.ts'
import { route } from './route.ts'
import type { Route } from './route.ts'
import { makeSuggestion, textOf } from './suggestion.ts'
import type { OfficeSuggestion } from './office-routing.ts'
import type { Suggestion } from './suggestion.ts'
import type { Tenant } from './tenant.ts'

/** Findings that are read at once: emergencies nobody has decided on are few. */
const mostFindings = 500

/** Where messages belong, and what cannot wait. */
export const suggestionRoutes: readonly Route[] = [
  route(readSuggestion, async ({ tenant, caller, params }) => {
    const access = await accessMatter(tenant, caller, matterIdIn(params.matter))
    const isTheirs =
      access.tasks.some(({ offer }) => offer !== undefined) ||
      isSeen(caller, access.listed, permissions['suggestion.read'])
    const pack = packOf(tenant, access)
    if (!isTheirs || pack === undefined) throw new AppError('resource_missing')
    const variables = ownVariables(access.found.data)
    const except = textOf(variables, pack.manifest.listing?.office)
    const suggestion = await makeSuggestion(tenant, { pack, variables, except })
    const [levels, view] = [fieldLevels(pack), viewOf(tenant, caller, access)]
    return {
      value: suggestionPage(tenant, pack, {
        suggestion,
        shows: (field) => view[levels.get(field) ?? 'internal'] === 'clear',
      }),
    }
  }),
  route(askSuggestion, async ({ tenant, body }) => {
    const pack = tenant.packs.newest(body.pack)
    const suggestion = await makeSuggestion(tenant, { pack, variables: valuesOf(body.variables) })
    return { value: suggestionPage(tenant, pack, { suggestion, shows: () => true }) }
  }),
  route(listEmergencies, async ({ tenant, caller }) => {
    const found = await listEmergencyFindings(tenant.database, tenant.district, mostFindings)
    const rows = found
      .filter((one) => isSeen(caller, one, permissions['emergency.list']))
      .map(({ matter, pack: name, foundAt, dangers }) => {
        const pack = tenant.packs.find(name)
        const known = pack && emergencyOf(pack)?.dangers
        return {
          matter,
          pack: name,
          found_at: formatInstant(foundAt),
          dangers: dangers.map(
            (danger) => known?.get(danger) ?? { danger, name: { zh: danger, en: danger }, line: '' },
          ),
        }
      })
    return { value: { rows } }
  }),
]

interface Shown {
  readonly suggestion: Suggestion
  /** Whether the asker sees a field in clear: its words are shown to nobody else. */
  readonly shows: (field: string) => boolean
}

function suggestionPage(tenant: Tenant, { manifest }: Pack, { suggestion, shows }: Shown) {
  const { model, categories, doubts, pieces, office, dangers, mentions } = suggestion
  const route = manifest.emergency?.route
  return {
    ...defined({ model }),
    is_sure: doubts.length === 0 && categories.length > 0,
    categories: categories.map(({ office: own, ...category }) => ({
      ...category,
      ...(own !== undefined && { office: officePage(tenant, own) }),
    })),
    doubts: doubts.map((doubt) => ({ ...doubt })),
    pieces: pieces.filter(({ field }) => shows(field)).map((piece) => ({ ...piece })),
    ...(office !== undefined && { office: officePage(tenant, office) }),
    emergency: {
      dangers: dangers.map((danger) => ({ ...danger })),
      mentions: mentions
        .filter(({ field }) => shows(field))
        .map(({ excuse, ...mention }) => ({
          ...mention,
          ...(excuse !== undefined && { excuse: { ...excuse } }),
        })),
      ...(route !== undefined && { route: { task: route.task, answers: { ...route.answers } } }),
    },
  }
}

function officePage({ registry }: Tenant, suggestion: OfficeSuggestion) {
  const { office } = suggestion
  return { ...suggestion, name: registry.state().office.get(office)?.name ?? office }
}
