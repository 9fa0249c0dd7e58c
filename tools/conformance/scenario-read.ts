import type { Value, Variables } from '@duibiao/kernel'
import { defaultClock } from './scenario.ts'
import type { Action, Expectation, Scenario, Step, TaskTarget } from './scenario.ts'

/** What is wrong with a scenario file: where, and what was expected there. */
export class ScenarioError extends Error {}

/** Reads one scenario. Throws ScenarioError on the first thing that does not follow the format. */
export function readScenario(text: string): Scenario {
  const fields = new Fields(parse(text), 'scenario')
  const models = fields.has('models') ? fields.texts('models') : []
  const steps = fields.list('steps').map((step, index) => readStep(step, `step ${index + 1}`))
  if (steps.length === 0) throw new ScenarioError('steps is empty')
  const clock = fields.optionalText('clock') ?? defaultClock
  return { id: fields.text('id'), models, clock, steps }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ScenarioError('not JSON', { cause })
  }
}

function readStep(value: unknown, where: string): Step {
  const fields = new Fields(value, where)
  if (fields.has('do')) return { kind: 'action', action: readAction(fields), mayFail: fields.flag('mayFail') }
  return { kind: 'expectation', expectation: readExpectation(fields) }
}

const readers: Readonly<Record<Action['do'], (fields: Fields) => Action>> = {
  start: readStart,
  complete: (fields) => ({
    do: 'complete',
    target: readTarget(fields),
    ...ofAnyone(fields),
    ...inputOf(fields),
  }),
  claim: (fields) => ({
    do: 'claim',
    target: readTarget(fields),
    ...ofAnyone(fields),
    user: fields.text('user'),
  }),
  advance: (fields) => ({ do: 'advance', by: fields.text('by') }),
  message: (fields) => readEvent(fields, 'message'),
  signal: (fields) => readEvent(fields, 'signal'),
  trigger: (fields) => readActivity(fields, 'trigger'),
  addInstance: (fields) => readActivity(fields, 'addInstance'),
  deleteInstance: (fields) => readActivity(fields, 'deleteInstance'),
  set: (fields) => ({ do: 'set', ...ofOne(fields), ...inputOf(fields) }),
  throwError: (fields) => readThrow(fields, 'throwError'),
  throwEscalation: (fields) => readThrow(fields, 'throwEscalation'),
  cancel: (fields) => ({ do: 'cancel', ...ofOne(fields) }),
  suspend: (fields) => ({ do: 'suspend', ...ofOne(fields) }),
  resume: (fields) => ({ do: 'resume', ...ofOne(fields) }),
  return: (fields) => ({
    do: 'return',
    from: fields.textOrTexts('from'),
    to: fields.textOrTexts('to'),
    ...ofOne(fields),
    ...inputOf(fields),
  }),
  deploy: (fields) => ({ do: 'deploy', models: fields.texts('models') }),
}

const expectationReaders: Readonly<Record<Expectation['expect'], (fields: Fields) => Expectation>> = {
  tasks: readTasks,
  active: (fields) => ({ expect: 'active', activities: fields.texts('activities'), ...ofAnyone(fields) }),
  ended: (fields) => ({ expect: 'ended', ...ofOne(fields) }),
  running: (fields) => ({ expect: 'running', ...ofOne(fields) }),
  variables: (fields) => ({ expect: 'variables', equals: fields.variables('equals'), ...ofOne(fields) }),
  trace: (fields) => ({ expect: 'trace', equals: fields.texts('equals'), anyOrder: fields.flag('anyOrder') }),
  timers: (fields) => ({ expect: 'timers', count: fields.count('count'), ...ofAnyone(fields) }),
  subscriptions: (fields) => ({
    expect: 'subscriptions',
    count: fields.count('count'),
    ...optional('name', fields.optionalText('name')),
    ...ofAnyone(fields),
  }),
  visited: (fields) => ({
    expect: 'visited',
    activities: fields.texts('activities'),
    ordered: fields.flag('ordered'),
    ...ofOne(fields),
  }),
  notVisited: (fields) => ({
    expect: 'notVisited',
    activities: fields.texts('activities'),
    ...ofOne(fields),
  }),
  refused: () => ({ expect: 'refused' }),
}

function readAction(fields: Fields): Action {
  const word = fields.text('do')
  const read = Object.entries(readers).find(([name]) => name === word)?.[1]
  if (read === undefined) throw new ScenarioError(`${fields.where}: there is no step "${word}"`)
  return read(fields)
}

function readExpectation(fields: Fields): Expectation {
  const word = fields.text('expect')
  const read = Object.entries(expectationReaders).find(([name]) => name === word)?.[1]
  if (read === undefined) throw new ScenarioError(`${fields.where}: there is no expectation "${word}"`)
  return read(fields)
}

function readStart(fields: Fields): Action {
  const [process, message] = [fields.optionalText('process'), fields.optionalText('message')]
  if ((process === undefined) === (message === undefined)) {
    throw new ScenarioError(`${fields.where}: start needs a process or a message`)
  }
  const named = { ...optional('process', process), ...optional('message', message) }
  return { do: 'start', ...named, as: fields.text('as'), ...inputOf(fields) }
}

function readEvent(fields: Fields, word: 'message' | 'signal'): Action {
  return { do: word, name: fields.text('name'), ...ofAnyone(fields), ...inputOf(fields) }
}

function readActivity(fields: Fields, word: 'trigger' | 'addInstance' | 'deleteInstance'): Action {
  const index = fields.count('index', 0)
  return { do: word, activity: fields.text('activity'), index, ...ofOne(fields), ...inputOf(fields) }
}

function readThrow(fields: Fields, word: 'throwError' | 'throwEscalation'): Action {
  const target = readTarget(fields)
  return { do: word, target, code: fields.text('code'), ...ofOne(fields), ...inputOf(fields) }
}

function readTasks(fields: Fields): Expectation {
  const by = fields.has('names') ? 'names' : 'keys'
  return { expect: 'tasks', by, values: fields.texts(by), ...ofAnyone(fields) }
}

function readTarget(fields: Fields): TaskTarget {
  const by = fields.has('task') ? 'task' : 'key'
  return { by, value: fields.text(by), index: fields.count('index', 0) }
}

function ofOne(fields: Fields): { readonly of: string } {
  return { of: fields.text('of') }
}

function ofAnyone(fields: Fields): { readonly of?: string } {
  return optional('of', fields.optionalText('of'))
}

function inputOf(fields: Fields): { readonly variables: Variables } {
  return { variables: fields.has('variables') ? fields.variables('variables') : {} }
}

function optional<Name extends string>(
  name: Name,
  value: string | undefined,
): { readonly [Key in Name]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]?: string })
}

/** Typed access to the fields of a JSON object; each reader says what it wanted and where. */
class Fields {
  readonly where: string
  readonly #values: { readonly [name: string]: unknown }

  constructor(value: unknown, where: string) {
    if (!isObject(value)) throw new ScenarioError(`${where}: not an object`)
    this.where = where
    this.#values = value
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined
  }

  flag(name: string): boolean {
    return this.#values[name] === true
  }

  text(name: string): string {
    const found = this.#values[name]
    return typeof found === 'string' ? found : this.#wrong(name, 'a text')
  }

  optionalText(name: string): string | undefined {
    return this.has(name) ? this.text(name) : undefined
  }

  texts(name: string): readonly string[] {
    const found = this.#values[name]
    return isTexts(found) ? found : this.#wrong(name, 'a list of texts')
  }

  textOrTexts(name: string): readonly string[] {
    const found = this.#values[name]
    if (typeof found === 'string') return [found]
    return isTexts(found) ? found : this.#wrong(name, 'a text or a list of texts')
  }

  list(name: string): readonly unknown[] {
    const found = this.#values[name]
    return Array.isArray(found) ? found : this.#wrong(name, 'a list')
  }

  count(name: string, otherwise?: number): number {
    const found = this.#values[name] ?? otherwise
    return typeof found === 'number' && Number.isInteger(found) && found >= 0
      ? found
      : this.#wrong(name, 'a count')
  }

  variables(name: string): Variables {
    const found = this.#values[name]
    // Whatever JSON.parse made of an object is a set of JSON values.
    return isObject(found) ? (found as { readonly [key: string]: Value }) : this.#wrong(name, 'an object')
  }

  #wrong(name: string, wanted: string): never {
    throw new ScenarioError(`${this.where}: ${name} must be ${wanted}`)
  }
}

function isTexts(found: unknown): found is readonly string[] {
  return Array.isArray(found) && found.every((one) => typeof one === 'string')
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
