import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats, useWording } from '../../text/format-context.tsx'
import type { Content, Step } from './queries.ts'

/** A step as people read it. */
export interface StepWords {
  readonly title: string
  readonly sentence: string
  /** What it says of single indicators. */
  readonly details: readonly string[]
}

type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string
type StepOf<Kind extends Step['kind']> = Extract<Step, { readonly kind: Kind }>
type Normalisation = StepOf<'normalise'>['method']

interface Speech {
  readonly t: Say
  readonly number: (value: number) => string
  /** The name of an indicator or node. */
  readonly nameOf: (code: string) => string
}

/** Says steps of a recipe in sentences with their parameters. */
export function useStepWords({ indicators, nodes }: Pick<Content, 'indicators' | 'nodes'>) {
  const { t } = useTranslation('recipe')
  const say = useWording()
  const { number } = useFormats()
  return useMemo(() => {
    const names = new Map([...indicators, ...nodes].map(({ code, name }) => [code, say(name)]))
    const speech: Speech = {
      t: (key, values = {}) => t(key, values),
      number,
      nameOf: (code) => names.get(code) ?? code,
    }
    return (step: Step): StepWords => ({
      title: t(`step.${step.kind}`),
      sentence: sentenceOf(step, speech),
      details: detailsOf(step, speech),
    })
  }, [t, say, number, indicators, nodes])
}

function sentenceOf(step: Step, speech: Speech): string {
  const { t, number } = speech
  switch (step.kind) {
    case 'select':
      return t('says.select', { conditions: conditionsOf(step, speech) })
    case 'screen':
      return t('says.screen', { share: number(step.leastShare * 100) })
    case 'divide':
      return t('says.divide')
    case 'fill':
      return fillWords(step, speech)
    case 'cap':
      return t('says.cap')
    case 'treat':
      return t('says.treat', {
        skewness: number(step.skewness),
        kurtosis: number(step.kurtosis),
        most: number(step.most),
      })
    case 'normalise':
      return normalisationWords(step.method, speech)
    case 'round':
      return t('says.round', { decimals: step.decimals })
    case 'weigh':
      return weighingWords(step, speech)
    case 'aggregate':
      return t(`aggregate.${step.method}`)
    case 'rank':
      return rankWords(step, speech)
  }
}

function fillWords({ within, method, indicators }: StepOf<'fill'>, speech: Speech): string {
  const { t } = speech
  const said = { method: t(`fill.${method}`), which: whichOf(indicators, speech) }
  return within === undefined ? t('says.fill', said) : t('says.fill_within', { ...said, within })
}

function rankWords({ within }: StepOf<'rank'>, { t }: Speech): string {
  return within === undefined ? t('says.rank') : t('says.rank_within', { within })
}

function conditionsOf({ conditions }: StepOf<'select'>, { t, number }: Speech): string {
  return conditions
    .map(({ attribute, is, value }) =>
      t(`condition.${is}`, { attribute, value: typeof value === 'number' ? number(value) : value }),
    )
    .join(t('semicolon'))
}

function whichOf(codes: readonly string[] | undefined, { t, nameOf }: Speech): string {
  return codes === undefined ? t('all_indicators') : codes.map(nameOf).join(t('and'))
}

function normalisationWords(method: Normalisation, { t, number }: Speech): string {
  const values = Object.fromEntries(
    Object.entries(method).flatMap(([name, value]) =>
      typeof value === 'boolean' ? [] : [[name, typeof value === 'number' ? number(value) : value]],
    ),
  )
  const words = t(`normalise.${method.kind}`, values)
  return 'clamp' in method && method.clamp ? words + t('clamped') : words
}

function weighingWords(step: StepOf<'weigh'>, { t, number, nameOf }: Speech): string {
  switch (step.method) {
    case 'equal':
      return t('weigh.equal')
    case 'assigned':
      return step.sum === undefined ? t('weigh.assigned') : t('weigh.assigned_sum', { sum: number(step.sum) })
    case 'budget':
      return t('weigh.budget', {
        node: nameOf(step.node),
        points: number(step.points),
        experts: step.experts.length,
      })
    case 'pairs':
      return t('weigh.pairs', { node: nameOf(step.node), limit: number(step.limit) })
    case 'entropy':
    case 'critic':
    case 'merec':
    case 'principal_component':
      return t(`weigh.${step.method}`, { nodes: step.nodes.map(nameOf).join(t('and')) })
  }
}

/** What a step says of one indicator or node after another. */
function detailsOf(step: Step, speech: Speech): readonly string[] {
  const { t, number, nameOf } = speech
  switch (step.kind) {
    case 'divide':
      return Object.entries(step.denominators).map(([code, { attribute, scale }]) =>
        t('detail.divide', { name: nameOf(code), attribute, scale: number(scale) }),
      )
    case 'cap':
      return Object.entries(step.limits).map(([code, { least, most }]) =>
        t('detail.cap', {
          name: nameOf(code),
          least: least === undefined ? t('open_end') : number(least),
          most: most === undefined ? t('open_end') : number(most),
        }),
      )
    case 'treat':
      return exceptWords(step, speech)
    case 'normalise':
      return normaliseDetails(step, speech)
    case 'weigh':
      return weighDetails(step, speech)
    case 'aggregate':
      return nodeWords(step, speech)
    case 'select':
    case 'screen':
    case 'fill':
    case 'round':
    case 'rank':
      return []
  }
}

function exceptWords({ except }: StepOf<'treat'>, speech: Speech): readonly string[] {
  return except === undefined ? [] : [speech.t('detail.except', { names: whichOf(except, speech) })]
}

function nodeWords({ nodes }: StepOf<'aggregate'>, speech: Speech): readonly string[] {
  return Object.entries(nodes ?? {}).map(([code, rule]) => ruleWords(speech.nameOf(code), rule, speech))
}

function normaliseDetails({ goalposts, own }: StepOf<'normalise'>, speech: Speech): readonly string[] {
  const { t, number, nameOf } = speech
  return [
    ...Object.entries(goalposts ?? {}).map(([code, { worst, best }]) =>
      t('detail.goalposts', { name: nameOf(code), worst: number(worst), best: number(best) }),
    ),
    ...Object.entries(own ?? {}).map(([code, method]) =>
      t('detail.own', { name: nameOf(code), method: normalisationWords(method, speech) }),
    ),
  ]
}

function weighDetails(step: StepOf<'weigh'>, { t, number, nameOf }: Speech): readonly string[] {
  switch (step.method) {
    case 'assigned':
      return Object.entries(step.weights).map(([code, weight]) =>
        t('detail.weight', { name: nameOf(code), weight: number(weight) }),
      )
    case 'pairs':
      return step.comparisons.map(({ a, b, value }) =>
        t('detail.pair', { a: nameOf(a), b: nameOf(b), value: number(value) }),
      )
    case 'equal':
    case 'budget':
    case 'entropy':
    case 'critic':
    case 'merec':
    case 'principal_component':
      return []
  }
}

type NodeRule = NonNullable<StepOf<'aggregate'>['nodes']>[string]

function ruleWords(name: string, { method, leastPresent, missing }: NodeRule, { t, number }: Speech): string {
  const said = [
    ...(method === undefined ? [] : [t(`aggregate.${method}`)]),
    ...(leastPresent === undefined ? [] : [t('detail.least', { count: number(leastPresent) })]),
    ...(missing === undefined
      ? []
      : [t(`missing.${missing.kind}`, { within: missing.kind === 'group_mean' ? missing.within : '' })]),
  ]
  return t('detail.rule', { name, said: said.join(t('semicolon')) })
}
