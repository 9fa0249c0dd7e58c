import { foldCharacter } from './character.ts'
import { normalForm } from './normal-text.ts'

/** What a rule found in a reply, with the words it found it in; people read it before sending, nothing is scored. */
export type ReplyFinding =
  /** Nothing is said but that the message was received. */
  | { readonly kind: 'only_acknowledges' }
  /** It was passed on, and no result is told. */
  | { readonly kind: 'forwards_without_answer'; readonly text: string }
  /** Another message was answered with the same words. */
  | { readonly kind: 'same_as_another'; readonly reply: string }
  /** No sentence of the reply takes up what the resident asks for. */
  | { readonly kind: 'demand_not_met'; readonly text: string }
  /** Something is promised and no date is given. */
  | { readonly kind: 'promise_without_date'; readonly text: string }
  /** Something is refused or decided, and how to contest it is not told. */
  | { readonly kind: 'remedy_missing'; readonly text: string }

/** A reply with the message it answers. */
export type ReplyDraft = {
  readonly message: string
  readonly reply: string
  /** Earlier replies to other messages: id by fingerprint, see replyFingerprint. */
  readonly earlier: ReadonlyMap<string, string>
}

/** What is read of a reply and of its message, and what of it is quoted: longer ones are not written by people. */
const longestText = 20_000
const longestQuote = 120
const mostQuotes = 5
const mostSentences = 300

/** A sentence as it was written, and as the rules read it: traditional, wide and disguised characters folded. */
type Sentence = { readonly text: string; readonly plain: string }

/** Checks a reply by rules; an empty list means only that no rule spoke. The first 20,000 characters are read. */
export function checkReply({ message, reply, earlier }: ReplyDraft): readonly ReplyFinding[] {
  const said = sentencesOf(reply, replyEnd).filter(({ plain }) => !courtesy.test(plain))
  const same = earlier.get(replyFingerprint(reply))
  const demand = unmetDemand(message, said)
  return [
    ...findEvasion(said),
    ...(same === undefined ? [] : [{ kind: 'same_as_another', reply: same } as const]),
    ...(demand === undefined ? [] : [{ kind: 'demand_not_met', text: demand } as const]),
    ...said
      .filter(({ plain }) => promise.test(plain) && !date.test(plain))
      .slice(0, mostQuotes)
      .map((sentence) => ({ kind: 'promise_without_date', text: quote(sentence) }) as const),
    ...findRefusal(said),
  ]
}

/** Nothing is told but that the message came, or went elsewhere. */
function findEvasion(said: readonly Sentence[]): readonly ReplyFinding[] {
  if (said.some(({ plain }) => result.test(plain))) return []
  const forwarded = said.find(({ plain }) => forwarding.test(plain))
  if (forwarded !== undefined) return [{ kind: 'forwards_without_answer', text: quote(forwarded) }]
  return said.every(({ plain }) => acknowledging.test(plain)) ? [{ kind: 'only_acknowledges' }] : []
}

function findRefusal(said: readonly Sentence[]): readonly ReplyFinding[] {
  const decided = said.find(({ plain }) => decision.test(plain))
  if (decided === undefined || said.some(({ plain }) => remedy.test(plain))) return []
  return [{ kind: 'remedy_missing', text: quote(decided) }]
}

/** By what two replies count as the same: names of users, numbers and punctuation do not make a difference. */
export function replyFingerprint(reply: string): string {
  return normalForm(reply.replaceAll(/[A-Za-z]{0,8}\d+|[\p{P}\p{S}]/gu, ''))
}

// The phrases are those that offices use; 2,816 replies of one city were read for them.
const courtesy =
  /^(尊敬的)?(网友|市民|先生|女士|同志|业主|您|你)[^，。]{0,24}(好|同志)?[:：]?$|^.{0,12}(您|你)们?好$|^(此复|特此(回复|答复)|谢谢|再见)|^(衷心|再次|非常|最后)?.{0,4}感谢.{0,30}$|^\d{4}年\d{1,2}月\d{1,2}日$/
const acknowledging = /收悉|收到|已(经)?转|转(交|至|给|办|发|送)|交由|关注|支持|理解/
const forwarding = /已(经)?转|转(交|至|给|办|发|送)|交由|交办/
const result =
  /经(查|核实|调查|了解|现场|研究)|已(经)?(完成|整改|修复|解决|处理|拆除|清理|启动|纳入|责令|安排|到位)|决定|规定|根据|依据|按照|由于|因为|预计|目前|现场|可以|不能|不予|不属于|整改|办理流程|电话/
const promise =
  /(将|会|拟|计划|争取|下一步)(尽快|尽早|及时|进一步|加快|加大|加强|继续|督促|安排|组织|启动|实施|建设|整改|处理)|尽快(处理|解决|整改|办理|落实|完成|答复|回复)/
const date =
  /\d\s{0,3}(年|月|日|号|天|周|个月|个工作日|小时)|[一二三四五六七八九十](天|日|周|个月|个工作日)|(今|本|明|年|月|周|季度|学期)(年|月|周|季度)?(底|末|前|内|初)|[上下]半年|春节|国庆/
const decision =
  /不予(受理|公开|许可|批准|支持|认定|补偿|登记)|驳回|决定(给予|处以|撤销|责令|不)|作出.{0,12}(处罚|决定)/
const remedy = /复议|诉讼|起诉|申诉|信访复查|复查/
const asking = /请|希望|要求|建议|恳请|盼|能否|能不能|可否|是否|何时|什么时候|怎么|为什么|为何|如何|[?？]/

const replyEnd = /[。！？!?；;\n]+|(?<=好)[！，,:：]|(?<=[\p{L}\p{N}]”?)[:：]/u
const messageEnd = /(?<=[。！？!?；;\n])/

function quote({ text }: Sentence): string {
  return text.slice(0, longestQuote).toWellFormed()
}

/** Sentences as they differ: what is said a thousand times is looked at once. */
function sentencesOf(text: string, end: RegExp): readonly Sentence[] {
  const parts = text.slice(0, longestText).split(end)
  const trimmed = parts.map((part) => part.trim()).filter((part) => part !== '')
  return [...new Set(trimmed)].slice(0, mostSentences).map((one) => ({ text: one, plain: fold(one) }))
}

function fold(text: string): string {
  let folded = ''
  for (const character of text) folded += foldCharacter(character.codePointAt(0) ?? 0)
  return folded
}

/** Share of the pairs of characters of a demand that one sentence must take up. */
const leastTakenUp = 0.08

/** The demand that is taken up least, when no sentence takes up enough of any of them. */
function unmetDemand(message: string, said: readonly Sentence[]): string | undefined {
  const demands = sentencesOf(message, messageEnd)
    .filter(({ plain }) => asking.test(plain))
    .map((demand) => ({ demand, pairs: pairsOf(demand) }))
    .filter(({ pairs }) => pairs.size >= 2)
  const last = demands.at(-1)
  if (last === undefined) return undefined
  const replies = said.map(pairsOf)
  const isMet = demands.some(({ pairs }) =>
    replies.some((reply) => pairs.intersection(reply).size / pairs.size >= leastTakenUp),
  )
  return isMet ? undefined : quote(last.demand)
}

const empty = /[请希望要求建议恳盼能否是何时什么怎为如您你我们的了吗呢吧啊和与在有不一这那也都就]/

/** Pairs of neighbouring characters that carry meaning. */
function pairsOf({ text }: Sentence): ReadonlySet<string> {
  const units = normalForm(text)
  const pairs = new Set<string>()
  for (let at = 0; at + 2 <= units.length; at++) {
    const pair = units.slice(at, at + 2)
    if (/^[\p{L}\p{N}]{2}$/u.test(pair) && !empty.test(pair)) pairs.add(pair)
  }
  return pairs
}
