import type { Language } from '@duibiao/base'
import { say } from './language.ts'
import type { Text } from './language.ts'

/** What somebody types, and what it does. */
export interface Example {
  readonly line: string
  readonly does: Text
}

/** Examples by the words of a command; the help of the command and the page of commands show them. */
export const examples: Readonly<Record<string, readonly Example[]>> = {
  serve: [
    {
      line: 'duibiao serve --demonstration --live=60',
      does: {
        zh: '演示区，模拟人员以六十倍的速度来件、办理',
        en: 'the demonstration, with simulated people sixty times quicker than life',
      },
    },
    {
      line: 'DUIBIAO_DATABASE_URL=postgres://duibiao@db/duibiao?sslmode=verify-full DUIBIAO_PORT=8443 duibiao serve',
      does: { zh: '使用 PostgreSQL，在 8443 端口提供服务', en: 'with PostgreSQL, on port 8443' },
    },
  ],
  doctor: [
    { line: 'duibiao doctor', does: { zh: '检查安装，不作改动', en: 'look at everything, change nothing' } },
  ],
  backup: [
    {
      line: 'duibiao backup /backup/2026-03-02.backup --key-file /media/key --keys',
      does: { zh: '连同密钥备份，用密钥文件加密', en: 'with the keys, sealed with a key file' },
    },
  ],
  restore: [
    {
      line: 'DUIBIAO_DATA=/srv/trial duibiao restore /backup/2026-03-02.backup --key-file /media/key',
      does: { zh: '恢复到新目录试一试', en: 'try it in a new folder' },
    },
  ],
  'user add': [
    {
      line: 'duibiao user add zhang.wei --name 张伟 --role security_administrator',
      does: { zh: '开通安全管理员', en: 'open the account of the security administrator' },
    },
  ],
  'token add': [
    {
      line: "duibiao token add gateway --name '12345 平台' --scope matter.start matter.read --days 365",
      does: { zh: '供 12345 平台发起和查看事项', en: 'lets the platform of 12345 open and read matters' },
    },
  ],
  'pack check': [
    { line: 'duibiao pack check packs/hotline', does: { zh: '检查一个包', en: 'check one pack' } },
  ],
  'pack test': [
    {
      line: 'duibiao pack test packs/hotline packs/city-events',
      does: { zh: '运行两个包的算例', en: 'run the cases of two packs' },
    },
  ],
  'pack install': [
    {
      line: 'duibiao pack install packs/hotline packs/city-events',
      does: { zh: '安装两个包，都装或都不装', en: 'install two packs, both or none' },
    },
  ],
  'pack list': [
    {
      line: 'duibiao pack list hotline',
      does: { zh: '一个包的各版本和设置', en: 'versions and settings of one pack' },
    },
  ],
  'pack export': [
    {
      line: 'duibiao pack export hotline@1 old/hotline',
      does: { zh: '写出第 1 版', en: 'write version 1 out' },
    },
  ],
  'pack diff': [
    {
      line: 'duibiao pack diff hotline packs/hotline',
      does: { zh: '目录与已安装的最新版相比', en: 'a folder against the newest version installed' },
    },
  ],
  'pack upgrade': [
    {
      line: 'duibiao pack upgrade packs/hotline --dry-run',
      does: {
        zh: '安装前看在办事项能否迁移',
        en: 'before installing, see which running matters could be moved',
      },
    },
    {
      line: 'duibiao pack upgrade hotline --map check=review',
      does: { zh: '迁移，原来的 check 对应 review', en: 'move them; what was check is review now' },
    },
  ],
  'pack set': [
    {
      line: "duibiao pack set hotline handle_limit 3 --from 2026-04-01 --basis '明湖区政府常务会议纪要 2026-7'",
      does: { zh: '区里定为 3 个工作日', en: 'the district sets 3 working days' },
    },
    {
      line: "duibiao pack set hotline --place 潍坊市 --from 2026-04-01 --basis '行政区划 370700'",
      does: { zh: '写明所在地', en: 'say where the district lies' },
    },
  ],
  'import areas': [
    {
      line: 'duibiao import areas grids.geojson --coordinates gcj02 --dry-run',
      does: { zh: '先试运行，图形为 GCJ-02', en: 'try first; the shapes are in GCJ-02' },
    },
  ],
  'import offices': [
    {
      line: 'duibiao import offices offices.xlsx --complete',
      does: { zh: '表中没有的机构自今日失效', en: 'offices that are not in the table end today' },
    },
  ],
  'import people': [
    {
      line: 'duibiao import people people.csv --partial',
      does: { zh: '有问题的行列出，其余导入', en: 'bad rows are listed, the others imported' },
    },
  ],
  'export duties': [
    {
      line: 'duibiao export duties duties.xlsx',
      does: { zh: '改好后可以原样导入', en: 'mend it and import it again' },
    },
  ],
  'import messages': [
    {
      line: 'duibiao import messages packs/hotline/samples/messages.jsonl --dry-run',
      does: { zh: '先检查样例文件', en: 'check the sample first' },
    },
    {
      line: 'duibiao import messages citizens.csv --map columns.yaml',
      does: { zh: '列名不同的表', en: 'a table with other names of columns' },
    },
  ],
  simulate: [
    {
      line: 'duibiao simulate --limit 100 --seed 7',
      does: { zh: '用样例的前 100 件演练一次', en: 'play the first 100 messages of the sample' },
    },
  ],
  'matter show': [
    {
      line: 'duibiao matter show JB-2026-000001',
      does: {
        zh: '编号由包的字头、年份和流水号组成，每年从 000001 起',
        en: "a number has the pack's letters, the year and a serial that begins with 000001 each year",
      },
    },
  ],
  'clock explain': [
    { line: 'duibiao clock explain JB-2026-000001', does: { zh: '全部时限', en: 'all its clocks' } },
    {
      line: 'duibiao clock explain JB-2026-000001 --clock handle',
      does: { zh: '只看办理时限', en: 'the handling limit only' },
    },
  ],
  'calendar load': [
    {
      line: 'duibiao calendar load 2027.yaml --dry-run',
      does: { zh: '先看哪些时限会移动', en: 'see first which clocks would move' },
    },
  ],
  'calendar show': [
    {
      line: 'duibiao calendar show 2026',
      does: { zh: '2026 年各放假日和调休日', en: 'days off and make-up workdays of 2026' },
    },
  ],
  'ledger export': [
    {
      line: 'duibiao ledger export ledger.jsonl',
      does: { zh: '把末行的树头抄存到别处', en: 'keep its last line, the head, elsewhere' },
    },
  ],
  'ledger verify': [
    { line: 'duibiao ledger verify', does: { zh: '核验数据库中的台账', en: 'the ledger in the database' } },
    {
      line: 'duibiao ledger verify ledger.jsonl --head heads.txt',
      does: { zh: '对照另行保存的树头核验文件', en: 'a file, against heads that were kept' },
    },
  ],
  rebuild: [
    {
      line: 'duibiao rebuild',
      does: { zh: '重建并列出更正的行数', en: 'rebuild, and tell the rows corrected' },
    },
  ],
  'triage train': [
    {
      line: 'duibiao triage train --train 2025.csv 2026.jsonl --text 标题,内容 --label 类别 --out model.triage',
      does: { zh: '用两年的来件训练', en: 'learn from the messages of two years' },
    },
  ],
  'triage evaluate': [
    {
      line: 'duibiao triage evaluate --train 2025.csv --test 2026.csv --text 标题,内容 --label 类别',
      does: { zh: '学 2025 年的，在 2026 年的上测试', en: 'learn from one year, ask about the next' },
    },
  ],
  'triage learn': [
    {
      line: 'duibiao triage learn hotline',
      does: {
        zh: '用已确认的事项训练热线的模型',
        en: "train the hotline's model from what was confirmed",
      },
    },
  ],
  'triage classify': [
    {
      line: 'duibiao triage classify new.csv --model model.triage --json',
      does: { zh: '给新来件分类', en: 'classify new messages' },
    },
  ],
  'measures import': [
    {
      line: 'duibiao measures import yearbook.csv --units counties.csv --year 2020 --out values.csv',
      does: {
        zh: '检查年鉴，把可用的数值写成长表',
        en: 'look a yearbook through and write the values to rely on',
      },
    },
  ],
  'measures rank': [
    {
      line: 'duibiao measures rank recipe.yaml values.csv --compare other.yaml --seed 7',
      does: { zh: '排名，并与另一方案比较', en: 'rank, and compare with another recipe' },
    },
    {
      line: 'duibiao measures rank sheet.yaml units.csv --entries projects.csv --json',
      does: {
        zh: '按计分表给各单位计分，逐项列出计入的条目',
        en: 'mark units by a sheet, line by line with the entries that counted',
      },
    },
  ],
  'measures peers': [
    {
      line: 'duibiao measures peers recipe.yaml census.csv --unit 350503 --count 10',
      does: { zh: '最相近的十个单位和原因', en: 'the ten nearest units, and why' },
    },
  ],
  'measures gap': [
    {
      line: 'duibiao measures gap recipe.yaml values.xlsx --unit 甲区 --peer 乙区 --json',
      does: { zh: '甲区比乙区差在哪些指标', en: 'by which indicators one is behind the other' },
    },
  ],
  minghu: [
    {
      line: 'duibiao minghu --out minghu --seed 1',
      does: { zh: '写出演示区的全部文件和地图', en: 'write all files of the district and its map' },
    },
  ],
}

/** The examples of a command as its help shows them; undefined of one that has none. */
export function exampleText(command: string, language: Language): string | undefined {
  const own = examples[command]
  if (own === undefined) return undefined
  const lines = own.flatMap(({ line, does }) => [`  ${line}`, `      ${say(does, language)}`])
  return [language === 'zh' ? '例：' : 'Examples:', ...lines].join('\n')
}
