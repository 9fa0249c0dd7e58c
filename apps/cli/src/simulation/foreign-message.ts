import { instantOf } from '@duibiao/base'
import type { Message } from '../message.ts'
import type { MinghuDistrict } from '../minghu/district.ts'
import { streetOffice } from '../minghu/office-tree.ts'
import type { PlannedMessage } from '../minghu/season-plan.ts'
import type { Arrival } from './arrival.ts'
import { makeChance } from './chance.ts'

/** Words of a message that make a clerk think of a category; the first with most of them is it. */
const words: readonly (readonly [category: string, words: string])[] = [
  ['water-pressure', '供水 自来水 停水 水压 水管'],
  ['power', '停电 供电 用电 变压器 电费 电压'],
  ['gas', '燃气 天然气 煤气'],
  ['heating', '供暖 暖气 供热'],
  ['bus', '公交 班次 站点 末班车'],
  ['school', '学校 幼儿园 入学 教师 补课 学生 教育 培训班 中学 小学'],
  ['hospital', '医院 医生 生育 二胎 卫生院 护士 疫苗'],
  ['wages', '工资 劳动 加班 欠薪'],
  ['pension', '社保 养老保险 公积金 就业 退休'],
  ['parking', '违停 停车 交警 车位'],
  ['consumer', '消费 退款 超市 食品 传销 商家 价格 假货 预付'],
  ['smoke', '油烟 废气 臭味 粉尘'],
  ['site-noise', '噪音 噪声 扰民 广场舞 施工'],
  ['garbage', '垃圾 污水 卫生'],
  ['stall', '占道 摊'],
  ['illegal-building', '违建 违章建筑 加盖'],
  ['property', '物业 业主 小区'],
  ['housing-deal', '房产 开发商 楼盘 房 质量'],
  ['expropriation', '拆迁 征地 棚改 土地 宅基地'],
  ['road-damage', '道路 公路 路口 修路 桥 坑'],
]

/**
 * Messages of another place as if they had come in here: a place by chance, and the category and office that their words make
 * likely. A stand-in for a clerk who knows the place, not a classifier.
 */
export function settleMessages(
  messages: readonly Message[],
  district: MinghuDistrict,
  seed: number,
): readonly Arrival[] {
  const { geography, written } = district
  const grids = geography.areas.filter(({ area }) => area.level === 'grid').map(({ area }) => area.id)
  const known = words.filter(([category]) => written.categories.has(category))
  return messages.map((message) => {
    const chance = makeChance(seed, 'settles', message.id)
    const text = `${message.subject} ${message.body}`
    const grid = chance.pick(grids)
    const category = likeliest(text, known)
    const named = written.categories.get(category ?? '')?.office ?? 'street'
    const office = named === 'street' ? streetOffice(grid.slice(0, 9)) : named
    const planned: PlannedMessage = {
      ...blank,
      id: message.id,
      at: message.sentAt,
      subject: message.subject,
      body: message.body,
      demand: demandOf(text),
      category: category ?? 'other',
      grid,
      office,
      duty: written.categories.get(category ?? '')?.duty,
      urgency: urgencyOf(text, chance.next()),
      topic: message.id,
    }
    return { at: message.sentAt, id: message.id, cause: { kind: 'message', message: planned } }
  })
}

const blank = {
  at: instantOf(0),
  channel: 'web',
  reporter: undefined,
  template: '',
  voice: 'plain',
  also: undefined,
  place: '明湖区',
  event: undefined,
  marks: [],
  hotIssue: undefined,
  follows: undefined,
} as const

function likeliest(text: string, known: typeof words): string | undefined {
  let best: string | undefined
  let most = 0
  for (const [category, list] of known) {
    const hits = list.split(' ').filter((word) => text.includes(word)).length
    if (hits > most) [best, most] = [category, hits]
  }
  return best
}

function demandOf(text: string): PlannedMessage['demand'] {
  if (/咨询|请问|如何办理|怎么办理|什么时候能/.test(text)) return 'consultation'
  if (/建议|希望能够增设|提议/.test(text)) return 'proposal'
  if (/举报|违法|违规/.test(text)) return 'tip'
  return /投诉|扰民|严重|太差|不作为/.test(text) ? 'complaint' : 'help'
}

function urgencyOf(text: string, roll: number): PlannedMessage['urgency'] {
  if (/坍塌|漏电|着火|中毒|生命危险/.test(text)) return 'urgent'
  return /历史遗留|多年未|烂尾|拆迁/.test(text) && roll < 0.5 ? 'hard' : 'ordinary'
}
