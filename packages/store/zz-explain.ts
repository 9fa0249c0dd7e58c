import { PGlite } from '@electric-sql/pglite'
import { readMigrations } from './src/migrate.ts'
import { transitionStatement } from './src/transition-statement.ts'
import { readStatement } from './src/transition.ts'
const p = await PGlite.create()
await p.exec('create table schema_migration (version int)')
for (const m of readMigrations()) await p.exec(m.text)
const show = async (t: string) => { const r = await p.exec(`explain (generic_plan, costs on) ${t}`); for (const row of r[0]!.rows) console.log((row as any)['QUERY PLAN']) }
import { takeStatement, settleStatement } from './src/outbox.ts'
import { waitingStatement } from './src/dispatch.ts'
import { claimStatement } from './src/timer.ts'
if (process.argv[2] === 'read') for (const s of [readStatement, takeStatement, settleStatement, waitingStatement, claimStatement]) { console.log('--', s.name); await show(s.text) }
await show(transitionStatement(['move','entry','receipt','task','task_gone','timer_gone']).text)
await p.close()
