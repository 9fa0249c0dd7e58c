import type { Sample } from './kernel-floor.ts'
import type { Site } from './kernel-site.ts'

/**
 * Fills the tables with open matters like the sample after its start, each with its entry, receipt, task and timer. The
 * rows are copies, so their chains do not verify; nothing here measures that.
 * @param first number of the first matter; numbers of two loads may not overlap
 */
export async function preload(
  site: Site,
  {
    sample,
    first,
    count,
    dueAt,
  }: { readonly sample: Sample; readonly first: number; readonly count: number; readonly dueAt: number },
): Promise<void> {
  const due = `timestamptz '${new Date(dueAt).toISOString()}'`
  const at = `timestamptz '${new Date(site.clock.now).toISOString()}'`
  const state = (sample.states[0] ?? '').replaceAll(String(sample.dueAt), String(dueAt))
  const size = 50_000
  for (let from = first; from < first + count; from += size) {
    const to = Math.min(from + size, first + count) - 1
    await site.asOwner(`
      create temp table load as
        select format('%s-0000-7000-8000-%s', lpad(to_hex(i), 8, '0'), lpad(to_hex(i), 12, '0'))::uuid as id, i,
          sha256(i::text::bytea) as hash
        from generate_series(${from}, ${to}) as i;
      insert into matter (district_id, matter_id, number, title, procedure, revision, status, state, head, opened_at, updated_at)
        select 1, id, 'L-' || i, '路灯不亮', ${text(sample.procedure)}, 1, 'open', ${text(state)}, hash, ${at}, ${at} from load;
      insert into matter_data (district_id, matter_id, data) select 1, id, ${text(sample.data)} from load;
      insert into entry (district_id, matter_id, seq, kind, recorded_at, body, previous, hash)
        select 1, id, 1, 'start', ${at}, ${text(sample.bodies[0])}, hash, hash from load;
      insert into receipt (district_id, key, matter_id, seq, recorded_at) select 1, 'load:' || i, id, 1, ${at} from load;
      insert into task (district_id, matter_id, task_id, element, name, status, posts, opened_at)
        select 1, id, ${sample.tasks[0]}, 'a', 'a', 'open', '{clerk}', ${at} from load;
      insert into timer (district_id, matter_id, timer_id, due_at) select 1, id, ${sample.timer}, ${due} from load;
      drop table load`)
  }
  await site.asOwner('analyze')
}

function text(value = ''): string {
  return `'${value.replaceAll("'", "''")}'`
}
