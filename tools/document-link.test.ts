import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { listFiles, readText, root } from './repository.ts'

const documents = listFiles('*.md', 'docs/**/*.md', 'apps/**/*.md', 'packages/*/*.md')

/** Pictures that tests of the browser write: a document may come before its picture. */
const written = new Set(
  listFiles('apps/web/src/**/*.browser.test.ts').flatMap((file) =>
    [...readText(file).matchAll(/screenshot\(\w+,[^)]*?\)/g)].flatMap(([call]) =>
      [...call.matchAll(/'([\w-]+)'/g)].map(([, name = '']) => `docs/screens/${name}.png`),
    ),
  ),
)

/** Links to files that are not there; addresses elsewhere and places within a page are left alone. */
function findBroken(document: string, text: string): readonly string[] {
  const links = [...text.matchAll(/\]\(([^()\s]+)\)/g)].map(([, link = '']) => link.replace(/#.*$/, ''))
  return links.filter((link) => {
    if (link === '' || /^[a-z]+:/.test(link)) return false
    const file = path.posix.normalize(path.posix.join(path.posix.dirname(document), link))
    return !existsSync(`${root}${file}`) && !written.has(file)
  })
}

test.each(documents)('the links of %s lead somewhere', (document) => {
  expect(findBroken(document, readText(document))).toEqual([])
})

test('a link that leads nowhere is told', () => {
  expect(findBroken('docs/x.md', '[a](gone.md) [b](../README.md#c) [d](https://example.org)')).toEqual([
    'gone.md',
  ])
})
