import type { Chance } from './chance.ts'

/** An office of the simulated district: what it is asked to do, and how it works. */
export interface SimulatedOffice {
  readonly name: string
  readonly kind: 'department' | 'utility' | 'street'
  /** Words of a message that make a clerk think of it. */
  readonly words: readonly string[]
  /** Working days that it usually needs from contact to result. */
  readonly pace: number
  /** How often it says that a matter is not its own. */
  readonly disputes: number
  /** How often the call-back finds the matter solved. */
  readonly solves: number
}

const lastOffice: SimulatedOffice = office('城郊街道办', 'street', {
  words: '村 组 农村 小区 社区 居委会 街道',
})

/** The offices, those with the most telling words first. */
const offices: readonly SimulatedOffice[] = [
  office('供水公司', 'utility', { words: '供水 自来水 停水 水压 水管', pace: 1.1, solves: 0.9 }),
  office('供电公司', 'utility', { words: '停电 供电 用电 变压器 电费 电压', pace: 1, solves: 0.9 }),
  office('燃气公司', 'utility', { words: '燃气 天然气 煤气 供暖 暖气', pace: 1.3, solves: 0.88 }),
  office('公交公司', 'utility', { words: '公交 班次 站点 末班车', pace: 2.2, solves: 0.8 }),
  office('教育局', 'department', {
    words: '学校 幼儿园 入学 教师 补课 学生 教育 培训班 中学 小学',
    pace: 2.6,
    solves: 0.78,
  }),
  office('卫健委', 'department', {
    words: '医院 医生 医保 生育 二胎 卫生院 护士 疫苗',
    pace: 2.3,
    solves: 0.82,
  }),
  office('人社局', 'department', {
    words: '社保 工资 养老保险 劳动 公积金 就业 退休 加班',
    pace: 2.4,
    solves: 0.84,
  }),
  office('公安分局', 'department', {
    words: '派出所 户口 诈骗 车牌 违停 交警 身份证 治安',
    pace: 2,
    solves: 0.85,
  }),
  office('市场监管局', 'department', {
    words: '消费 退款 超市 食品 传销 商家 价格 假货 预付',
    pace: 2.2,
    solves: 0.8,
  }),
  office('生态环境分局', 'department', {
    words: '污染 废气 臭味 排放 油烟 扬尘 粉尘 污水',
    pace: 2.9,
    solves: 0.74,
  }),
  office('城管局', 'department', {
    words: '噪音 噪声 扰民 垃圾 占道 违建 广场舞 摊 路灯 施工',
    pace: 2.3,
    solves: 0.76,
    disputes: 0.06,
  }),
  office('住建局', 'department', {
    words: '房产 开发商 物业 房 楼盘 拆迁 业主 质量 电梯 棚改',
    pace: 3.2,
    solves: 0.68,
    disputes: 0.08,
  }),
  office('自然资源分局', 'department', {
    words: '土地 规划 征地 宅基地 用地 国土 不动产',
    pace: 3.4,
    solves: 0.7,
    disputes: 0.07,
  }),
  office('交通局', 'department', {
    words: '道路 公路 地铁 高速 红绿灯 堵车 桥 路口 修路',
    pace: 3,
    solves: 0.74,
  }),
  office('农业农村局', 'department', {
    words: '水稻 养殖 农田 水渠 耕地 扶贫 低保',
    pace: 2.8,
    solves: 0.76,
  }),
  office('湖心街道办', 'street', { words: '社区 居委会 街道 小区', pace: 1.8, solves: 0.82 }),
  lastOffice,
]

/** The office whose words the text holds most of; a street where none fits. */
export function officeFor(text: string, chance: Chance): SimulatedOffice {
  let best: SimulatedOffice | undefined
  let most = 0
  for (const one of offices) {
    const hits = one.words.filter((word) => text.includes(word)).length
    if (hits > most) [best, most] = [one, hits]
  }
  return best ?? chance.pick(offices.filter(({ kind }) => kind === 'street'))
}

/** The office of a name; a name nobody knows works like a street. */
export function officeNamed(name: string | undefined): SimulatedOffice {
  return offices.find((one) => one.name === name) ?? lastOffice
}

/** Another office than this one. */
export function otherOffice(name: string, chance: Chance): SimulatedOffice {
  return chance.pick(offices.filter((one) => one.name !== name && one.kind === 'department'))
}

/** The person of a post in an office who happens to take the work. */
export function personOf(place: string, chance: Chance, handlers = 4): string {
  return `${place}-${String(1 + Math.floor(chance.next() * handlers)).padStart(2, '0')}`
}

type Habits = Partial<Pick<SimulatedOffice, 'pace' | 'disputes' | 'solves'>> & { readonly words: string }

function office(name: string, kind: SimulatedOffice['kind'], { words, ...habits }: Habits): SimulatedOffice {
  return { name, kind, words: words.split(' '), pace: 2, disputes: 0.03, solves: 0.8, ...habits }
}
