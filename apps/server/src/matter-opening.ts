import { AppError, assert } from '@duibiao/base'
import type { Language, MatterId } from '@duibiao/base'
import type { startMatter } from '@duibiao/contract'
import type { Variables } from '@duibiao/kernel'
import type { Pack } from '@duibiao/packfile'
import { receiptOf } from '@duibiao/store'
import type { PersonalValue, Receipt } from '@duibiao/store'
import { answerOnce } from './answer-once.ts'
import type { Caller } from './caller.ts'
import { completeCommand } from './dispatch-command.ts'
import { markEmergency, openMarked } from './emergency-opening.ts'
import type { MarkedOpening } from './emergency-opening.ts'
import { nameStartEvidence } from './evidence-attachment.ts'
import { followCodeOf, givesFollowCode } from './follow-code.ts'
import { actorOf, takePersonal, valuesOf } from './matter-act.ts'
import { promiseOf } from './matter-promise.ts'
import { completePlace, requireStart } from './matter-start.ts'
import type { Asking } from './route.ts'
import { requireReport } from './sign-in-limit.ts'
import type { Tenant } from './tenant.ts'

/**
 * Opens a matter of a pack, with what was uploaded for it; who opens one for themselves is its reporter.
 * @returns number and code, and by when something is owed for it and why
 */
export async function openMatter(asking: Asking<typeof startMatter>) {
  const { tenant, caller, body, key, language } = asking
  if (caller.kind === 'anonymous') throw new AppError('session_missing')
  const pack = tenant.packs.newest(body.pack)
  const marked = markEmergency(pack, valuesOf(body.variables))
  const keyed = { key: `${caller.account}:${key}`, matter: undefined }
  let begun: Begun | undefined
  const { matter, seq } = await answerOnce(tenant, keyed, async () => {
    begun = await begin(asking, { caller, pack, marked, key: keyed.key })
    return begun.receipt
  })
  const opened = await readOpened(tenant, matter, language)
  // Given again with the same key, the number is the one of the first time.
  if (begun !== undefined && opened.number !== begun.number) await begun.forget?.()
  return {
    id: matter,
    seq,
    ...(givesFollowCode(pack) && { follow_code: followCodeOf(tenant, matter) }),
    // Whom to call.
    ...(marked.dangers.length > 0 && { dangers: marked.dangers.map((danger) => ({ ...danger })) }),
    ...opened,
  }
}

/** What came of opening a matter. */
interface Begun {
  readonly receipt: Receipt
  /** The number drawn for it. */
  readonly number: string
  /** Counts the report no more; undefined for who is not counted. */
  readonly forget: (() => Promise<void>) | undefined
}

interface Beginning {
  readonly caller: Person
  readonly pack: Pack
  readonly marked: MarkedOpening
  readonly key: string
}

async function begin(
  { tenant, body }: Asking<typeof startMatter>,
  { caller, pack, marked, key }: Beginning,
): Promise<Begun> {
  const procedure = body.procedure ?? pack.manifest.entry
  const given = valuesOf(body.variables)
  const isForSelf = requireStart(tenant, caller, { pack, procedure: body.procedure, variables: given })
  const forget = isForSelf ? await requireReport(tenant, caller.account) : undefined
  const own = isForSelf
    ? withReporter(pack, marked.variables, caller.person)
    : withIntake(pack, marked.variables, caller)
  const { variables, personal } = takeVariables(tenant, { pack, procedure, given: own })
  const evidence = await nameStartEvidence(tenant, {
    pack,
    values: given,
    evidence: body.evidence ?? [],
    person: caller.person,
  })
  const number = await tenant.nextNumber(body.pack)
  const answer = await openMarked(tenant, { pack, dangers: marked.dangers }, (id) =>
    tenant.engine.start({
      id,
      procedure,
      number,
      title: body.title ?? titleOf(given),
      key,
      actor: actorOf(caller, caller.posts[0]),
      personal: [...personal, ...evidence.personal],
      variables,
      ...(evidence.named.length > 0 && { evidence: evidence.named }),
    }),
  )
  return { receipt: receiptOf(answer), number, forget }
}

type Person = Extract<Caller, { readonly kind: 'person' }>

/** Who comes to a window is taken in there. */
function withIntake({ manifest }: Pack, variables: Variables, caller: Caller): Variables {
  const name = manifest.report?.intake
  const posts = caller.kind === 'anonymous' ? [] : caller.posts
  const window = posts.find(({ role }) => role === 'window_clerk')?.office
  if (name === undefined || window === undefined || Object.hasOwn(variables, name)) return variables
  return { ...variables, [name]: window }
}

function withReporter({ manifest }: Pack, variables: Variables, person: string): Variables {
  const name = manifest.listing?.reporter
  return name === undefined ? variables : { ...variables, [name]: person }
}

/** Number and promise of a matter that was opened just now. */
async function readOpened(tenant: Tenant, matter: MatterId, language: Language) {
  const opened = await tenant.readMatter(matter)
  assert(opened !== undefined, 'a matter that was opened is there')
  return {
    number: opened.found.number,
    ...promiseOf(tenant, { ...opened, tasks: [], askings: [] }, language),
  }
}

/** The variables a matter begins with: completed by its place and the duty lists, and what is personal sealed. */
function takeVariables(
  tenant: Tenant,
  { pack, procedure, given }: { readonly pack: Pack; readonly procedure: string; readonly given: Variables },
): { readonly variables: Variables; readonly personal: readonly PersonalValue[] } {
  const variables = completePlace(tenant, pack, given)
  const start = { kind: 'start', procedure, variables } as const
  const complete = completeCommand(start, { pack, known: {}, form: undefined }, tenant)
  const { command, personal } = takePersonal(complete, pack, tenant)
  return {
    variables: 'variables' in command ? (command.variables ?? {}) : {},
    personal,
  }
}

/** What people wrote of it first, as a line: for whoever gave no title. */
function titleOf(variables: Variables): string {
  const text = [variables['subject'], variables['description']].find((value) => typeof value === 'string')
  const [line = ''] = typeof text === 'string' ? text.trim().split('\n') : []
  return Array.from(line).slice(0, 60).join('')
}
