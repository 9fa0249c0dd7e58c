import { parseLegalDate } from '@duibiao/base'
import type { LegalDate } from '@duibiao/base'
import { printWeek, weekParts } from '@duibiao/contract'
import { renderPage } from './document-page.ts'
import { printedHeaders } from './document-route.ts'
import { dayText, endText } from './document-value.ts'
import { permissions } from './policy.ts'
import { route } from './route.ts'
import { colourOf, isInWeek, readOrders, weekOf } from './supervision-book.ts'
import type { Order, Week, WeekPart } from './supervision-book.ts'
import { colourName, officeName } from './supervision-line.ts'
import type { Tenant } from './tenant.ts'

/** 每周督查清单 as a paper: numbers by office, then the orders of each list. */
export const sheetRoute = route(printWeek, async ({ tenant, caller, params, language }) => {
  const week = weekOf(tenant, parseLegalDate(params.day))
  const permission = permissions['supervision.sheet']
  const orders = await readOrders(tenant, caller, { permission, endedFrom: week.begin })
  const page = renderPage({ ...sheetOf(tenant, orders, week), hint: hints[language] })
  return { value: new TextEncoder().encode(page), headers: printedHeaders }
})

const hints = {
  zh: '按 Ctrl+P 打印，或者另存为 PDF。纸张选 A4，边距选“默认”，不加页眉页脚。',
  en: 'Press Ctrl+P to print, or to save it as PDF: paper A4, default margins, no headers and footers.',
} as const

const titles: Readonly<Record<WeekPart, string>> = {
  due: '本周到期',
  overdue: '已超期',
  done: '本周办结',
  returned: '本周退回重办',
}

/** The text of the sheet; what comes from orders stands in it as placeholders, and is text wherever it goes. */
function sheetOf(tenant: Tenant, orders: readonly Order[], week: Week) {
  const values: string[] = []
  function put(value: string): string {
    return `{{${values.push(value) - 1}}}`
  }
  const now = tenant.now()
  const parts = weekParts.map(
    (part) => [part, orders.filter((order) => isInWeek(order, part, { week, now }))] as const,
  )
  const offices = [
    ...new Set(parts.flatMap(([, own]) => own.map(({ matter }) => matter.office ?? ''))),
  ].toSorted()
  const numbers = offices.map((office) => {
    const counts = parts.map(([, own]) => own.filter(({ matter }) => (matter.office ?? '') === office).length)
    return row([put(office === '' ? '尚未确定' : officeName(tenant, office)), ...counts.map(String)])
  })
  const sums = row(['合计', ...parts.map(([, own]) => String(own.length))])
  const lists = parts.flatMap(([part, own], index) =>
    own.length === 0
      ? []
      : [`## ${numerals[index]}、${titles[part]}（${own.length}件）`, listOf(tenant, own, put)],
  )
  const text = [
    '# 每周督查清单',
    `${put(tenant.name.zh)}　${put(spanText(week))}`,
    [
      row(['单位', ...weekParts.map((part) => titles[part])]),
      row(['-', '-', '-', '-', '-']),
      ...numbers,
      sums,
    ].join('\n'),
    ...(lists.length === 0 ? ['本周没有到期、超期、办结和退回的督查事项。'] : lists),
    `制表日期：${put(dayText(tenant, now))}`,
  ].join('\n\n')
  return { text, fill: (path: string) => [values[Number(path)] ?? ''] }
}

const numerals = ['一', '二', '三', '四'] as const

function listOf(tenant: Tenant, orders: readonly Order[], put: (value: string) => string): string {
  const rows = orders.map((order) => {
    const { matter, clock } = order
    const colour = colourOf(order)
    return row([
      put(matter.number),
      put(matter.title),
      put(matter.office === undefined ? '' : officeName(tenant, matter.office)),
      put(clock?.dueAt === undefined ? '' : endText(tenant, clock.dueAt)),
      put(colour === undefined ? '' : colourName(order.pack, colour).zh),
    ])
  })
  return [row(['编号', '事项', '牵头单位', '到期', '三色单']), row(['-', '-', '-', '-', '-']), ...rows].join(
    '\n',
  )
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function spanText({ from, to }: Week): string {
  return `${longDay(from)}至${longDay(to)}`
}

function longDay(date: LegalDate): string {
  const [year = '', month = '', day = ''] = date.split('-')
  return `${year}年${Number(month)}月${Number(day)}日`
}
