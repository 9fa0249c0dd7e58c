import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadProcedures } from './bpmn-compile.ts'
import { extensionAttributes, extensionElements } from './duibiao-moddle.ts'
import { readManifest } from './pack-manifest.ts'
import { readParameters } from './pack-parameter.ts'
import { readCase } from './pack-case.ts'
import { readYaml } from './pack-yaml.ts'

function blocksOf(page: string, language: string): readonly string[] {
  const text = readFileSync(
    fileURLToPath(new URL(`../../../docs/reference/${page}`, import.meta.url)),
    'utf8',
  )
  return text
    .split(`\`\`\`${language}\n`)
    .slice(1)
    .map((part) => part.split('```')[0] ?? '')
}

test('the example of docs/reference/procedures.md passes the check and shows every extension', () => {
  const [example = ''] = blocksOf('procedures.md', 'xml')
  const { procedures, findings } = loadProcedures(example, 'procedures.md')
  expect(findings).toEqual([])
  expect(procedures).toHaveLength(1)
  for (const { name } of extensionElements) expect(example).toContain(`<duibiao:${name} `)
  expect(extensionAttributes.some(({ name }) => example.includes(`duibiao:${name}=`))).toBe(true)
})

test('the YAML of docs/reference/packs.md is read without a finding', () => {
  const reads = blocksOf('packs.md', 'yaml').map((block) =>
    readYaml(new TextEncoder().encode(block), 'packs.md'),
  )
  const [manifest, parameters, packCase] = reads
  if (!manifest || !parameters || !packCase) throw new Error('the page lost an example')
  expect(readManifest(manifest).findings).toEqual([])
  expect(readParameters(parameters).findings).toEqual([])
  expect(readCase(packCase).findings).toEqual([])
})
