import { expect, test } from 'vitest'
import { commandsDoc } from './commands-doc.ts'

test('every command stands on the page in both languages, with its arguments and options', async () => {
  const page = (await commandsDoc.write())['docs/reference/commands.md'] ?? ''
  const headings = [...page.matchAll(/^## `(.+)`$/gm)].map((match) => match[1])
  expect(headings).toEqual([
    'serve',
    'migrate',
    'district list',
    'district enter',
    'district change NUMBER',
    'doctor',
    'backup FILE',
    'restore FILE',
    'user add ACCOUNT',
    'user list',
    'user disable ACCOUNT',
    'user reset ACCOUNT',
    'token add ACCOUNT',
    'token list ACCOUNT',
    'token revoke ACCOUNT [TOKEN]',
    'pack check FOLDER…',
    'pack test FOLDER…',
    'pack install FOLDER…',
    'pack list [NAME]',
    'pack export VERSION FOLDER',
    'pack diff OLD NEW',
    'pack upgrade PACK',
    'pack set NAME [PARAMETER] [VALUE]',
    'import areas FILE',
    'import offices FILE',
    'import posts FILE',
    'import people FILE',
    'import items FILE',
    'import duties FILE',
    'import messages FILE',
    'export areas FILE',
    'export offices FILE',
    'export posts FILE',
    'export people FILE',
    'export items FILE',
    'export duties FILE',
    'simulate',
    'matter show NUMBER',
    'clock explain NUMBER',
    'calendar load FILE',
    'calendar show [YEAR]',
    'ledger export FILE',
    'ledger verify [FILE]',
    'rebuild',
    'minghu',
  ])
  expect(page).toContain('| `--seed <number>` | 随机种子，同一种子结果相同 (1) |')
  expect(page).toContain('`DUIBIAO_DATABASE_URL`')
  expect(page).toContain(
    '# 只看办理时限 the handling limit only\nduibiao clock explain JB-2026-000001 --clock handle\n',
  )
  expect(page).not.toContain('undefined')
})
