import type { AddressChange } from '../../ui/list-address.ts'

export const views = ['gap', 'peers', 'map', 'catch_up', 'worsening'] as const
export type View = (typeof views)[number]

export const kinds = ['area', 'office', 'division'] as const
export type Kind = (typeof kinds)[number]

export const methods = ['arithmetic', 'geometric'] as const
export type Method = (typeof methods)[number]

export type Better = 'higher' | 'lower'

/** What a place is like: an indicator, or one for each of another. */
export interface Characteristic {
  readonly indicator: string
  readonly per: string | undefined
  readonly weight: number
  readonly scale: 'plain' | 'log'
}

/** An indicator by which units are compared. */
export interface ChosenIndicator {
  readonly code: string
  readonly better: Better
  readonly weight: number
}

/** A value of the unit itself in place of the one it has. */
export interface SupposedValue {
  readonly indicator: string
  readonly value: number
}

/** All that the address says of the page. */
export interface PeerState {
  readonly view: View
  readonly units: Kind
  readonly period: string | undefined
  readonly own: string | undefined
  readonly peer: string | undefined
  readonly characteristics: readonly Characteristic[]
  /** An own list that peers are chosen from. */
  readonly list: string | undefined
  readonly indicators: readonly ChosenIndicator[]
  readonly method: Method
  /** A kept result in place of indicators. */
  readonly ranking: string | undefined
  readonly supposed: readonly SupposedValue[]
  /** The one indicator of a projection or of a list. */
  readonly indicator: string | undefined
  readonly horizon: number
  /** By which indicator the map is coloured; by who is a peer when not said. */
  readonly shown: string | undefined
  /** The place that was chosen on the map. */
  readonly at: string | undefined
  /** The map shows one's own place, its peers and rivals, and what lies between. */
  readonly isNear: boolean
  /** How many peers the map shows; a third of all when not said. */
  readonly nearest: number | undefined
}

/** Years looked ahead when the address says none. */
export const usualHorizon = 5

/** No code holds these signs. */
const betweenParts = '~'
const betweenItems = ','

export function readState(search: URLSearchParams): PeerState {
  return {
    view: choiceOf(views, search.get('view')) ?? 'gap',
    units: choiceOf(kinds, search.get('units')) ?? 'area',
    period: periodOf(search.get('period')),
    own: wordOf(search.get('own')),
    peer: wordOf(search.get('peer')),
    characteristics: itemsOf(search.get('c')).flatMap(readCharacteristic),
    list: wordOf(search.get('list')),
    indicators: itemsOf(search.get('i')).flatMap(readChosen),
    method: choiceOf(methods, search.get('method')) ?? 'arithmetic',
    ranking: wordOf(search.get('ranking')),
    supposed: itemsOf(search.get('s')).flatMap(readSupposed),
    indicator: wordOf(search.get('indicator')),
    horizon: horizonOf(search.get('horizon')),
    shown: wordOf(search.get('shown')),
    at: wordOf(search.get('at')),
    isNear: search.get('near') === '1',
    nearest: nearestOf(search.get('nearest')),
  }
}

export function writeCharacteristics(items: readonly Characteristic[]): AddressChange {
  const texts = items.map(({ indicator, per = '', weight, scale }) => [indicator, per, weight, scale])
  return { c: writeItems(texts) }
}

export function writeChosen(items: readonly ChosenIndicator[]): AddressChange {
  return { i: writeItems(items.map(({ code, better, weight }) => [code, better, weight])) }
}

export function writeSupposed(items: readonly SupposedValue[]): AddressChange {
  return { s: writeItems(items.map(({ indicator, value }) => [indicator, value])) }
}

function writeItems(items: readonly (readonly (string | number)[])[]): string | undefined {
  return items.length === 0 ? undefined : items.map((parts) => parts.join(betweenParts)).join(betweenItems)
}

function itemsOf(text: string | null): readonly (readonly string[])[] {
  if (text === null || text === '') return []
  return text
    .split(betweenItems)
    .slice(0, 50)
    .map((item) => item.split(betweenParts))
}

function readCharacteristic([indicator = '', per = '', weight = '1', scale = '']: readonly string[]) {
  const item = {
    indicator,
    per: per === '' ? undefined : per,
    weight: weightOf(weight),
    scale: choiceOf(['plain', 'log'] as const, scale) ?? 'plain',
  }
  return indicator === '' ? [] : [item]
}

function readChosen([code = '', better = '', weight = '1']: readonly string[]): readonly ChosenIndicator[] {
  const way = choiceOf(['higher', 'lower'] as const, better) ?? 'higher'
  return code === '' ? [] : [{ code, better: way, weight: weightOf(weight) }]
}

function readSupposed([indicator = '', text = '']: readonly string[]): readonly SupposedValue[] {
  const value = Number(text)
  return indicator === '' || text === '' || !Number.isFinite(value) ? [] : [{ indicator, value }]
}

/** A weight that the service takes; 1 for what is none. */
function weightOf(text: string): number {
  const weight = Number(text)
  return text !== '' && weight >= 0 && weight <= 1000 ? weight : 1
}

function horizonOf(text: string | null): number {
  const years = Number(text)
  return Number.isInteger(years) && years >= 1 && years <= 30 ? years : usualHorizon
}

function nearestOf(text: string | null): number | undefined {
  const count = Number(text)
  return text !== null && Number.isInteger(count) && count >= 1 && count <= 15 ? count : undefined
}

function periodOf(text: string | null): string | undefined {
  return text !== null && /^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/.test(text) ? text : undefined
}

function choiceOf<Value extends string>(values: readonly Value[], text: string | null): Value | undefined {
  return values.find((value) => value === text)
}

function wordOf(text: string | null): string | undefined {
  return text === null || text === '' || text.length > 200 ? undefined : text
}
