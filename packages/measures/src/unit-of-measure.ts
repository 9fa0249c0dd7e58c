/** Families of units of measure and how many of the smallest each holds. */
const families: readonly Readonly<Record<string, number>>[] = [
  { 元: 1, 千元: 1e3, 万元: 1e4, 百万元: 1e6, 亿元: 1e8 },
  { 人: 1, 千人: 1e3, 万人: 1e4 },
  { 户: 1, 万户: 1e4 },
  { 平方米: 1, 公顷: 1e4, 平方公里: 1e6, 平方千米: 1e6 },
  { 亩: 1, 万亩: 1e4 },
  { 千克: 1, 公斤: 1, 吨: 1e3, 万吨: 1e7 },
  { '‰': 1, '%': 10, '％': 10 },
  { 件: 1, 万件: 1e4 },
  { 个: 1, 万个: 1e4 },
]

/** By what a value must be multiplied to come from one unit of measure to another; undefined where they are of different kinds. */
export function measureFactor(given: string, wanted: string): number | undefined {
  if (given === wanted) return 1
  for (const family of families) {
    const [from, to] = [family[given], family[wanted]]
    if (from !== undefined && to !== undefined) return from / to
  }
  return undefined
}
