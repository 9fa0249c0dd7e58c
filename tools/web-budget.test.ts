import { expect, test } from 'vitest'
import { filesOf, unknownSources } from './web-budget.ts'
import type { Manifest } from './web-budget.ts'

const manifest: Manifest = {
  'index.html': { file: 'assets/desk.js', imports: ['_react.js'] },
  'src/list.tsx': { file: 'assets/list.js', imports: ['_react.js', '_table.js'] },
  '_react.js': { file: 'assets/react.js' },
  '_table.js': { file: 'assets/table.js', imports: ['_react.js'] },
  'src/map.tsx': { file: 'assets/map.js' },
}

test('what several parts of a page share is weighed once, and what is loaded later not at all', () => {
  expect(filesOf(manifest, ['index.html', 'src/list.tsx'])).toEqual([
    'assets/desk.js',
    'assets/react.js',
    'assets/list.js',
    'assets/table.js',
  ])
})

test('a page that was renamed does not weigh nothing', () => {
  const budget = { page: 'p', sources: ['index.html', 'src/gone.tsx'], most: 1 }
  expect(unknownSources(manifest, budget)).toEqual(['src/gone.tsx'])
})
