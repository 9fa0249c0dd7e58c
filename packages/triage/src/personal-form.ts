/** What is covered before a text leaves: each kind has its own word in the mask. */
export type PersonalKind = 'name' | 'phone' | 'identity' | 'address' | 'plate' | 'account' | 'email' | 'birth'

/** A run of a text that names or reaches a person, in UTF-16 units. */
export type PersonalRun = { readonly from: number; readonly to: number; readonly kind: PersonalKind }

/** A value that is known to be of a person. */
export type KnownValue = { readonly kind: PersonalKind; readonly text: string }

/**
 * Where a text names or reaches a person, from left to right. Rules, not a model: they know numbers by their form and check,
 * addresses by what follows the street, names by the words around them; any other name only when it is among `known`.
 */
export function findPersonal(text: string, known: readonly KnownValue[]): readonly PersonalRun[] {
  const { form, origins } = foldForm(text)
  const taken = new Uint8Array(form.length + 1)
  const runs: PersonalRun[] = []
  function take(from: number, length: number, kind: PersonalKind): void {
    let to = from + length
    // One character may be several units here: it is covered whole.
    while (to < form.length && origins[to] === origins[to - 1]) to += 1
    if (length === 0 || taken.subarray(from, to).includes(1)) return
    taken.fill(1, from, to)
    runs.push({ from: origins[from] ?? 0, to: origins[to] ?? text.length, kind })
  }
  for (const value of known) {
    const wanted = foldForm(value.text.trim()).form
    if (wanted.length < 2) continue
    for (let at = form.indexOf(wanted); at >= 0; at = form.indexOf(wanted, at + wanted.length))
      take(at, wanted.length, value.kind)
  }
  for (const { kind, form: rule, accepts = takesAll, cut = wholeOf } of rules) {
    for (const found of form.matchAll(rule)) {
      const part = accepts(found[0].replaceAll(/[ -]/gu, '')) ? cut(found[0]) : undefined
      if (part !== undefined) take(found.index + part.from, part.length, kind)
    }
  }
  return runs.toSorted((one, other) => one.from - other.from)
}

function takesAll(): boolean {
  return true
}

function wholeOf(found: string): Cut {
  return { from: 0, length: found.length }
}

/** The same for every way of writing it. */
export function plainForm(text: string): string {
  return foldForm(text).form.replaceAll(/[ -]/gu, '')
}

/** A text as forms are looked for in it, with the place of each of its units in what was written. */
type Folded = { readonly form: string; readonly origins: readonly number[] }

/** Full-width and disguised digits and letters as plain capitals, dashes alike, nothing that cannot be seen. */
function foldForm(text: string): Folded {
  let form = ''
  const origins: number[] = []
  for (let at = 0; at < text.length;) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    const folded = unseen.test(character) ? '' : plainOf(character)
    for (let unit = 0; unit < folded.length; unit++) origins.push(at)
    form += folded
    at += character.length
  }
  return { form, origins: [...origins, text.length] }
}

const unseen = /[\p{Cf}\p{Mn}\p{Me}]/u
const dash = /\p{Pd}/u
const digit = /^\p{Nd}$/u

function plainOf(character: string): string {
  if (dash.test(character)) return '-'
  const plain = character.normalize('NFKC').toUpperCase()
  const point = plain.codePointAt(0) ?? 0
  return point < 0x80 || !digit.test(plain) ? plain : String(digitOf(point))
}

/** Digits of another script stand in a block of ten that begins with its zero. */
function digitOf(point: number): number {
  let value = 0
  while (value < 9 && digit.test(String.fromCodePoint(point - value - 1))) value += 1
  return value
}

type Rule = {
  readonly kind: PersonalKind
  readonly form: RegExp
  /** Told what was found without blanks and dashes. */
  readonly accepts?: (found: string) => boolean
  /** Which part of what was found counts; all of it when not said. */
  readonly cut?: (found: string) => Cut | undefined
}

type Cut = { readonly from: number; readonly length: number }

const surnames: ReadonlySet<string> = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕季裴霍涂苗谷盛曲翁冉骆蓝游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳穆农司卓古吉缪简项芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂佟臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池麻苑迟邝',
)
const longSurnames: ReadonlySet<string> = new Set([
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
])

/** Characters of a name at the beginning of a run: a surname and two more at most; 0 when none stands there. */
function nameLength(run: string): number {
  if (longSurnames.has(run.slice(0, 2))) return Math.min(run.length, 4)
  return surnames.has(run.slice(0, 1)) ? Math.min(run.length, 3) : 0
}

function nameFirst(run: string): Cut | undefined {
  const length = nameLength(run)
  return length < 2 ? undefined : { from: 0, length }
}

function nameOnly(run: string): Cut | undefined {
  return nameLength(run) === run.length ? { from: 0, length: run.length } : undefined
}

function nameLast(run: string): Cut | undefined {
  for (let from = 0; from < run.length; from++) {
    const rest = run.slice(from)
    if (nameLength(rest) === rest.length) return { from, length: rest.length }
  }
  return undefined
}

// Every repetition is bounded, so that no text makes these slow.
const rules: readonly Rule[] = [
  { kind: 'email', form: /[A-Z0-9._%+-]{1,64}@[A-Z0-9-]{1,63}(?:\.[A-Z0-9-]{1,63}){1,4}/gu },
  // GB 11643: eighteen digits, the last a check.
  {
    kind: 'identity',
    form: /(?<!\d)[1-9]\d{5}[ -]?(?:18|19|20)\d{2}[ -]?\d{4}[ -]?\d{3}[\dX](?![\dA-Z])/gu,
    accepts: isIdentity,
  },
  {
    kind: 'identity',
    form: /(?<=(?:身份|证件|护照|通行证|居住证|社保卡|医保卡)[^，。；\n]{0,8}?)[A-Z0-9]{7,20}/gu,
  },
  // Cards of banks carry the check of ISO/IEC 7812; other accounts are known by the word before them.
  { kind: 'account', form: /(?<!\d)\d(?:[ -]?\d){14,18}(?!\d)/gu, accepts: isCard },
  {
    kind: 'account',
    form: /(?<=(?:[账帐][户号]|卡号|户号|微信|QQ|支付宝|VX|WX)[^，。；\n]{0,6}?)[A-Z0-9](?:[ _-]?[A-Z0-9]){4,29}/gu,
  },
  { kind: 'phone', form: /(?<!\d)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d){8}(?!\d)/gu },
  { kind: 'phone', form: /(?<!\d)(?:\(0\d{2,3}\)|0\d{2,3}[ -]?)[2-9]\d{6,7}(?:[-转]\d{1,6})?(?!\d)/gu },
  {
    kind: 'phone',
    form: /(?<=(?:电话|手机|联系方式|致电|拨打|TEL)[^，。；\n]{0,6}?)(?:\d(?:[ -]?\d){6,11}(?!\d)|[〇零一二三四五六七八九幺]{7,12})/gu,
  },
  // GA 36: a province, a letter, five characters, six where the car runs on electricity; a digit is among them.
  {
    kind: 'plate',
    form: /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使][A-HJ-NP-Z][ ·•・.]?(?=[A-Z0-9]{0,5}\d)[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![A-Z0-9])/gu,
  },
  // What follows the street or the estate: building, entrance, door.
  {
    kind: 'address',
    form: /[A-Z\d一二三四五六七八九十百]{1,6}(?:号楼|号院|楼栋|栋|幢|座|单元|弄)(?:[-, ]{0,2}[A-Z\d一二三四五六七八九十百东西南北中负]{1,6}(?:号楼|栋|幢|座|单元|门|层|楼|号|室|户|房)){0,4}(?:[-, ]{0,2}\d{2,5}(?!\d))?/gu,
  },
  {
    kind: 'address',
    form: /(?<=[路街道巷弄里村组社园苑城湾庄寨屯队])[\d一二三四五六七八九十百]{1,6}(?:-\d{1,4})?号(?!线|公交|地铁)(?:[-, ]{0,2}[A-Z\d]{1,5}(?:室|户|房|层|楼))?/gu,
  },
  { kind: 'address', form: /(?<![A-Z\d-])(?:\d{1,3}-){1,3}\d{3,4}(?:室|户|房)?(?![-\d])/gu },
  { kind: 'address', form: /(?<![A-Z\d])[A-Z]?\d{3,4}(?:室|房)(?![间屋主东产])/gu },
  {
    kind: 'birth',
    form: /(?<=(?:出生|生日|生于)[^，。；\n]{0,4}?)(?:19|20)\d{2}[年./-]\d{1,2}[月./-]\d{1,2}日?/gu,
  },
  {
    kind: 'name',
    form: /(?<=(?:我叫|名叫|姓名|联系人)[是为叫:： ]{0,2})\p{Script=Han}{2,4}/gu,
    cut: nameFirst,
  },
  {
    kind: 'name',
    form: /(?<=(?:我是|本人|投诉人|举报人|反映人|当事人|户主|业主|患者|孩子|老人)[是为叫:： ]{0,2})\p{Script=Han}{2,4}(?=[，。；,.;:：、 （()\n]|$|电话|手机|身份|家住|住在)/gu,
    cut: nameOnly,
  },
  {
    kind: 'name',
    form: /\p{Script=Han}{1,4}(?=先生|女士|小姐|同志|师傅|阿姨|大爷|大妈|奶奶|爷爷)/gu,
    cut: nameLast,
  },
  // What is left of long numbers: one with a slip in it is still somebody's.
  { kind: 'account', form: /(?<!\d)\d{11,30}(?!\d)/gu },
]

/** The check of a number of a resident's identity card. Source: GB 11643-1999, 4.2 (ISO/IEC 7064, MOD 11-2) */
function isIdentity(found: string): boolean {
  if (!/^\d{17}[\dX]$/.test(found)) return false
  let sum = 0
  for (let at = 0; at < 17; at++) sum += Number(found[at]) * (2 ** (17 - at) % 11)
  return '10X98765432'[sum % 11] === found[17]
}

/** The check of a number of a card. Source: ISO/IEC 7812-1, annex B (Luhn) */
function isCard(found: string): boolean {
  let sum = 0
  for (let at = 0; at < found.length; at++) {
    const value = Number(found[found.length - 1 - at]) * (at % 2 === 0 ? 1 : 2)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}
