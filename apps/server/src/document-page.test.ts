import { describe, expect, test } from 'vitest'
import { renderPage } from './document-page.ts'

function render(text: string, values: Readonly<Record<string, readonly string[]>> = {}): string {
  return renderPage({ text, fill: (path) => values[path] ?? [''], language: 'zh-CN' })
}

function bodyOf(page: string): string {
  return /<body>\n([\s\S]*)\n<\/body>/.exec(page)?.[1] ?? ''
}

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><script>alert(1)</script>',
  '{{other}}',
  '# 标题\n\n| 表 | 格 |',
  '[链接](javascript:alert(1))',
]

describe('printed forms', () => {
  test('headings, paragraphs, lists and tables', () => {
    const text =
      '# 结案单\n\n案卷号：{{number}}\n第二行\n\n- 一\n- 二\n\n| 环节 | 时间 |\n| --- | --- |\n| 受理 | {{entries}} |'
    const page = bodyOf(render(text, { number: ['A-1'], entries: ['一日', '二日'] }))
    expect(page).toBe(
      [
        '<h1>结案单</h1>',
        '<p>案卷号：A-1<br>第二行</p>',
        '<ul><li>一</li><li>二</li></ul>',
        '<table><thead><tr><th>环节</th><th>时间</th></tr></thead><tbody><tr><td>受理</td><td>一日<br>二日</td></tr></tbody></table>',
      ].join('\n'),
    )
  })

  test('what citizens wrote is text, wherever it stands [V1.3.5] [V1.3.7] [V1.2.1] [V1.3.1]', () => {
    for (const value of hostile) {
      const form = `# {{a}}\n\n{{a}}\n\n- {{a}}\n\n| {{a}} | b |\n| --- | --- |\n| c | {{a}} |`
      const page = bodyOf(render(form, { a: [value] }))
      expect(page).not.toMatch(/<(?:script|img)|href|\son\w+='/)
      expect(
        page.match(/<\w+/g)?.every((tag) => /^<(?:h1|p|ul|li|table|thead|tbody|tr|th|td|br)$/.test(tag)),
      ).toBe(true)
    }
  })

  test('the form itself is text as well, and a title cannot end its tag', () => {
    const page = render('# 甲</title><script>alert(1)</script>\n\n<b onclick="x">乙</b>')
    expect(page).not.toContain('<script>')
    expect(bodyOf(page)).toContain('&lt;b onclick=&quot;x&quot;&gt;乙&lt;/b&gt;')
  })

  test('the page has the measures of GB/T 9704', () => {
    const page = render('# 题')
    expect(page).toContain('@page { size: A4; margin: 37mm 26mm 35mm 28mm;')
    // 28 characters in 156 mm, 22 lines in 225 mm.
    expect(Math.floor(156 / 5.571)).toBe(28)
    expect(Math.round(225 / 10.227)).toBe(22)
    expect(page).toContain('font-size: 5.571mm; line-height: 10.227mm')
  })
})
