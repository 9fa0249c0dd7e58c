import { describe, expect, test } from 'vitest'
import { renderPage } from './document-page.ts'

function render(text: string, values: Readonly<Record<string, readonly string[]>> = {}): string {
  return renderPage({ text, fill: (path) => values[path] ?? [] })
}

function bodyOf(page: string): string {
  return /<main>\n([\s\S]*)\n<\/main>/.exec(page)?.[1] ?? ''
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

const head =
  "---\norgan: '明湖区督查室'\nnumber: '政督〔2026〕12号'\nto: '{{unit}}'\nfrom: '督查室'\ncopy: '{{copy}}'\nissuer: '督查室'\n---\n\n"

describe('printed forms', () => {
  test('headings, paragraphs, lists and tables', () => {
    const text =
      '# 结案单\n\n案卷号：{{number}}\n第二行\n\n- 一\n- 二\n\n| 环节 | 时间 |\n| --- | --- |\n| 受理 | {{entries}} |'
    const page = bodyOf(render(text, { number: ['A-1'], entries: ['一日', '二日'] }))
    expect(page).toBe(
      [
        '<h1>结案单</h1>',
        '<p>案卷号：A-1</p>',
        '<p>第二行</p>',
        '<ul><li>一</li><li>二</li></ul>',
        '<table class="columns"><thead><tr><th scope="col">环节</th><th scope="col">时间</th></tr></thead><tbody><tr><td>受理</td><td>一日<br>二日</td></tr></tbody></table>',
      ].join('\n'),
    )
  })

  test('a table that begins with values is one of labels and values', () => {
    const page = bodyOf(
      render('| 编号 | {{a}} | 单位 | {{b}} |\n| --- | --- | --- | --- |\n| 签字 | | 日期 | |', { a: ['1'] }),
    )
    expect(page).toBe(
      '<table class="pairs"><tbody><tr><th scope="row">编号</th><td>1</td><th scope="row">单位</th><td>　　</td></tr><tr><th scope="row">签字</th><td></td><th scope="row">日期</th><td></td></tr></tbody></table>',
    )
  })

  test('a row of entries is there once for each, an item once for each of its values', () => {
    const text = '| 时间 | 环节 |\n| --- | --- |\n| {{entries.at}} | {{entries.what}} |\n\n1. {{items}}'
    const values = { 'entries.at': ['一', '二'], 'entries.what': ['登记', '签收'], items: ['甲', '乙'] }
    expect(bodyOf(render(text, values))).toContain(
      '<tbody><tr><td>一</td><td>登记</td></tr><tr><td>二</td><td>签收</td></tr></tbody></table>\n<ol><li>甲</li><li>乙</li></ol>',
    )
  })

  test('a line is left out when what it may say is not there', () => {
    expect(bodyOf(render('甲：{{a?}}\n乙：{{b}}\n\n1. {{c?}}'))).toBe('<p>乙：　　</p>')
    expect(bodyOf(render('甲：{{a?}}', { a: ['一'] }))).toBe('<p>甲：一</p>')
  })

  test('a head has the organ, its number, to whom it goes, who signs it and who gets a copy', () => {
    const page = renderPage({
      text: `${head}# 交办单\n\n正文`,
      fill: (path) => ({ unit: ['水务局'], copy: ['排水公司'] })[path] ?? [],
      date: '2026年11月22日',
    })
    const body = bodyOf(page)
    expect(body.replaceAll(/<[^>]+>/g, '')).toBe(
      '明湖区督查室政督〔2026〕12号\n交办单\n水务局：\n正文\n督查室2026年11月22日（印章）',
    )
    expect(page).toContain('<p class="copy">抄送：排水公司。</p>')
    expect(page).toContain('<span>督查室</span><span>2026年11月22日印发</span>')
    // One page: its foot stands at its end.
    expect(page).toContain('--pages: 1"')
  })

  test('nobody gets a copy where nobody is named, and a paper nobody made has no day', () => {
    const page = render(`${head}# 交办单`)
    expect(page).not.toContain('抄送')
    expect(page).not.toContain('印发')
    expect(page).toContain('年　　月　　日')
  })

  test('what citizens wrote is text, wherever it stands [V1.3.5] [V1.3.7] [V1.2.1] [V1.3.1]', () => {
    for (const value of hostile) {
      const form = `# {{a}}\n\n{{a}}\n\n- {{a}}\n\n| {{a}} | b |\n| --- | --- |\n| c | {{a}} |\n\n| a | b |\n| --- | --- |\n| {{entries.at}} | {{a}} |`
      const whole = render(`${head.replaceAll(/'[^']*'/g, "'{{a}}'")}${form}`, {
        a: [value],
        'entries.at': [value],
      })
      const page = whole.slice(whole.indexOf('<body>'))
      expect(page).not.toMatch(/<(?:script|img)|href|\son\w+='/)
      const known =
        /^<\/?(?:body|article|main|header|footer|div|span|h1|p|ul|li|table|thead|tbody|tr|th|td|br|html)$/
      expect(page.match(/<\/?\w+/g)?.filter((tag) => !known.test(tag))).toEqual([])
      expect(whole.match(/<script|<img/g)).toBe(null)
    }
  })

  test('the form itself is text as well, and a title cannot end its tag', () => {
    const page = render('# 甲</title><script>alert(1)</script>\n\n<b onclick="x">乙</b>')
    expect(page).not.toContain('<script>')
    expect(bodyOf(page)).toContain('&lt;b onclick=&quot;x&quot;&gt;乙&lt;/b&gt;')
  })

  test('the page has the measures of GB/T 9704', () => {
    const page = render('# 题')
    expect(page).toContain('@page :right { margin: 37mm 26mm 35mm 28mm;')
    expect(page).toContain('@page :left { margin: 37mm 28mm 35mm 26mm;')
    // 28 characters in 156 mm, 22 lines in 225 mm.
    expect(Math.floor(156 / 5.571)).toBe(28)
    expect(Math.round(225 / 10.227)).toBe(22)
    expect(page).toContain('font-size: 5.571mm; line-height: 10.227mm')
  })
})
