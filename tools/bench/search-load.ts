import { parseMatterId } from '@duibiao/base'
import { makeMatterPieces } from '@duibiao/server'
import { queueAllForSearch, receiptOf, workSearchQueue } from '@duibiao/store'
import { makeDistrict, makeSeason } from '../../apps/cli/src/minghu/district.ts'
import { readWrittenDistrict } from '../../apps/cli/src/minghu/written-file.ts'
import { parseLegalDate } from '@duibiao/base'
import type { ServiceSite } from './service-site.ts'

/** Offices that the matters are spread over; one of them asks as a clerk. */
export const searchOffices = 800

/** How the search was filled. */
export interface SearchFilling {
  /** Seconds that the copies took. */
  readonly copied: number
  /** Milliseconds until the search had read a matter, on the mean. */
  readonly perMatter: number
}

/**
 * Fills a district with matters of the hotline whose words are those of the demonstration: 3,000 messages, each said again with another
 * number and a name of two characters that hardly anybody else has. The rows are copies: their chains do not verify, and nothing here asks.
 */
export async function fillSearch(
  site: ServiceSite,
  matters: number,
  watch: (read: number) => void,
): Promise<SearchFilling> {
  const begun = performance.now()
  const sample = await playSample(site)
  await site.asOwner(textScript())
  const size = 50_000
  for (let first = 0; first < matters; first += size) {
    await site.asOwner(copyScript(sample, first, Math.min(first + size, matters)))
  }
  await site.asOwner('vacuum (analyze)')
  const copied = performance.now() - begun
  const { database, district } = site.tenant
  await queueAllForSearch(database, district)
  const makePieces = makeMatterPieces(site.tenant)
  const reading = performance.now()
  let read = 0
  for (;;) {
    const some = await workSearchQueue(database, district, { makePieces, limit: 500 })
    read += some
    if (some < 500) break
    if (read % 50_000 < 500) watch(read)
  }
  const perMatter = (performance.now() - reading) / Math.max(1, read)
  await site.asOwner('vacuum (analyze)')
  return { copied: copied / 1000, perMatter }
}

async function playSample(site: ServiceSite): Promise<string> {
  const { engine } = site.tenant
  const answer = await engine.start({
    procedure: 'hotline',
    title: '样例',
    variables: { subject: '样例', body: '样例' },
    key: 'search sample',
    actor: { system: 'bench' },
  })
  return parseMatterId(receiptOf(answer).matter)
}

function textScript(): string {
  const district = makeDistrict(readWrittenDistrict(), { seed: 1, from: parseLegalDate('2026-01-05') })
  const messages = makeSeason(district, { days: 120, perDay: 45 }).messages.slice(0, 3_000)
  const rows = messages.map(
    ({ subject, body, place }, at) => `(${at}, ${quote(subject)}, ${quote(body)}, ${quote(place)})`,
  )
  return `create table bench_text (at int primary key, subject text, body text, place text);
    insert into bench_text values ${rows.join(',\n')};`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** Ids rise with the number, so that the newest come last, as those of real matters do. */
function copyScript(sample: string, from: number, to: number): string {
  const rare = `chr(19968 + (i::bigint * 7919 % 6000)::int) || chr(19968 + (i::bigint * 104729 % 6000)::int)`
  return `
    create temp table load as
      select i, 'JB-2026-' || lpad(i::text, 7, '0') as number, told.subject, told.place,
        told.body || '反映人称' || ${rare} || '。' as body, 'office-' || (i % ${searchOffices}) as office,
        (substr(to_hex(1767225600000 + i::bigint * 50), 1, 8) || '-' || substr(lpad(to_hex(1767225600000 + i::bigint * 50), 11, '0'), 9, 3) ||
          '0-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid as id
      from generate_series(${from}, ${to - 1}) as i
      join bench_text as told on told.at = i::bigint * 611 % 3000;
    insert into matter (district_id, matter_id, number, title, procedure, revision, status, state, head, opened_at, updated_at)
      select 1, load.id, load.number, load.subject, procedure, revision, status, state, head, opened_at, updated_at
      from load, matter where matter.district_id = 1 and matter.matter_id = '${sample}';
    insert into matter_data (district_id, matter_id, data)
      select 1, load.id, json_build_object('0', json_build_object('subject', load.subject, 'body', load.body, 'place', load.place))::text
      from load;
    insert into matter_sight (district_id, sight, matter_id, category, is_open)
      select 1, 'o:' || load.office, load.id, null, true from load;
    insert into matter_listing (district_id, matter_id, pack, process, office_id, sights, is_open)
      select 1, load.id, 'hotline', 'hotline', load.office, array['o:' || load.office], true from load;
    drop table load;`
}
