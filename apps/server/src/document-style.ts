/**
 * GB/T 9704-2012: A4, 37 mm above, 28 mm at the binding edge, which is the right one on the back of a sheet; 156 × 225 mm of
 * text in 22 lines of 28 characters, which is a character of 5.571 mm in lines of 10.227 mm; the red name of the organ 35 mm
 * below the top of the text, its number two lines further, 4 mm to the red line; title of size 2 in 小标宋; number of the page
 * of size 4, 7 mm below the text, on the outer side.
 */
export const documentStyle = `
@page { size: A4; }
@page :right { margin: 37mm 26mm 35mm 28mm;
  @bottom-right { content: '— ' counter(page) ' —'; font: 14pt SimSun, 'Noto Serif CJK SC', serif;
    vertical-align: top; padding: 7mm 14pt 0 0; } }
@page :left { margin: 37mm 28mm 35mm 26mm;
  @bottom-left { content: '— ' counter(page) ' —'; font: 14pt SimSun, 'Noto Serif CJK SC', serif;
    vertical-align: top; padding: 7mm 0 0 14pt; } }
* { box-sizing: border-box; }
body { margin: 0; font-family: FangSong, FangSong_GB2312, STFangsong, 'Noto Serif CJK SC', serif;
  font-size: 5.571mm; line-height: 10.227mm; color: #000; background: #fff; overflow-wrap: anywhere;
  orphans: 1; widows: 1; }
.paper { position: relative; }
.paper[style] { min-height: calc(var(--pages) * 225mm - 0.2mm); padding-bottom: var(--foot); }
.organ { text-align: center; color: #e60012; padding-top: 35mm; break-after: avoid; }
.organ .name { font-family: FZXiaoBiaoSong-B05S, STZhongsong, 'Noto Serif CJK SC', serif; line-height: 1.2;
  text-indent: 0; }
.organ .number { color: #000; text-indent: 0; padding-top: 20.454mm; padding-bottom: 4mm;
  border-bottom: 2px solid #e60012; }
h1 { font-family: FZXiaoBiaoSong-B05S, STZhongsong, 'Noto Serif CJK SC', serif; font-size: 22pt;
  line-height: 10.227mm; font-weight: normal; text-align: center; margin: 0 0 20.454mm; text-wrap: balance;
  break-after: avoid; }
.headed h1 { margin: 20.454mm 0 10.227mm; }
.addressed h1 { margin-bottom: 10.227mm; }
h2, h3, h4, h5, h6 { font-size: 5.571mm; font-weight: normal; margin: 0; text-indent: 2em; break-after: avoid; }
h2 { font-family: SimHei, 'Noto Sans CJK SC', sans-serif; }
h3 { font-family: KaiTi, KaiTi_GB2312, STKaiti, 'Noto Serif CJK SC', serif; }
p { margin: 0; text-indent: 2em; }
p.to { text-indent: 0; }
ul, ol { margin: 0; padding: 0; list-style: none; counter-reset: item; }
li { text-indent: 2em; }
ol > li { counter-increment: item; }
ol > li::before { content: counter(item) '.'; }
table { width: 100%; border-collapse: collapse; margin: 5mm 0; table-layout: fixed; }
th, td { border: 0.25mm solid #000; padding: 1mm 2mm; font-size: 14pt; line-height: 7mm; font-weight: normal;
  text-align: left; vertical-align: middle; height: 10.227mm; }
thead th, .pairs th { text-align: center; }
.columns { table-layout: auto; }
.columns .figure { text-align: center; }
.pairs th { width: 32mm; padding: 1mm; }
.pairs + .pairs { margin-top: calc(-5mm - 0.25mm); }
tr { break-inside: avoid; }
thead { display: table-header-group; }
.sign { position: relative; width: max-content; margin: 20.454mm 4em 0 auto; break-inside: avoid;
  break-before: avoid; }
.sign p { text-indent: 0; }
/* As wide as the day below it, and in the middle above it however long it is. */
.sign .from { display: flex; justify-content: center; width: 0; min-width: 100%; text-align: center; }
.sign .from span { flex: none; max-width: 15em; }
.sign .date { white-space: nowrap; }
.imprint { position: absolute; right: 0; bottom: 0; left: 0; break-inside: avoid; font-size: 14pt; line-height: 7mm; }
.imprint p { text-indent: 0; padding: 1mm 1em; border-top: 0.25mm solid #000; }
.imprint p:first-child { border-top-width: 0.35mm; }
.imprint p:last-child { border-bottom: 0.35mm solid #000; }
.imprint .copy { padding-left: 4em; text-indent: -3em; }
.imprint .issuer { display: flex; justify-content: space-between; gap: 1em; }
.imprint .issuer span:last-child { white-space: nowrap; }
.draft { position: fixed; inset: 100mm 0 auto; text-align: center; text-indent: 0; font-size: 40mm; line-height: 1;
  color: rgb(0 0 0 / 8%); transform: rotate(-30deg); }
.hint, .seal { display: none; }
@media screen {
  body { background: #e9ecef; }
  .hint { display: block; padding: 3mm 6mm; font: 15px/1.6 system-ui, sans-serif; text-indent: 0; text-align: center; }
  .paper { width: 210mm; max-width: 100%; min-height: 297mm; margin: 0 auto 10mm;
    padding: 37mm 26mm 35mm 28mm; background: #fff; box-shadow: 0 1px 6px rgb(0 0 0 / 25%); }
  .paper[style] { min-height: 297mm; padding-bottom: calc(35mm + var(--foot)); }
  .imprint { right: 26mm; bottom: 35mm; left: 28mm; }
  .seal { position: absolute; top: 50%; left: 50%; display: grid; width: 42mm; height: 42mm; place-items: start center;
    padding-top: 6mm; border: 0.3mm dashed #e6001266; border-radius: 50%; color: #b3000e; font-size: 4mm; transform: translate(-50%, -60%);
    pointer-events: none; }
}
@media screen and (width < 800px) {
  .paper { padding: 8mm 5mm; }
  .paper[style] { padding-bottom: calc(8mm + var(--foot)); }
  .imprint { right: 5mm; bottom: 8mm; left: 5mm; }
}
`
