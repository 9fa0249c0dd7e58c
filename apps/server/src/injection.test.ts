import { XMLParser } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import { writeOpen311 } from './open311-document.ts'
import { formulaPayloads, linePayloads, scriptPayloads } from './test-injection.ts'

test('what people write is text in the XML of Open311: no element, no entity, no instruction is made of it [V1.2.1] [V1.5.1]', () => {
  const parser = new XMLParser({ parseTagValue: false, trimValues: false, htmlEntities: true })
  for (const text of [...scriptPayloads(), ...formulaPayloads, ...linePayloads]) {
    const written = writeOpen311({ root: 'service_requests', value: [{ description: text }] }, 'xml')
    const parsed = parser.parse(written)
    expect(Object.keys(parsed)).toEqual(['?xml', 'service_requests'])
    expect(Object.keys(parsed.service_requests.request)).toEqual(['description'])
    // Line ends of XML are one character; characters that XML 1.0 does not know are left out or replaced.
    const plain = (value: string) => value.replace(/\r\n?/g, '\n').replace(/[^\t\n\x20-\uFFFD]/g, '')
    expect(plain(String(parsed.service_requests.request.description)).replaceAll('\uFFFD', '')).toBe(
      plain(text),
    )
    // oxlint-disable-next-line eslint/no-control-regex -- these are what must not be in it
    expect(written).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
  }
})
