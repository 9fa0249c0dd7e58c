import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '@duibiao/base'
import { openModel, readModel, trainModel, writeModel } from '@duibiao/triage'
import type { Suggestion } from '@duibiao/triage'
import type { Command } from 'commander'
import { parseCount } from './fault.ts'
import type { Text } from './language.ts'
import { problemOf, readBytes } from './message-file.ts'
import type { Session } from './session.ts'
import { learnHere } from './triage-district.ts'
import { evaluateFiles } from './triage-evaluation.ts'
import { readExamples, readTexts } from './triage-file.ts'
import { columnsOf, tellFindings, wordsOf } from './triage-learning.ts'
import type { LearningOptions } from './triage-learning.ts'

interface ClassifyOptions {
  readonly model: string
  readonly json?: true
}

/** `triage train`, `triage evaluate`, `triage learn` and `triage classify`. */
export function addTriageCommand(program: Command, session: Session): void {
  const { say } = session
  const triage = program.command('triage').description(say(texts.triage)).helpCommand(false)
  addLearning(triage.command('train').description(say(texts.train)), session)
    .requiredOption('--out <file>', say(texts.out))
    .action((options: LearningOptions & { readonly out: string }) => train(options, session))
  addLearning(triage.command('evaluate').description(say(texts.evaluate)), session)
    .option('--test <file...>', say(texts.test))
    .option('--folds <count>', say(texts.folds), parseCount(2, 20), 5)
    .action((options: LearningOptions & { readonly test?: readonly string[]; readonly folds: number }) =>
      evaluateFiles(options, session),
    )
  triage
    .command('learn')
    .description(say(texts.learn))
    .argument('[pack]', say(texts.pack))
    .option('--json', say(texts.json))
    .action((pack: string | undefined, options: { readonly json?: true }) =>
      learnHere(pack, options, session),
    )
  triage
    .command('classify')
    .description(say(texts.classify))
    .argument('<file...>', say(texts.messages))
    .requiredOption('--model <file>', say(texts.model))
    .option('--json', say(texts.json))
    .action((files: readonly string[], options: ClassifyOptions) => classify(files, options, session))
}

function addLearning(command: Command, { say }: Session): Command {
  return command
    .requiredOption('--train <file...>', say(texts.learnt))
    .requiredOption('--text <column...>', say(texts.columns))
    .requiredOption('--label <column>', say(texts.label))
    .option('--words <file...>', say(texts.words))
    .option('--seed <number>', say(texts.seed), parseCount(0, 2 ** 31), 1)
    .option('--json', say(texts.json))
}

async function train(options: LearningOptions & { readonly out: string }, session: Session): Promise<void> {
  const { terminal, say } = session
  const fields = columnsOf(options)
  const place = { folder: terminal.folder, names: options.train }
  const { examples, findings } = await readExamples(place, { text: fields, label: options.label })
  tellFindings(findings, session)
  const words = await wordsOf(options, session)
  const start = terminal.scheduler.now()
  const model = trainModel(examples, { fields, seed: options.seed, words })
  const seconds = (terminal.scheduler.now() - start) / 1000
  const bytes = writeModel(model)
  try {
    writeFileSync(path.resolve(terminal.folder, options.out), bytes)
  } catch (error) {
    throw new AppError('file_unwritable', { file: options.out, problem: problemOf(error) }, { cause: error })
  }
  const { learnt, categories } = model
  const figures = { file: options.out, learnt, categories: categories.length, bytes: bytes.length, seconds }
  terminal.print(
    options.json === true
      ? JSON.stringify({ ...figures, sure_at: model.sureAt, unused: findings })
      : say(texts.trained, figures),
  )
}

/** One line a message, in the order of the files. */
async function classify(files: readonly string[], options: ClassifyOptions, session: Session): Promise<void> {
  const { terminal } = session
  const model = readModel(readBytes(path.resolve(terminal.folder, options.model), options.model))
  const classifier = openModel(model)
  for (const { file, line, texts: own } of await readTexts(
    { folder: terminal.folder, names: files },
    model.fields,
  )) {
    const suggestion = classifier.suggest(own)
    const first = suggestion.choices[0]?.category ?? ''
    const pieces = classifier.explain(own, first)
    if (options.json === true) {
      const { choices, doubts } = suggestion
      terminal.print(JSON.stringify({ file, line, sure: doubts.length === 0, choices, doubts, pieces }))
    } else {
      const said = pieces.map(({ text }) => text).join(' · ')
      terminal.print(`${file}:${line}  ${answerText(suggestion, session)}${said === '' ? '' : `  ${said}`}`)
    }
  }
}

function answerText({ choices, doubts }: Suggestion, { say }: Session): string {
  const [first, second] = choices.map(
    ({ category, probability }) => `${category} ${(probability * 100).toFixed(0)}%`,
  )
  return doubts.length === 0 ? (first ?? '') : say(texts.unsure, { first: first ?? '', second: second ?? '' })
}

const texts = {
  triage: {
    zh: '来件分类：训练、评估、试分',
    en: 'sort messages into categories: train, evaluate, classify',
  },
  train: {
    zh: '用已确认类别的来件训练分类模型，写成一个文件',
    en: 'learn categories from confirmed messages and write a model as one file',
  },
  evaluate: {
    zh: '评估：有 --test 则训练后在其上测试；没有则交叉验证，相同文本不会同时用于训练和测试',
    en: 'score a model: on the files of --test, or by cross-validation in which no text is both learnt and asked',
  },
  learn: {
    zh: '用本区县已确认的事项训练分类模型，与服务的后台任务相同：更好才启用',
    en: "train the district's models from its confirmed matters as the job of the service does; a better one is used from then on",
  },
  pack: { zh: '治理包；不写则全部', en: 'the pack; all of them when not said' },
  classify: {
    zh: '用训练好的模型给来件分类，每件一行：类别、概率、依据的词句',
    en: 'classify messages with a model, one line each: category, probability and the words that speak for it',
  },
  learnt: { zh: '训练文件：.csv、.jsonl、.xlsx', en: 'files to learn from: .csv, .jsonl, .xlsx' },
  test: { zh: '测试文件', en: 'files to ask' },
  columns: {
    zh: '文本所在的列，可有几个，如 subject,body；一个文件有其中之一即可',
    en: 'columns that hold the text, such as subject,body; a file needs only one of them',
  },
  label: { zh: '类别所在的列', en: 'column that holds the category' },
  words: {
    zh: '类别名称和说明的文件，样本少时使用：--label 列是类别，同行其他列是它的词语',
    en: 'names and descriptions of categories, for the time when examples are few: the column of --label names the category, the other cells tell of it',
  },
  folds: { zh: '交叉验证的份数', en: 'parts of the cross-validation' },
  seed: {
    zh: '种子：同样的样本和种子得到同样的模型',
    en: 'seed: the same examples and seed give the same model',
  },
  out: { zh: '模型文件', en: 'file of the model' },
  model: { zh: 'duibiao triage train 写出的模型', en: 'a model that duibiao triage train wrote' },
  messages: { zh: '要分类的文件', en: 'files to classify' },
  json: { zh: '输出 JSON，供程序读取', en: 'print JSON, for programs' },
  trained: {
    zh: '已写出 {file}：{learnt} 件样本，{categories} 个类别，{bytes} 字节，训练 {seconds} 秒',
    en: 'wrote {file}: {learnt} examples, {categories} categories, {bytes} bytes, {seconds} s of training',
  },
  unsure: { zh: '不确定（{first}，{second}）', en: 'not sure ({first}, {second})' },
} as const satisfies Readonly<Record<string, Text>>
