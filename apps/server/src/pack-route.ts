import { AppError, instantAt, parseLegalDate } from '@duibiao/base'
import {
  listCodes,
  listPacks,
  listPackSettings,
  listParameters,
  listVacancies,
  previewPost,
  readDecision,
  readForm,
  readPack,
  readProcedure,
  setPack,
} from '@duibiao/contract'
import type { PostHolder, Vacancies as VacancyLine } from '@duibiao/contract'
import type { InstalledPack, PackSetting } from '@duibiao/store'
import type { Static } from 'typebox'
import { recordAudit } from './audit.ts'
import { codeLines } from './code-line.ts'
import { defined } from './defined.ts'
import { readPage } from './list-page.ts'
import { holdersWith, settlePack } from './pack-settlement.ts'
import {
  decisionsOf,
  fileOf,
  findPack,
  formPage,
  packLine,
  parameterLine,
  proceduresOf,
  settingLine,
} from './pack-view.ts'
import { findVacancies } from './post-vacancy.ts'
import type { Vacancies } from './post-vacancy.ts'
import { todayOf } from './registry-reading.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { requirePerson } from './session-route.ts'
import type { Tenant } from './tenant.ts'

/** Packs as they are installed: what is in them, what the district settled for them, and what their parameters say. */
export const packRoutes: readonly Route[] = [
  route(listPacks, async ({ tenant, query }) => {
    await tenant.library.refresh()
    const { name, all = false } = query
    const shelf = tenant.library.packs
    const { rows, ...rest } = readPage<InstalledPack>({
      rows: shelf.list().toSorted((one, other) => (packKey(one) < packKey(other) ? -1 : 1)),
      keyOf: packKey,
      accepts: (pack) =>
        (name === undefined || pack.name === name) && (all || shelf.newest(pack.name)?.hash === pack.hash),
      after: query.after,
      limit: query.limit,
    })
    return { value: { rows: rows.map((pack) => packLine(tenant, pack)), ...rest } }
  }),
  route(readPack, async ({ tenant, params, language }) => {
    const { installed, pack } = await findPack(tenant, params.pack)
    const versions = tenant.library.packs.list().filter(({ name }) => name === installed.name)
    const value = {
      ...packLine(tenant, installed),
      manifest: { ...pack.manifest },
      versions: versions.map((one) => packLine(tenant, one)),
      procedures: [...proceduresOf(pack, language)],
      decisions: decisionsOf(pack).map(({ id, name, file }) => ({ id, name, file })),
      forms: [...pack.forms.keys()],
      parameters: Object.keys(pack.parameters),
      documents: [...pack.documents.keys()],
      texts: { ...pack.texts[language] },
    }
    return { value, tag: `"${installed.hash.slice(0, 16)}-${versions.length}-${language}"` }
  }),
  route(readProcedure, async ({ tenant, params }) => {
    const { pack } = await findPack(tenant, params.pack)
    const found = proceduresOf(pack, 'zh').find(({ id }) => id === params.procedure)
    // Never shown as a page: an XML file may hold a script.
    const bytes = fileOf(pack, found?.file)
    const name = found?.file.split('/').at(-1) ?? ''
    const headers = { 'content-disposition': `attachment; filename="${name}"` }
    return { value: bytes, headers, tag: `"${pack.hash.slice(0, 16)}"` }
  }),
  route(readDecision, async ({ tenant, params }) => {
    const { pack } = await findPack(tenant, params.pack)
    const found = decisionsOf(pack).find(({ id }) => id === params.decision)
    if (found === undefined) throw new AppError('resource_missing')
    const { id, name, description, table, text } = found
    const value = {
      id,
      name,
      ...(description !== undefined && { description }),
      ...(table !== undefined && { table: tableLine(table) }),
      dmn: text,
    }
    return { value, tag: `"${pack.hash.slice(0, 16)}"` }
  }),
  route(readForm, async ({ tenant, params, language }) => {
    const { pack } = await findPack(tenant, params.pack)
    const form = pack.forms.get(params.form)
    if (form === undefined) throw new AppError('resource_missing')
    const value = formPage(pack, form, language)
    return { value, tag: `"${pack.hash.slice(0, 16)}-${language}"` }
  }),
  route(listCodes, async ({ tenant, params, language }) => {
    const { pack } = await findPack(tenant, params.pack)
    const [rule, list] = [pack.manifest.codes?.[params.list], pack.codes.get(params.list)]
    if (rule === undefined || list === undefined) throw new AppError('resource_missing')
    const value = { title: { ...rule.title }, standard: rule.standard, rows: codeLines(rule, list) }
    return { value, tag: `"${pack.hash.slice(0, 16)}-${language}"` }
  }),
  route(listPackSettings, async ({ tenant, params, query }) => {
    const { installed } = await findPack(tenant, params.pack)
    const { rows, ...rest } = readPage<PackSetting>({
      rows: tenant.library.packs.settings(installed.name),
      keyOf: ({ number }) => String(number).padStart(9, '0'),
      accepts: () => true,
      after: query.after,
      limit: query.limit,
    })
    return { value: { rows: rows.map(settingLine), ...rest } }
  }),
  route(setPack, settle),
  route(previewPost, async ({ tenant, params, body }) => {
    const { pack } = await findPack(tenant, params.pack)
    await tenant.registry.refresh()
    const holder = body.holder === undefined ? undefined : holderIn(body.holder)
    const holderOf = holdersWith(tenant, pack, { post: body.name, ...(holder !== undefined && { holder }) })
    return { value: vacancyLine(await findVacancies(tenant, { pack, holderOf, at: tenant.now() })) }
  }),
  route(listVacancies, async ({ tenant, params }) => {
    const { pack } = await findPack(tenant, params.pack)
    await tenant.registry.refresh()
    const { holderOf } = tenant
    return { value: vacancyLine(await findVacancies(tenant, { pack, holderOf, at: tenant.now() })) }
  }),
  route(listParameters, async ({ tenant, params, query }) => {
    const { pack } = await findPack(tenant, params.pack)
    const on = query.on === undefined ? todayOf(tenant) : parseLegalDate(query.on)
    const choice = tenant.packs.choiceAt(pack.manifest.name, noonOf(tenant, on))
    const entries = Object.entries(pack.parameters).toSorted(([one], [other]) => (one < other ? -1 : 1))
    const { rows, ...rest } = readPage({
      rows: entries,
      keyOf: ([name]) => name,
      accepts: () => true,
      after: query.after,
      limit: query.limit,
    })
    return { value: { rows: rows.map((entry) => parameterLine(pack, entry, { on, choice })), ...rest } }
  }),
]

function packKey({ name, number }: InstalledPack): string {
  return `${name} ${String(number).padStart(9, '0')}`
}

/** What is settled today counts for today; of another day, what will have been settled by then. */
function noonOf({ now, calendar }: Tenant, on: ReturnType<typeof todayOf>): ReturnType<Tenant['now']> {
  const [noon, present] = [instantAt(on, '12:00', calendar()), now()]
  return noon > present ? noon : present
}

function tableLine(table: NonNullable<ReturnType<typeof decisionsOf>[number]['table']>) {
  const { hitPolicy, aggregation, inputs, outputs, rules } = table
  return {
    hit_policy: hitPolicy,
    ...(aggregation !== undefined && { aggregation }),
    inputs: [...inputs],
    outputs: [...outputs],
    rules: rules.map((rule) => ({ ...rule, inputs: [...rule.inputs], outputs: [...rule.outputs] })),
  }
}

async function settle(asking: Asking<typeof setPack>) {
  const { tenant, caller, params, body } = asking
  const { kind, name = '', value, holder, unit, from, to, legal_basis: basis } = body
  await tenant.registry.refresh()
  const { installed } = await findPack(tenant, params.pack)
  const { setting, lost } = await settlePack(tenant, {
    pack: installed.name,
    kind,
    name,
    value,
    ...(holder !== undefined && { holder: holderIn(holder) }),
    ...(unit !== undefined && { unit }),
    from: parseLegalDate(from),
    ...(to !== undefined && { to: parseLegalDate(to) }),
    basis,
    by: requirePerson(caller).accountName,
  })
  const detail = { pack: installed.name, number: setting.number, setting: kind, name }
  await recordAudit(asking, { kind: 'settings.changed', subject: installed.name, detail })
  return { value: { setting: settingLine(setting), without_effect: lost.map((one) => one.name) } }
}

function holderIn({ office_kinds: officeKinds, ...rest }: Static<typeof PostHolder>) {
  return { ...rest, ...defined({ officeKinds }) }
}

function vacancyLine({ posts, tasks }: Vacancies): Static<typeof VacancyLine> {
  return {
    posts: [...posts],
    tasks: tasks.map(({ element, posts: offered, office, tasks: count, number }) => ({
      element,
      posts: [...offered],
      ...defined({ office }),
      tasks: count,
      number,
    })),
  }
}
