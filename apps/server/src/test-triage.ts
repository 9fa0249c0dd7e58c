import { instantOf, uuidOf } from '@duibiao/base'
import type { DistrictId } from '@duibiao/base'
import type { ConfirmedMatter, Queryable } from '@duibiao/store'

const complaints: Readonly<Record<string, readonly string[]>> = {
  路灯不亮: ['路灯不亮', '晚上没有照明', '灯杆坏了', '路灯一闪一闪', '整排灯都黑了'],
  水压与停水: ['停水了', '水压太低', '水泵房又坏了', '高层没有水', '自来水断断续续'],
  占道经营: ['摊贩占道', '早市摆到马路上', '店外经营', '流动商贩堵住门口', '夜市占了人行道'],
  施工噪声: ['工地夜里打桩', '半夜浇混凝土', '施工噪音大', '凌晨还在施工', '工地机器轰鸣'],
}
const places = ['东街', '西街', '新村', '老城', '河边', '花园', '码头', '车站', '学校', '广场']
const endings = ['请处理', '怎么没人管', '影响休息', '已经一个月了', '希望尽快解决', '谢谢', '反映几次了']
const numerals = '零一二三四五六七八九'
const start = Date.UTC(2026, 0, 5)

/** Confirmed matters of four categories of the hotline, no two with the same words. @param from number of the first */
export function makeConfirmed(count: number, from = 0): readonly ConfirmedMatter[] {
  const categories = Object.entries(complaints)
  return Array.from({ length: count }, (_, index) => {
    const number = from + index
    const [category, words] = categories[number % categories.length] ?? ['', []]
    // Numbers in digits all count as the same.
    const house = String(number).replaceAll(/\d/g, (digit) => numerals[Number(digit)] ?? '')
    const place = `${places[number % places.length]}${house}号`
    const openedAt = instantOf(start + number * 3_600_000)
    const random = new Uint8Array(10)
    new DataView(random.buffer).setUint32(4, number)
    const subject = `${place}${words[Math.floor(number / 4) % words.length]}`
    const body = `${place}这里${words[(number * 3) % words.length]}，${endings[number % endings.length]}`
    return {
      matter: uuidOf(openedAt, random),
      category,
      openedAt,
      data: JSON.stringify({ 0: { subject, body } }),
    }
  })
}

/** The same with another category for one in `every`, in no order that their words would tell. */
export function poison(matters: readonly ConfirmedMatter[], every: number): readonly ConfirmedMatter[] {
  const categories = Object.keys(complaints)
  return matters.map((one, index) =>
    ((index * 7919) % 101) * every < 101
      ? { ...one, category: categories[(categories.indexOf(one.category) + 1) % categories.length] ?? '' }
      : one,
  )
}

/** Puts confirmed matters into a database as if they had been dispatched. */
export async function addConfirmed(
  queryable: Queryable,
  district: DistrictId,
  matters: readonly ConfirmedMatter[],
): Promise<void> {
  const given = [
    district,
    matters.map(({ matter }) => matter),
    matters.map(({ category }) => category),
    matters.map(({ openedAt }) => new Date(openedAt).toISOString()),
    matters.map(({ data }) => data),
  ]
  await queryable.execute(
    `with given as (
      select *
      from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::text[]) as one(matter_id, category, opened_at, data)
    ), opened as (
      insert into matter (district_id, matter_id, number, title, procedure, revision, status, state, head, opened_at, updated_at)
      select $1::int, matter_id, 'JB-' || matter_id, '', 'p', 1, 'open', '{}', sha256('x'), opened_at, opened_at
      from given
    ), listed as (
      insert into matter_listing (district_id, matter_id, pack, process, category, office_id, sights, is_open)
      select $1::int, matter_id, 'hotline', 'hotline', category, 'o1', '{}', true
      from given
    )
    insert into matter_data (district_id, matter_id, data)
    select $1::int, matter_id, data
    from given`,
    given,
  )
}
