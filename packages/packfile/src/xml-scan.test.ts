import { describe, expect, test } from 'vitest'
import { defaultXmlLimits } from './xml-element.ts'
import { scanXml } from './xml-scan.ts'
import { decodeXml } from './xml-text.ts'

function codes(text: string): readonly string[] {
  return scanXml(text, 'x.xml').findings.map((finding) => finding.code)
}

describe('well-formed XML', () => {
  test('is read with lines, namespaces, references and CDATA', () => {
    const { root, findings } = scanXml(
      `<?xml version="1.0"?>
<!-- a > b -->
<a xmlns="urn:one" xmlns:p="urn:two" p:x="1 &lt; 2">
  <p:b y='&#20107;&#x9879;'/>
  <c><![CDATA[i < 1 & more]]></c>
</a>`,
      'x.xml',
    )
    expect(findings).toEqual([])
    expect(root).toMatchObject({
      namespace: 'urn:one',
      name: 'a',
      line: 3,
      attributes: [{ namespace: 'urn:two', name: 'x', value: '1 < 2' }],
    })
    expect(root?.children.map((child) => [child.namespace, child.name, child.line])).toEqual([
      ['urn:two', 'b', 4],
      ['urn:one', 'c', 5],
    ])
    expect(root?.children[0]?.attributes[0]?.value).toBe('事项')
    expect(root?.children[1]?.text).toBe('i < 1 & more')
  })

  test('names such as constructor are no prefixes', () => {
    expect(codes('<constructor:a/>')).toEqual(['xml_prefix'])
    expect(codes('<a __proto__="1" constructor="2"/>')).toEqual([])
  })
})

describe('what is refused', () => {
  test.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>', 'xml_doctype'],
    ['a file of another system', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'xml_doctype'],
    ['an unknown entity', '<a>&xxe;</a>', 'xml_character'],
    ['a reference to no character', '<a>&#0;</a>', 'xml_character'],
    ['a reference without end', '<a>&amp</a>', 'xml_character'],
    ['an end tag of another element', '<a><b></a></b>', 'xml_wrong_end'],
    ['an end tag too many', '<a/></a>', 'xml_wrong_end'],
    ['a missing end tag', '<a><b/>', 'xml_not_closed'],
    ['two roots', '<a/><b/>', 'xml_outside_root'],
    ['text outside', '<a/>text', 'xml_outside_root'],
    ['an attribute twice', '<a b="1" b="2"/>', 'xml_attribute_twice'],
    ['an attribute without quotes', '<a b=1/>', 'xml_attribute'],
    ['an open value', '<a b="1/>', 'xml_attribute'],
    ['attributes run together', '<a b="1"c="2"/>', 'xml_tag'],
    ['no name', '<1a/>', 'xml_name'],
    ['an undeclared prefix', '<p:a/>', 'xml_prefix'],
    ['an open comment', '<a><!-- x </a>', 'xml_comment'],
    ['an open CDATA section', '<a><![CDATA[ x </a>', 'xml_cdata_open'],
    ['nothing', '  ', 'xml_empty'],
  ])('%s is refused [V1.5.1]', (_, text, code) => {
    expect(codes(text)).toEqual([code])
  })

  test('a fault names its line', () => {
    expect(scanXml('<a>\n\n  <b>\n</a>', 'x.xml').findings[0]).toMatchObject({
      file: 'x.xml',
      line: 4,
      severity: 'error',
    })
  })
})

describe('limits', () => {
  const limits = { ...defaultXmlLimits, length: 2000, depth: 10, elements: 20, attributes: 3 }
  test.each([
    ['xml_too_deep', '<a>'.repeat(30) + '</a>'.repeat(30)],
    ['xml_too_many_elements', `<a>${'<b/>'.repeat(30)}</a>`],
    ['xml_too_many_attributes', '<a b="" c="" d="" e=""/>'],
    ['xml_too_long', `<a>${' '.repeat(3000)}</a>`],
  ])('%s', (code, text) => {
    expect(scanXml(text, 'x.xml', limits).findings.map((finding) => finding.code)).toEqual([code])
  })

  test('a deep file and a long line are no trouble', () => {
    const deep = { ...defaultXmlLimits, depth: 2000 }
    const text = `${'<a xmlns:p="urn:p" b="1">'.repeat(2000)}${'</a>'.repeat(2000)}`
    expect(scanXml(text, 'x.xml', deep).findings).toEqual([])
    expect(codes(`<a>${'<b>&lt;</b>'.repeat(40_000)}</a>`)).toEqual([])
  })
})

describe('encodings', () => {
  const text = '<?xml version="1.0"?>\r\n<a b="é"/>'
  const bytes = {
    'UTF-8': Buffer.from(text),
    'UTF-8 with mark': Buffer.from(`\uFEFF${text}`),
    'UTF-16 little': Buffer.from(`\uFEFF${text}`, 'utf16le'),
    'UTF-16 big': Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
    'UTF-16 without mark': Buffer.from(text, 'utf16le'),
    'WINDOWS-1252': Buffer.from(text.replace('"1.0"', '"1.0" encoding="WINDOWS-1252"'), 'latin1'),
    'ISO-8859-1': Buffer.from(text.replace('"1.0"', '"1.0" encoding="ISO-8859-1"'), 'latin1'),
  }
  test.each(Object.entries(bytes))('%s', (_, source) => {
    const decoded = decodeXml(source, 'x.xml')
    expect(decoded.findings).toEqual([])
    expect(scanXml(decoded.text ?? '', 'x.xml').root).toMatchObject({ line: 2, attributes: [{ value: 'é' }] })
  })

  test('an unknown encoding and wrong bytes are findings', () => {
    expect(
      decodeXml(Buffer.from('<?xml version="1.0" encoding="klingon"?><a/>'), 'x').findings[0]?.code,
    ).toBe('xml_encoding')
    expect(decodeXml(Buffer.from([0x3c, 0x61, 0xff, 0x3e]), 'x').findings[0]?.code).toBe('xml_encoding')
  })
})
