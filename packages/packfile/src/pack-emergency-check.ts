import type { Finding } from '@duibiao/base'
import type { CodeList } from './pack-code-list.ts'
import { faultAt } from './pack-fault.ts'
import type { Parts } from './pack-parts.ts'
import { lineAt } from './pack-yaml.ts'

/** What the words of an emergency list may mean, and the excuses that a danger may be held against all the same. */
const senses = [
  'danger',
  'harmless',
  'negated',
  'supposed',
  'possible',
  'past',
  'present',
  'over',
  'drill',
  'speech',
]
const excuses = ['negated', 'supposed', 'past', 'over', 'drill', 'quoted']

/** The tasks, lists and parameters that `emergency` and `automatic` of pack.yaml name are there, and the lists say what they must. */
export function checkEmergency(parts: Parts): readonly Finding[] {
  return [...checkTasks(parts), ...checkAutomatic(parts), ...checkLists(parts)]
}

function checkTasks({ manifest, manifestRead, logic, forms }: Parts): readonly Finding[] {
  const { emergency, automatic } = manifest ?? {}
  const entry = manifest === undefined ? undefined : logic.procedures.get(manifest.entry)
  if (!manifestRead || entry === undefined) return []
  const wanted = [
    ['/emergency/route', emergency?.route] as const,
    ['/automatic', automatic && { task: automatic.task, answers: automatic.answers ?? {} }] as const,
  ]
  return wanted.flatMap(([path, rule]) => {
    if (rule === undefined) return []
    const node = entry.nodes.find(({ id }) => id === rule.task)
    const place = { file: 'pack.yaml', line: lineAt(manifestRead, path) }
    if (node?.kind !== 'user') {
      return [
        faultAt(place, 'task_unknown', [
          `流程 ${entry.id} 没有用户任务 ${rule.task}`,
          `the procedure ${entry.id} has no user task ${rule.task}`,
        ]),
      ]
    }
    const form = node.form === undefined ? undefined : forms.get(node.form)
    if (form === undefined) return []
    const fields = new Set(form.fields.map(({ name }) => name))
    return Object.keys(rule.answers)
      .filter((name) => !fields.has(name))
      .map((name) =>
        faultAt(place, 'field_unknown', [
          `表单 ${node.form ?? ''} 没有字段 ${name}`,
          `the form ${node.form ?? ''} has no field ${name}`,
        ]),
      )
  })
}

function checkAutomatic({ manifest, manifestRead, parameterNames }: Parts): readonly Finding[] {
  const rule = manifest?.automatic
  if (rule === undefined || !manifestRead) return []
  const named = [rule.allowed, rule.probability, rule.take_back]
  return named
    .filter((name) => !parameterNames.has(name))
    .map((name) =>
      faultAt({ file: 'pack.yaml', line: lineAt(manifestRead, '/automatic') }, 'parameter_unknown', [
        `没有参数 ${name}`,
        `there is no parameter ${name}`,
      ]),
    )
}

function checkLists({ manifest, manifestRead, codes }: Parts): readonly Finding[] {
  const rule = manifest?.emergency
  if (rule === undefined || !manifestRead) return []
  const missing = [rule.dangers, rule.words].filter((name) => !Object.hasOwn(manifest?.codes ?? {}, name))
  if (missing.length > 0) {
    return missing.map((name) =>
      faultAt({ file: 'pack.yaml', line: lineAt(manifestRead, '/emergency') }, 'codes_unknown', [
        `没有代码表 ${name}`,
        `there is no code list ${name}`,
      ]),
    )
  }
  const [dangers, words] = [codes.get(rule.dangers), codes.get(rule.words)]
  // A list with faults is not there, which is told already.
  if (dangers === undefined || words === undefined) return []
  const known = new Set(dangers.rows.map(({ danger }) => danger))
  function tell(file: string, index: number, [zh, en]: readonly [string, string]): Finding {
    return faultAt({ file: manifest?.codes?.[file]?.file ?? file, line: index + 2 }, 'emergency_malformed', [
      zh,
      en,
    ])
  }
  return [
    ...dangers.rows.flatMap((row, index) =>
      faultsOfDanger(row).map((fault) => tell(rule.dangers, index, fault)),
    ),
    ...words.rows.flatMap((row, index) =>
      faultsOfWord(row, known).map((fault) => tell(rule.words, index, fault)),
    ),
  ]
}

type Row = CodeList['rows'][number]
type Fault = readonly [zh: string, en: string]

function faultsOfDanger({
  danger = '',
  name = '',
  name_en: english = '',
  despite = '',
}: Row): readonly Fault[] {
  const unknown = despite.split(' ').filter((one) => one !== '' && !excuses.includes(one))
  return [
    ...(danger === '' || name === '' || english === ''
      ? [['danger、name、name_en 都要填', 'danger, name and name_en must be said'] as const]
      : []),
    ...unknown.map((one): Fault => [`despite 不能是 ${one}`, `despite cannot be ${one}`]),
  ]
}

function faultsOfWord(
  { sense = '', word = '', danger = '' }: Row,
  known: ReadonlySet<string | undefined>,
): readonly Fault[] {
  if (!senses.includes(sense)) return [[`没有这种含义：${sense}`, `there is no sense ${sense}`]]
  const isSpoken = sense === 'danger' || sense === 'over'
  const faults: Fault[] = []
  if (word.trim() === '') faults.push(['没有词语', 'there is no word'])
  if (danger !== '' && !isSpoken)
    faults.push(['只有 danger 和 over 写明险情', 'only danger and over name a danger'])
  if (danger === '' ? sense === 'danger' : !known.has(danger))
    faults.push([`没有这种险情：${danger}`, `there is no danger ${danger}`])
  return faults
}
