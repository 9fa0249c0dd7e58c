import { influenceOnRanks, leaveOut, rankIntervalsOf, runByChance, sureShare } from '@duibiao/measures'
import type { RankInfluence, RankInterval, Sensitivity, Uncertainty } from '@duibiao/measures'
import { formatFinding } from './fault.ts'
import type { Text } from './language.ts'
import { openChanges, uncertaintiesTold } from './measure-ranking.ts'
import { figure, openWork, runWork, tellAll } from './measure-run.ts'
import type { MeasureRun, TableRequest } from './measure-run.ts'
import type { Session } from './session.ts'
import { formatTable } from './table.ts'

export interface SensitivityRequest extends TableRequest {
  readonly seed: number
  readonly runs: number
  readonly points: number
}

type Open = Extract<Sensitivity, { readonly kind: 'open' }>

type LeftOut = { readonly code: string; readonly meanShift: number | undefined }

type Study = {
  readonly run: MeasureRun
  readonly uncertainties: readonly Uncertainty[]
  readonly intervals: readonly RankInterval[]
  readonly refused: number
  readonly influence: RankInfluence
  readonly leftOut: readonly LeftOut[]
}

/** `measures sensitivity`: where ranks lie over many runs, which uncertainty moves them, and what each part carries. */
export async function studyRanks(request: SensitivityRequest, session: Session): Promise<void> {
  const work = await openWork(request, session)
  const run = work === undefined ? undefined : runWork(work, request, session)
  const opened = run === undefined ? undefined : openChanges(run, request, session)
  if (run === undefined || opened === undefined) return
  const { ranks, refused } = runByChance(opened, request)
  const study = {
    run,
    uncertainties: uncertaintiesTold(run),
    intervals: rankIntervalsOf(opened, ranks),
    refused,
    influence: influenceOnRanks(opened, request),
    leftOut: leaveEach(run, opened),
  }
  if (request.json === true) session.terminal.print(JSON.stringify(studyJson(study, request)))
  else tellStudy(study, request, session)
}

/** Every indicator and node left out, the top excepted; what matters most stands first. */
function leaveEach({ input }: MeasureRun, opened: Open): readonly LeftOut[] {
  const { indicators, nodes } = input.table
  const codes = [...nodes, ...indicators].flatMap(({ code, parent }) => (parent === undefined ? [] : [code]))
  return leaveOut(opened, codes)
    .map((one) => ({ code: one.code, meanShift: 'meanShift' in one ? one.meanShift : undefined }))
    .toSorted((one, other) => (other.meanShift ?? -1) - (one.meanShift ?? -1))
}

function tellStudy(study: Study, request: SensitivityRequest, session: Session): void {
  const { terminal, say } = session
  const { run, intervals, refused, leftOut } = study
  tellAll(run.tell(run.result.findings), session)
  const { rank, unit, name, median, low, high, above } = texts
  const rows = intervals
    .toSorted((one, other) => (one.nominal ?? Infinity) - (other.nominal ?? Infinity))
    .map((one) => [
      figure(one.nominal),
      one.unit,
      run.nameOf(one.unit),
      ...[one.median, one.low, one.high, one.aboveNext].map(figure),
    ])
  print(
    [rank, unit, name, median, low, high, above].map((text) => say(text)),
    rows,
  )
  const sure = intervals.filter(({ aboveNext }) => (aboveNext ?? 0) >= sureShare).length
  terminal.print(say(texts.summary, { runs: request.runs, refused, sure, units: intervals.length }))
  tellInfluence(study, session)
  print(
    [texts.leftOut, texts.shift].map((text) => say(text)),
    leftOut.map(({ code, meanShift }) => [code, figure(meanShift)]),
  )

  function print(head: readonly string[], cells: readonly (readonly string[])[]): void {
    terminal.print('')
    for (const line of formatTable(head, cells)) terminal.print(line)
  }
}

function tellInfluence({ run, uncertainties, influence }: Study, { terminal, language, say }: Session): void {
  terminal.print('')
  if (influence.kind === 'refused') {
    if (influence.findings.some(({ code }) => code === 'zero_variance')) {
      terminal.print(say(texts.unmoved))
      return
    }
    terminal.print(say(texts.notShared))
    for (const finding of run.tell(influence.findings)) terminal.print(formatFinding(finding, language))
    return
  }
  const head = [texts.uncertainty, texts.first, texts.total, texts.range].map((text) => say(text))
  const rows = influence.indices.map(({ first, total, interval }, at) => {
    const range = interval?.total.map((bound) => figure(bound)).join(' … ') ?? ''
    return [nameOf(uncertainties[at]), figure(first), figure(total), range]
  })
  for (const line of formatTable(head, rows)) terminal.print(line)

  function nameOf(one: Uncertainty | undefined): string {
    if (one === undefined) return ''
    return one.kind === 'weights'
      ? say(texts.weights, { share: figure(one.share * 100), codes: one.codes?.join(', ') ?? '' })
      : say(texts.switch, { step: one.step, options: one.options.length })
  }
}

function studyJson(
  { run, uncertainties, intervals, refused, influence, leftOut }: Study,
  request: SensitivityRequest,
) {
  const { code, version } = run.file.recipe
  const { seed, runs, points } = request
  return {
    recipe: { code, version },
    seed,
    runs,
    refused,
    intervals: intervals.map(({ aboveNext, ...one }) => ({
      ...one,
      name: run.nameOf(one.unit),
      above_next: aboveNext,
    })),
    influence: {
      points,
      of: uncertainties.map((uncertainty, at) => ({
        uncertainty,
        ...shareJson(influence.kind === 'done' ? influence.indices[at] : undefined),
      })),
      findings: influence.kind === 'refused' ? run.tell(influence.findings) : [],
    },
    left_out: leftOut.map(({ code: left, meanShift }) => ({ code: left, mean_shift: meanShift ?? null })),
    findings: run.tell(run.result.findings),
  }
}

type Share = Extract<RankInfluence, { readonly kind: 'done' }>['indices'][number]

function shareJson(share: Share | undefined) {
  if (share === undefined) return { first: null, total: null, first_range: null, total_range: null }
  const { first, total, interval } = share
  return { first, total, first_range: interval?.first ?? null, total_range: interval?.total ?? null }
}

const texts = {
  rank: { zh: '位次', en: 'rank' },
  unit: { zh: '代码', en: 'code' },
  name: { zh: '名称', en: 'name' },
  median: { zh: '中位', en: 'median' },
  low: { zh: '位次下限', en: 'rank from' },
  high: { zh: '位次上限', en: 'rank to' },
  above: { zh: '高于下一位', en: 'above next' },
  summary: {
    zh: '{runs} 次变动（{refused} 次未能得出）；{units} 个单位中 {sure} 个在至少 95% 的变动中高于下一位',
    en: '{runs} runs with changes ({refused} refused); {sure} of {units} units stand above the next in at least 95 of 100',
  },
  uncertainty: { zh: '不确定之处', en: 'uncertainty' },
  first: { zh: '单独作用', en: 'alone' },
  total: { zh: '总作用', en: 'with others' },
  range: { zh: '总作用的区间', en: 'range of the latter' },
  weights: { zh: '权重 ±{share}% {codes}', en: 'weights ±{share} % {codes}' },
  switch: { zh: '第 {step} 步的 {options} 种做法', en: 'step {step}, {options} ways' },
  unmoved: {
    zh: '各次变动使位次移动得一样多，没有可分摊的作用',
    en: 'ranks move by the same in all runs: there is nothing to share out',
  },
  notShared: {
    zh: '各不确定之处的作用无从分摊：',
    en: 'what each uncertainty moves cannot be told:',
  },
  leftOut: { zh: '去掉', en: 'without' },
  shift: { zh: '位次平均变动', en: 'mean shift of ranks' },
} as const satisfies Readonly<Record<string, Text>>
