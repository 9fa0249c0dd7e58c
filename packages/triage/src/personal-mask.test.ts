import { expect, test } from 'vitest'
import { maskPersonal, restorePersonal } from './personal-mask.ts'
import type { PersonalKind } from './personal-form.ts'

function masked(text: string, known: Parameters<typeof maskPersonal>[1] = []): string {
  return maskPersonal([text], known)[0]?.text ?? ''
}

test.each([
  ['请回电13800138000，谢谢', '请回电⟦电话1⟧，谢谢'],
  ['请回电138 0013 8000', '请回电⟦电话1⟧'],
  ['请回电１３８－００１３－８０００', '请回电⟦电话1⟧'],
  ['请回电138\u200B0013\u200B8000！', '请回电⟦电话1⟧！'],
  ['电话一三八零零一三八零零零', '电话⟦电话1⟧'],
  ['座机010-62345678转802，手机+86 13800138000', '座机⟦电话1⟧，手机⟦电话2⟧'],
  ['物业电话6234567没人接', '物业电话⟦电话1⟧没人接'],
  ['身份证号11010519491231002X', '身份证号⟦证件号1⟧'],
  ['我的号码是 110105 19491231 002x。', '我的号码是 ⟦证件号1⟧。'],
  ['护照E12345678丢了', '护照⟦证件号1⟧丢了'],
  ['工资卡6222021234567890128不到账', '工资卡⟦账号1⟧不到账'],
  ['微信号 wx_lijie88 可联系', '微信号 ⟦账号1⟧ 可联系'],
  ['写错一位的110105194912310021也不外传', '写错一位的⟦账号1⟧也不外传'],
  ['邮箱 li.jie@example.com.cn 收', '邮箱 ⟦邮箱1⟧ 收'],
  ['京A12345和粤BD12345占道', '⟦车牌1⟧和⟦车牌2⟧占道'],
  ['京A·F1234挡住消防通道', '⟦车牌1⟧挡住消防通道'],
  ['我住幸福小区12号楼3单元501室，漏水', '我住幸福小区⟦门牌1⟧，漏水'],
  ['幸福小区3-2-501漏水', '幸福小区⟦门牌1⟧漏水'],
  ['解放路128号门口积水', '解放路⟦门牌1⟧门口积水'],
  ['我叫张伟明，今年六十岁', '我叫⟦姓名1⟧，今年六十岁'],
  ['本人李秀英，家住杏园', '本人⟦姓名1⟧，家住杏园'],
  ['欧阳女士和王先生都反映过', '⟦姓名1⟧女士和⟦姓名2⟧先生都反映过'],
  ['1949年12月31日出生，生日：1949-12-31', '1949年12月31日出生，生日：⟦生日1⟧'],
])('%s leaves as %s', (text, expected) => {
  expect(masked(text)).toBe(expected)
})

test.each([
  '地铁2号线早高峰太挤，3号口堵了',
  '2026年3月5日至2026年3月9日停水，影响1200户居民',
  '依据《物业管理条例》第12条，投入150万元，12345已受理',
  '北京路口红绿灯坏了，井盖直径70厘米，公交128路不停',
])('what names nobody stays: %s', (text) => {
  expect(masked(text)).toBe(text)
})

test('what the record holds of persons is covered wherever it stands, however it is written', () => {
  const known = [
    { kind: 'name', text: '李秀英' },
    { kind: 'phone', text: '0372-5550101' },
  ] as const
  expect(masked('秀英家李\u200B秀英说，李秀英的电话是０３７２—５５５０１０１', known)).toBe(
    '秀英家⟦姓名1⟧说，⟦姓名1⟧的电话是⟦电话1⟧',
  )
  expect(masked('李树下有人', [{ kind: 'name', text: '李' }])).toBe('李树下有人')
})

test('texts that leave together share their masks, and nobody brings a mask of their own', () => {
  const [title, body] = maskPersonal(['王先生报漏水', '王先生电话13800138000，写着⟦电话1⟧'])
  expect(title?.text).toBe('⟦姓名1⟧先生报漏水')
  expect(body?.text).toBe('⟦姓名1⟧先生电话⟦电话1⟧，写着［电话1］')
})

test('what fits is put back as it was written, other masks become a plain word', () => {
  const pieces = maskPersonal(['王先生１３８００１３８０００，幸福小区3-2-501'])[0]?.pieces ?? []
  const fits = new Set<PersonalKind>(['name', 'address'])
  expect(restorePersonal('⟦姓名1⟧先生：⟦门牌1⟧已修，回电⟦电话1⟧。⟦电话9⟧⟦胡说⟧', pieces, fits)).toBe(
    '王先生：3-2-501已修，回电（电话略）。（电话略）（胡说略）',
  )
  expect(restorePersonal('没有遮盖', pieces, fits)).toBe('没有遮盖')
})

test.each(['', '😀😀', '1'.repeat(100_000), 'A'.repeat(100_000), '一'.repeat(100_000), '王'.repeat(100_000)])(
  'a text without words, or of a hundred thousand characters, is gone through in time (%#)',
  (text) => {
    const began = performance.now()
    expect(masked(text).length).toBeLessThanOrEqual(Math.max(100_000, text.length))
    expect(performance.now() - began).toBeLessThan(3000)
  },
)
