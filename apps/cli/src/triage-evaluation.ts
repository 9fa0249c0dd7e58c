import { AppError } from '@duibiao/base'
import { askModel, crossValidate, evaluate, identityOf, trainModel, writeModel } from '@duibiao/triage'
import type { Evaluation, Example, TrainingSettings } from '@duibiao/triage'
import type { Text } from './language.ts'
import type { Session } from './session.ts'
import { formatPairs, formatTable } from './table.ts'
import { readExamples } from './triage-file.ts'
import { columnsOf, tellFindings, wordsOf } from './triage-learning.ts'
import type { LearningOptions } from './triage-learning.ts'

interface EvaluateOptions extends LearningOptions {
  readonly test?: readonly string[]
  readonly folds: number
}

interface Report {
  readonly learnt: number
  readonly asked: number
  /** Same text with the same category, left out so that nothing counts twice. */
  readonly copies: number
  /** Asked texts that were also learnt; they are left out of the score. */
  readonly leaked: number
  readonly score: Evaluation
  /** By fold; one when files to ask were given. */
  readonly macroF1s: readonly number[]
  readonly trainingSeconds: number
  readonly milliseconds: number
  readonly bytes: number
}

/** Trains on files and scores the answers on others, or by cross-validation, and prints the report. */
export async function evaluateFiles(options: EvaluateOptions, session: Session): Promise<void> {
  const { terminal } = session
  const columns = { text: columnsOf(options), label: options.label }
  const given = await readExamples({ folder: terminal.folder, names: options.train }, columns)
  const asked =
    options.test === undefined
      ? undefined
      : await readExamples({ folder: terminal.folder, names: options.test }, columns)
  const findings = [...given.findings, ...(asked?.findings ?? [])]
  const settings = { fields: columns.text, seed: options.seed, words: await wordsOf(options, session) }
  const examples = withoutCopies(given.examples, columns.text)
  const report =
    asked === undefined
      ? validate(examples, { ...settings, folds: options.folds }, session)
      : tryOn(examples, withoutCopies(asked.examples, columns.text), { settings, session })
  const copies =
    given.examples.length -
    examples.length +
    (asked === undefined ? 0 : asked.examples.length - report.asked - report.leaked)
  if (options.json === true) terminal.print(JSON.stringify(wireOf({ ...report, copies }, findings.length)))
  else {
    tellFindings(findings, session)
    printReport({ ...report, copies }, session)
  }
}

function withoutCopies(examples: readonly Example[], fields: readonly string[]): readonly Example[] {
  const seen = new Map(
    examples.map((one) => [`${one.category}\n${identityOf(one.texts, fields)}`, one] as const),
  )
  return [...seen.values()]
}

function tryOn(
  examples: readonly Example[],
  test: readonly Example[],
  { settings, session }: { readonly settings: TrainingSettings; readonly session: Session },
): Report {
  const learnt = new Set(examples.map(({ texts: own }) => identityOf(own, settings.fields)))
  const fresh = test.filter(({ texts: own }) => !learnt.has(identityOf(own, settings.fields)))
  if (fresh.length === 0) throw new AppError('examples_missing', { leaked: test.length })
  const { scheduler } = session.terminal
  const start = scheduler.now()
  const model = trainModel(examples, settings)
  const trained = scheduler.now()
  const score = evaluate(askModel(model, fresh))
  return {
    learnt: model.learnt,
    asked: fresh.length,
    copies: 0,
    leaked: test.length - fresh.length,
    score,
    macroF1s: [score.macroF1],
    trainingSeconds: (trained - start) / 1000,
    milliseconds: (scheduler.now() - trained) / fresh.length,
    bytes: writeModel(model).length,
  }
}

/** The folds give the score; training on everything gives time and size. */
function validate(
  examples: readonly Example[],
  settings: TrainingSettings & { readonly folds: number },
  session: Session,
): Report {
  if (examples.length < settings.folds) throw new AppError('examples_missing', { leaked: 0 })
  const { scheduler } = session.terminal
  const start = scheduler.now()
  const model = trainModel(examples, settings)
  const trained = scheduler.now()
  askModel(model, examples)
  const answered = scheduler.now()
  const folds = crossValidate(examples, settings)
  return {
    learnt: model.learnt,
    asked: examples.length,
    copies: 0,
    leaked: 0,
    score: evaluate(folds.flat()),
    macroF1s: folds.map((answers) => evaluate(answers).macroF1),
    trainingSeconds: (trained - start) / 1000,
    milliseconds: (answered - trained) / examples.length,
    bytes: writeModel(model).length,
  }
}

/** The report as a program reads it. */
function wireOf({ score, ...report }: Report, unused: number) {
  return {
    learnt: report.learnt,
    asked: report.asked,
    copies_left_out: report.copies,
    leaked_left_out: report.leaked,
    rows_unused: unused,
    macro_f1: score.macroF1,
    macro_f1_of_folds: report.macroF1s,
    accuracy: score.accuracy,
    top_2: score.topTwo,
    expected_calibration_error: score.calibrationError,
    accuracy_of_most_confident: score.confident,
    sure: score.sure,
    categories: score.categories,
    confusion: score.confusion,
    training_seconds: report.trainingSeconds,
    milliseconds_per_message: report.milliseconds,
    model_bytes: report.bytes,
  }
}

function printReport({ score, ...report }: Report, { terminal, say }: Session): void {
  const { confident, sure } = score
  const pairs = [
    [say(texts.learnt), report.learnt],
    [say(texts.asked), report.asked],
    [say(texts.copies), report.copies],
    [say(texts.leaked), report.leaked],
    [
      say(texts.macro),
      report.macroF1s.length === 1 ? score.macroF1.toFixed(4) : foldText(score, report.macroF1s),
    ],
    [say(texts.accuracy), score.accuracy.toFixed(4)],
    [say(texts.topTwo), score.topTwo.toFixed(4)],
    [say(texts.calibration), score.calibrationError.toFixed(4)],
    ...(['50', '70', '80', '90'] as const).map(
      (share) => [say(texts.confident, { share }), confident[share].toFixed(4)] as const,
    ),
    [say(texts.sure), `${sure.share.toFixed(4)} · ${sure.right.toFixed(4)}`],
    [say(texts.training), report.trainingSeconds],
    [say(texts.message), report.milliseconds.toFixed(3)],
    [say(texts.bytes), report.bytes],
  ] as const
  for (const line of formatPairs(pairs)) terminal.print(line)
  terminal.print('')
  const head = [say(texts.truth), ...score.categories.map(({ category }) => category), 'F1']
  const rows = score.categories.map(({ category, f1 }, row) => [
    category,
    ...(score.confusion[row] ?? []),
    f1.toFixed(3),
  ])
  for (const line of formatTable(head, rows)) terminal.print(line)
}

function foldText({ macroF1 }: Evaluation, folds: readonly number[]): string {
  return `${macroF1.toFixed(4)} (${folds.map((one) => one.toFixed(3)).join(' ')})`
}

const texts = {
  learnt: { zh: '样本', en: 'examples learnt' },
  asked: { zh: '测试', en: 'asked' },
  copies: { zh: '去掉的重复行', en: 'copies left out' },
  leaked: { zh: '去掉的已学文本', en: 'texts already learnt, left out' },
  macro: { zh: '宏平均 F1', en: 'macro-F1' },
  accuracy: { zh: '正确率', en: 'accuracy' },
  topTwo: { zh: '前二命中', en: 'truth among the first two' },
  calibration: { zh: '概率误差 (ECE)', en: 'expected calibration error' },
  confident: { zh: '最有把握的 {share}% 正确率', en: 'right among the {share}% most confident' },
  sure: { zh: '可确定的占比 · 正确率', en: 'called sure · right' },
  training: { zh: '训练秒数', en: 'seconds of training' },
  message: { zh: '每件毫秒', en: 'milliseconds a message' },
  bytes: { zh: '模型字节', en: 'bytes of the model' },
  truth: { zh: '实际＼判为', en: 'truth \\ answer' },
} as const satisfies Readonly<Record<string, Text>>
