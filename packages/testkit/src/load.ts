import { setTimeout } from 'node:timers/promises'
import { isAppError } from '@duibiao/base'
import type { MatterId } from '@duibiao/base'
import type { Answer, Engine, Receipt } from '@duibiao/store'
import { receiptOf } from '@duibiao/store'
import type { Life, LifeStep } from './load-life.ts'
import { variablesOf } from './load-life.ts'

/** Who listens to a load. */
export interface LoadListener {
  /** Before the first command of a life. */
  readonly begun?: (life: Life) => void
  /** After a command was acknowledged, and never before. */
  readonly acknowledged: (key: string, receipt: Receipt) => void
}

export interface LoadRule {
  /** Lives at once. */
  readonly clients: number
  /** How often a command whose outcome is unknown is given again. */
  readonly retries?: number
  readonly stop?: () => boolean
}

/** Lives through all of these, many at once, each command under its own key. @throws what a command failed with at last */
export async function runLives(
  engine: Engine,
  lives: Iterable<Life>,
  { listener, clients, retries = 0, stop = () => false }: LoadRule & { readonly listener: LoadListener },
): Promise<void> {
  const waiting = lives[Symbol.iterator]()
  async function work(): Promise<void> {
    for (let next = waiting.next(); next.done !== true && !stop(); next = waiting.next()) {
      await runLife(engine, next.value, { listener, retries })
    }
  }
  await Promise.all(Array.from({ length: clients }, work))
}

async function runLife(
  engine: Engine,
  life: Life,
  { listener, retries }: { readonly listener: LoadListener; readonly retries: number },
): Promise<void> {
  listener.begun?.(life)
  const matters = new Map<string, MatterId>()
  for (const step of life.steps) {
    const answer = await persist(() => giveStep(engine, life, { step, matters }), retries)
    const receipt = receiptOf(answer)
    matters.set(step.part, receipt.matter)
    listener.acknowledged(step.key, receipt)
  }
}

function giveStep(
  engine: Engine,
  life: Life,
  { step, matters }: { readonly step: LifeStep; readonly matters: ReadonlyMap<string, MatterId> },
): Promise<Answer> {
  const { key } = step
  const actor = { person: 'li', post: 'clerk' }
  if (step.kind === 'start') {
    return engine.start({ procedure: step.procedure, variables: variablesOf(life), key, actor })
  }
  const matter = matters.get(step.part)
  if (matter === undefined) throw new Error(`${key}: nothing was started as ${step.part}`)
  return engine.act(matter, step.command, { key, actor })
}

/** Gives a command again, under its same key, while its outcome is unknown. */
export async function persist<T>(give: () => Promise<T>, retries: number): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await give()
    } catch (error) {
      if (tries >= retries || !isPassing(error)) throw error
      await setTimeout(Math.min(10 * 2 ** tries, 500))
    }
  }
}

function isPassing(error: unknown): boolean {
  return (
    isAppError(error, 'database_unavailable') ||
    isAppError(error, 'database_conflict') ||
    isAppError(error, 'statement_timeout')
  )
}
