import { AssertionError } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import type { Actor } from '@duibiao/kernel'
import type { Database, Engine } from '@duibiao/store'
import { receiptOf } from '@duibiao/store'

/** Takes one matter through its whole life: three transitions. */
export type Life = () => Promise<void>

/** How fast something went. */
export interface Rate {
  readonly count: number
  readonly seconds: number
  readonly perSecond: number
  readonly statements: number
}

export const transitionsPerLife = 3

/** Has some clients repeat something, each as soon as it has done the last, for some seconds. */
export async function measureRate(
  database: Database,
  work: Life,
  { clients, seconds, each }: { readonly clients: number; readonly seconds: number; readonly each: number },
): Promise<Rate> {
  const statements = database.statementCount
  const begin = performance.now()
  const end = begin + seconds * 1000
  let count = 0
  async function repeat(): Promise<void> {
    while (performance.now() < end) {
      await work()
      count += each
    }
  }
  await Promise.all(Array.from({ length: clients }, repeat))
  const taken = (performance.now() - begin) / 1000
  return { count, seconds: taken, perSecond: count / taken, statements: database.statementCount - statements }
}

const clerk: Actor = { person: 'li.ming', post: 'clerk' }
let keys = 0

/** Start with three variables, complete task A, complete task B. */
export function engineLife(engine: Engine, tasks: readonly [a: number, b: number]): Life {
  const prefix = `bench:${engine.makeId()}`
  return async () => {
    keys += 1
    const key = `${prefix}:${keys}`
    const variables = { text: '和平路 12 号门前路灯不亮', amount: 5000, urgent: false }
    const { matter } = receiptOf(
      await engine.start({
        procedure: 'sample',
        title: '路灯不亮',
        variables,
        key: `${key}:s`,
        actor: clerk,
      }),
    )
    await complete(engine, matter, { task: tasks[0], key: `${key}:a` })
    await complete(engine, matter, { task: tasks[1], key: `${key}:b` })
  }
}

async function complete(
  engine: Engine,
  matter: MatterId,
  { task, key }: { readonly task: number; readonly key: string },
): Promise<void> {
  const answer = await engine.act(matter, { kind: 'completeTask', task }, { key, actor: clerk })
  if (!answer.ok) throw new AssertionError(`the scenario does not run: ${answer.refusal.code}`)
}

/** One of the things that are measured side by side. */
export interface Contest {
  readonly database: Database
  readonly clients: number
  readonly each: number
  readonly life: Life
}

/** The rates of several contests, round by round. */
export interface Contests {
  /** The median rate of a contest, per second. */
  rateOf(contest: number): number
  /** The median over the rounds of how many times one contest's rate is the other's: rounds lie close together. */
  ratioOf(one: number, other: number): number
}

const roundSeconds = 0.5

/** Measures in short rounds, one contest after another, so that what else the machine does meets all of them alike. */
export async function interleave(seconds: number, contests: readonly Contest[]): Promise<Contests> {
  const rates = contests.map((): number[] => [])
  for (const contest of contests)
    await measureRate(contest.database, contest.life, { ...contest, seconds: 1 })
  for (let round = 0; round < seconds / roundSeconds; round += 1) {
    for (const [index, contest] of contests.entries()) {
      const setting = { ...contest, seconds: roundSeconds }
      const { perSecond } = await measureRate(contest.database, contest.life, setting)
      rates[index]?.push(perSecond)
    }
  }
  return {
    rateOf: (contest) => medianOf(rates[contest] ?? []),
    ratioOf: (one, other) =>
      medianOf((rates[one] ?? []).map((rate, round) => rate / (rates[other]?.[round] ?? 0))),
  }
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
}
