import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { emergencySenses, openEmergencyRule } from './emergency.ts'
import type { EmergencyExcuse, EmergencySense } from './emergency.ts'

// The words that ship with the packs: what is tested here is what districts work with.
const rule = openEmergencyRule({
  words: rowsOf('words').map(([sense = '', word = '', danger = '']) => ({
    sense: senseOf(sense),
    word,
    ...(danger !== '' && { danger }),
  })),
  despite: new Map(
    rowsOf('dangers').map(([danger = '', , , , despite = '']) => [
      danger,
      new Set(despite.split(' ').filter(isExcuse)),
    ]),
  ),
})

function rowsOf(name: string): readonly (readonly string[])[] {
  const file = new URL(`../../../packs/hotline/codes/emergency-${name}.csv`, import.meta.url)
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
}

function senseOf(text: string): EmergencySense {
  const sense = emergencySenses.find((one) => one === text)
  if (sense === undefined) throw new Error(`no sense ${text}`)
  return sense
}

function isExcuse(text: string): text is EmergencyExcuse {
  return ['negated', 'supposed', 'past', 'over', 'drill', 'quoted'].includes(text)
}

/** The dangers that count, each once. */
function dangersIn(body: string): readonly string[] {
  const found = rule({ body }).filter(({ excuse }) => excuse === undefined)
  return [...new Set(found.map(({ danger }) => danger))]
}

/** Why the words of danger in a message do not count. */
function excusesIn(body: string): readonly (string | undefined)[] {
  return [...new Set(rule({ body }).map(({ excuse }) => excuse?.kind))]
}

describe('danger now', () => {
  test.each([
    ['3号楼着火了，快来人！', 'fire'],
    ['楼道里冒浓烟，有人喊“救命”', 'fire', 'injury'],
    ['望山小区12号楼一单元楼道里有很重的燃气味', 'gas'],
    ['小区围墙倒塌，压在车上', 'collapse'],
    ['路灯杆漏电，孩子触电了', 'electric'],
    ['有小孩掉进河里了', 'water'],
    ['电梯困人，老人被困半小时', 'trapped'],
    ['工人从脚手架坠落', 'fall'],
    ['门口有人晕倒没有呼吸', 'injury'],
    ['化工厂氨气泄漏', 'chemical'],
    ['我父亲走失了，患有老年痴呆', 'missing'],
    ['再不给我解决我就跳楼', 'self_harm'],
    ['如果今天不发工资，我就从楼上跳下去自杀', 'self_harm'],
    ['楼下有人持刀', 'violence'],
    ['人行道井盖丢失，差点踩进去', 'hole'],
  ])('%s', (body, ...dangers) => {
    expect(dangersIn(body)).toEqual(dangers)
  })

  test.each([
    ['traditional characters', '樓道裡著火了，煤氣洩漏', 'fire'],
    ['zero-width characters', '楼道着\u200B火\u2060了', 'fire'],
    ['blanks and line ends inside a word', '楼道着 火了', 'fire'],
    ['full width and half width', '燃气泄漏ＡＢＣ', 'gas'],
    ['emoji around', '🔥🔥着火了🔥', 'fire'],
    ['mixed scripts', 'Help! 家里fire着火le', 'fire'],
    ['variation selectors', '着\uFE0F火\uFE0F了', 'fire'],
  ])('%s', (_, body, danger) => {
    expect(dangersIn(body)).toContain(danger)
  })

  test('it is found at the end of a hundred thousand characters, with and without ends of sentences', () => {
    expect(dangersIn(`${'噪音很大。'.repeat(19_990)}着火了`)).toEqual(['fire'])
    expect(dangersIn(`${'噪音很大'.repeat(24_000)}着火了`)).toEqual(['fire'])
    expect(dangersIn(`${'呀'.repeat(100_000)}着火了`)).toEqual([])
  })

  test('a word that lies across two pieces of a sentence without an end is found, once', () => {
    for (let before = 1_950; before <= 2_005; before += 1) {
      const found = rule({ body: `${'呀'.repeat(before)}燃气管道破裂` })
      expect(new Set(found.map(({ from }) => from)), String(before)).toEqual(new Set([before]))
    }
  })

  test('its place is that in what was written', () => {
    const body = '昨晚😀开始，3号楼著\u200B火了'
    const [found] = rule({ body })
    expect(found).toMatchObject({ field: 'body', text: '著\u200B火' })
    expect(body.slice(found?.from, found?.to)).toBe('著\u200B火')
  })

  test('every field of a message is looked at', () => {
    expect(rule({ subject: '求助', body: '有人溺水' })).toMatchObject([{ field: 'body', danger: 'water' }])
  })
})

describe('no danger now', () => {
  test.each<[string, EmergencyExcuse]>([
    ['楼下冒烟是炒菜，并没有着火', 'negated'],
    ['未发生火灾', 'negated'],
    ['上午的火灾已经扑灭，谢谢消防员', 'over'],
    ['楼道着火了。后来消防来了。火已经灭了', 'over'],
    ['老人走失，已经找到', 'over'],
    ['燃气味是虚惊一场', 'over'],
    ['明天社区举行火灾逃生演练', 'drill'],
    ['去年这里发生过火灾，至今没有整改', 'past'],
    ['前年有孩子溺水，希望加装护栏', 'past'],
    ['电动车在楼道充电，一旦起火后果不堪设想', 'supposed'],
    ['私拉电线有火灾隐患', 'supposed'],
    ['担心围墙倒塌', 'supposed'],
    ['他们宣传“着火不用怕”的产品', 'quoted'],
    ['建议把《火灾》这一章发给居民', 'quoted'],
  ])('%s: %s', (body, excuse) => {
    expect(dangersIn(body)).toEqual([])
    expect(excusesIn(body)).toEqual([excuse])
  })

  test.each([
    '大家一起火锅',
    '看着火车开过去',
    '灭火器过期了',
    '漏电保护器坏了',
    '落水管堵了',
    '跳楼价大甩卖',
    '爆炸头理发店噪音',
    '我家的狗走失了，狗走失三天',
    '',
    '火',
    '🔥',
    '\u200B\u200B',
  ])('words that only look like it: %s', (body) => {
    expect(rule({ body })).toEqual([])
  })
})

describe('what excuses one thing does not excuse another', () => {
  test.each([
    ['不是演习，真的着火了', 'fire'],
    ['火还没有扑灭，着火快两小时了', 'fire'],
    ['去年着过火，现在又起火了', 'fire'],
    ['一直担心起火，刚才真的着火了', 'fire'],
    ['没有人管，着火了', 'fire'],
    ['火已经扑灭，但还有人被困', 'trapped'],
    ['着火了，狗已经找到', 'fire'],
    ['是不是着火了？好大的烟', 'fire'],
    ['物业说“没事”，可是燃气泄漏了', 'gas'],
  ])('%s', (body, danger) => {
    expect(dangersIn(body)).toEqual([danger])
  })

  test('an end far behind says nothing of the danger', () => {
    expect(dangersIn('着火了。请派人。楼上还有老人。电话打不通。昨天的水管已经修好')).toEqual(['fire'])
  })
})

const messages = new URL('../../../../shared/data/civic/messages.jsonl', import.meta.url)

test.skipIf(!existsSync(messages))(
  'complaints at large are seldom emergencies, and are looked through quickly',
  () => {
    const texts = readFileSync(messages, 'utf8')
      .trim()
      .split('\n')
      .map((line): Readonly<Record<'subject' | 'body', string>> => JSON.parse(line))
      .map(({ subject, body }) => ({ subject, body }))
    const start = performance.now()
    const found = texts.filter((one) => rule(one).some(({ excuse }) => excuse === undefined))
    const each = (performance.now() - start) / texts.length
    console.log(`${found.length} of ${texts.length} messages have danger, ${each.toFixed(3)} ms each`)
    expect(found.length / texts.length).toBeLessThan(0.05)
    expect(found.length).toBeGreaterThan(20)
  },
)
