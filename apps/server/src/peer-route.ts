import { AppError, formatInstant, isAppError } from '@duibiao/base'
import {
  findPeers,
  keepPeerList,
  listPeerLists,
  listWorsening,
  readPeerGround,
  readPeerValues,
  removePeerList,
} from '@duibiao/contract'
import type { AnswerOf } from '@duibiao/contract'
import * as store from '@duibiao/store'
import { changeAudited } from './audit.ts'
import { readGround } from './peer-ground.ts'
import type { PeerAside } from './peer-aside.ts'
import { loadTable, loadYears, nameUnits } from './peer-observation.ts'
import { keyOf, readCharacteristic, unitFault } from './peer-work.ts'
import type { Characteristic, PeerOrder, StatisticTable } from './peer-work.ts'
import { checkCells } from './peer-rule.ts'
import type { RankingRule } from './ranking-rule.ts'
import { isFatal } from './recipe-fault.ts'
import { refuseFor, tellFaults } from './recipe-refusal.ts'
import { route } from './route.ts'
import type { Asking, Route } from './route.ts'
import { requirePerson } from './session-route.ts'
import type { Tenant } from './tenant.ts'

/** What peers are computed with. */
export interface PeerParts {
  readonly rule: RankingRule
  readonly aside: PeerAside
}

/** 对标地区: the places most like one, own lists of them, and who is worse than they are and gets worse. */
export function makePeerRoutes(parts: PeerParts): readonly Route[] {
  return [
    route(readPeerGround, async ({ tenant, params }) => ({ value: await readGround(tenant, params.units) })),
    route(readPeerValues, async (asking) => ({ value: await readValues(asking) })),
    route(findPeers, async (asking) => ({ value: await find(asking, parts) })),
    route(listWorsening, async (asking) => ({ value: await worsening(asking, parts) })),
    route(listPeerLists, async ({ tenant }) => {
      const lists = await store.listStoredPeerLists(tenant.database, tenant.district)
      const rows = lists.map(({ list, name, units, keptAt, keptBy }) => ({
        list,
        name,
        units: [...units],
        kept_at: formatInstant(keptAt),
        kept_by: keptBy,
      }))
      return { value: { rows } }
    }),
    route(keepPeerList, async (asking) => {
      const { tenant, caller, params, body } = asking
      const keptBy = requirePerson(caller).accountName
      const list = { ...params, ...body, keptAt: tenant.now(), keptBy }
      await changeAudited(asking, async (transaction) => {
        const isKept = await keepList(transaction, tenant, list)
        if (!isKept) throw new AppError('peer_lists_too_many', { most: store.mostPeerLists })
        const detail = { name: list.name, units: list.units.length }
        return { value: undefined, act: { kind: 'peer_list.kept', subject: list.list, detail } }
      })
      return { value: undefined }
    }),
    route(removePeerList, async (asking) => {
      const { tenant, params } = asking
      await changeAudited(asking, async (transaction) => {
        const wasThere = await store.removeStoredPeerList(transaction, tenant.district, params.list)
        if (!wasThere) throw new AppError('resource_missing')
        return { value: undefined, act: { kind: 'peer_list.removed', subject: params.list } }
      })
      return { value: undefined }
    }),
  ]
}

/** @throws AppError `peers_refused` */
async function readValues({
  tenant,
  query: { indicator, ...place },
  language,
}: Asking<typeof readPeerValues>): Promise<AnswerOf<typeof readPeerValues>> {
  const { table, faults } = await loadTable(tenant, { ...place, indicators: [indicator] })
  // A period without any value is an answer: nobody has one.
  const fatal = faults.filter((one) => isFatal(one) && one.code !== 'all_missing')
  if (fatal.length > 0) throw refuseFor('peers_refused', fatal, language)
  const rows = table.units.flatMap((code, place) => {
    const value = table.values[place]?.[0] ?? null
    return value === null ? [] : [{ code, value }]
  })
  return { rows }
}

/** @throws AppError `peer_list_named` */
async function keepList(
  transaction: store.Queryable,
  { district }: Tenant,
  list: store.PeerList,
): Promise<boolean> {
  try {
    return await store.keepStoredPeerList(transaction, district, list)
  } catch (error) {
    throw isAppError(error, 'row_exists') ? new AppError('peer_list_named', { name: list.name }) : error
  }
}

/** @throws AppError `resource_missing`, `peers_refused` with every fault, `ranking_too_long`, `server_busy` */
async function find(asking: Asking<typeof findPeers>, parts: PeerParts): Promise<AnswerOf<typeof findPeers>> {
  const { tenant, body, language } = asking
  const { choice, unit } = body
  const among = await amongOf(tenant, body.among)
  const order = await openOrder(asking, choice, parts)
  if (!order.table.units.includes(unit)) throw refuseFor('peers_refused', [unitFault(unit)], language)
  const answer = await parts.aside('find', { ...order, unit, ...(among !== undefined && { among }) })
  if (answer.kind === 'refused') throw refuseFor('peers_refused', answer.faults, language)
  const characteristics = new Map(choice.characteristics.map((one) => [keyOf(one), one]))
  const codes = [unit, ...answer.peers.map((peer) => peer.unit)]
  const named = await nameUnits(tenant, choice, codes)
  const values = valuesIn(order.table, choice.characteristics)
  return {
    unit: named(unit),
    places: order.table.units.length,
    characteristics: answer.variables.map(({ code, weight }) => ({
      ...placeOf(characteristics.get(code)),
      weight,
    })),
    peers: answer.peers.map(({ unit: peer, parts: shares, ...distance }) => ({
      ...named(peer),
      ...distance,
      parts: shares.map(({ variable, ...part }) => ({
        ...placeOf(characteristics.get(variable)),
        ...part,
        own_value: values(variable, unit),
        other_value: values(variable, peer),
      })),
    })),
    unknown: [...answer.unknown],
    findings: tellFaults(answer.faults, language),
  }
}

/** @throws AppError as `find` */
async function worsening(
  asking: Asking<typeof listWorsening>,
  parts: PeerParts,
): Promise<AnswerOf<typeof listWorsening>> {
  const { tenant, body, language } = asking
  const { indicator, better, choice } = body
  const order = await openOrder(asking, choice, parts)
  const found = await loadYears(tenant, { units: choice.units, indicator })
  if (found.faults.length > 0) throw refuseFor('peers_refused', found.faults, language)
  const answer = await parts.aside('worsen', { ...order, better, series: found.series })
  if (answer.kind === 'refused') throw refuseFor('peers_refused', answer.faults, language)
  const named = await nameUnits(
    tenant,
    choice,
    answer.rows.map(({ unit }) => unit),
  )
  return {
    judged: answer.judged,
    rows: answer.rows.map((row) => ({
      ...named(row.unit),
      year: row.year,
      value: row.value,
      peer_median: row.peerMedian,
      peers: row.peers,
      worse_by: row.worseBy,
      slope: row.slope,
      chance: row.chance,
      is_steady: row.isSteady,
    })),
    findings: tellFaults(answer.faults, language),
  }
}

type Choice = Asking<typeof findPeers>['body']['choice']

/** The statistics that a choice of peers names. @throws AppError `peers_refused` */
async function openOrder(
  { tenant, language }: Pick<Asking, 'tenant' | 'language'>,
  { characteristics, count = 15, known = 0.5, ...place }: Choice,
  { rule }: PeerParts,
): Promise<PeerOrder> {
  const indicators = [
    ...new Set(characteristics.flatMap(({ indicator, per }) => [indicator, per ?? indicator])),
  ]
  const { table, faults } = await loadTable(tenant, { ...place, indicators })
  const fatal = [...faults.filter(isFatal), ...checkCells(table, rule)]
  if (fatal.length > 0) throw refuseFor('peers_refused', fatal, language)
  return { table, characteristics, count, known }
}

/** @throws AppError `resource_missing` */
async function amongOf(
  { database, district }: Tenant,
  among: Asking<typeof findPeers>['body']['among'],
): Promise<readonly string[] | undefined> {
  if (among === undefined) return undefined
  if ('units' in among) return among.units
  const found = await store.readPeerList(database, district, among.list)
  if (found === undefined) throw new AppError('resource_missing')
  return found.units
}

function placeOf(found: Characteristic | undefined): Pick<Characteristic, 'indicator' | 'per'> {
  const { indicator = '', per } = found ?? {}
  return { indicator, ...(per !== undefined && { per }) }
}

function valuesIn(
  table: StatisticTable,
  characteristics: readonly Characteristic[],
): (variable: string, unit: string) => number | null {
  const readers = new Map(characteristics.map((one) => [keyOf(one), readCharacteristic(table, one)]))
  return (variable, unit) => readers.get(variable)?.(unit) ?? null
}
