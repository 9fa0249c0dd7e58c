import { refuse } from './dmn-element.ts'
import type { Environment } from './dmn-environment.ts'
import type { TableLogic } from './dmn-model.ts'
import { covers, overlaps, readRegion, type Region } from './dmn-region.ts'

/** What can be wrong with a table as a whole: its columns, its hit policy, and rules that can never decide. */
export function checkTable(table: TableLogic, environment: Environment): void {
  checkColumns(table, environment)
  checkPolicy(table, environment)
  checkCellTypes(table, environment)
  checkOverlaps(table, environment)
}

function checkColumns(table: TableLogic, environment: Environment): void {
  if (table.outputs.length === 0) {
    refuse(environment, table, {
      code: 'dmn_table_output_missing',
      zh: '决策表没有输出列',
      en: 'the table has no output',
    })
  }
  for (const rule of table.rules) {
    if (rule.tests.length !== table.inputs.length || rule.outputs.length !== table.outputs.length) {
      refuse(environment, rule, {
        code: 'dmn_table_row',
        zh: `规则应有 ${table.inputs.length} 个输入单元格和 ${table.outputs.length} 个输出单元格，实有 ${rule.tests.length} 和 ${rule.outputs.length}`,
        en: `the rule needs ${table.inputs.length} input and ${table.outputs.length} output entries and has ${rule.tests.length} and ${rule.outputs.length}`,
      })
    }
  }
  const names = table.outputs.map((output) => output.name)
  if (names.length > 1 && (names.includes('') || new Set(names).size < names.length)) {
    refuse(environment, table, {
      code: 'dmn_table_output_name',
      zh: '有多个输出列时，每列须有不同的名称',
      en: 'of several outputs each needs a name of its own',
    })
  }
}

function checkPolicy(table: TableLogic, environment: Environment): void {
  if (table.aggregation !== undefined && table.hitPolicy !== 'collect') {
    refuse(environment, table, {
      code: 'dmn_aggregation',
      severity: 'warning',
      zh: '只有命中策略为 COLLECT 时聚合才起作用',
      en: 'an aggregation means something only with the hit policy COLLECT',
    })
  }
  if (table.aggregation !== undefined && table.hitPolicy === 'collect' && table.outputs.length > 1) {
    refuse(environment, table, {
      code: 'dmn_aggregation_outputs',
      zh: '聚合的决策表只能有一个输出列',
      en: 'a table with aggregation has one output only',
    })
  }
  const ranked = table.hitPolicy === 'priority' || table.hitPolicy === 'output order'
  if (ranked && table.outputs.every((output) => output.values === undefined)) {
    refuse(environment, table, {
      code: 'dmn_priority_missing',
      zh: '命中策略 PRIORITY 与 OUTPUT ORDER 须列出输出值的先后',
      en: 'PRIORITY and OUTPUT ORDER need the output values in order',
    })
  }
}

/** Rules compared with one another at most; a table beyond it is not checked for overlaps. */
const MAX_COMPARED = 500

/**
 * Rules that overlap make a unique table fail for some inputs; in a table of the first hit, a rule that an earlier one
 * covers is never reached. Cells that cannot be read off are taken as not overlapping, so nothing is said wrongly.
 */
function checkOverlaps(table: TableLogic, environment: Environment): void {
  const { hitPolicy } = table
  if ((hitPolicy !== 'unique' && hitPolicy !== 'first') || table.rules.length > MAX_COMPARED) return
  const regions = table.rules.map((rule) => rule.tests.map((test) => readRegion(test.text)))
  for (const [later, rule] of table.rules.entries()) {
    const own = regions[later] ?? []
    const earlier = regions
      .slice(0, later)
      .findIndex((other) => compareRules(other, own, hitPolicy === 'first' ? covers : overlaps))
    if (earlier < 0) continue
    refuse(environment, rule, {
      code: hitPolicy === 'first' ? 'dmn_rule_unreachable' : 'dmn_rule_overlap',
      severity: 'warning',
      zh:
        hitPolicy === 'first'
          ? `规则 ${later + 1} 被规则 ${earlier + 1} 完全覆盖，永远不会命中`
          : `规则 ${later + 1} 与规则 ${earlier + 1} 的条件重叠，命中两条时结果为空`,
      en:
        hitPolicy === 'first'
          ? `rule ${later + 1} is never reached: rule ${earlier + 1} covers it`
          : `rule ${later + 1} overlaps rule ${earlier + 1}: where both match there is no result`,
    })
  }
}

function compareRules(
  earlier: readonly (Region | undefined)[],
  later: readonly (Region | undefined)[],
  compare: (a: Region, b: Region) => boolean,
): boolean {
  return (
    later.length > 0 &&
    later.every((own, at) => {
      const other = earlier[at]
      return own !== undefined && other !== undefined && compare(other, own)
    })
  )
}

/** Literals in a column of a simple type must be of that type, or the rule can never match. */
function checkCellTypes(table: TableLogic, environment: Environment): void {
  for (const [at, input] of table.inputs.entries()) {
    const type = environment.items.typeOf(input.typeRef)
    if (type.kind !== 'simple') continue
    for (const rule of table.rules) {
      const region = readRegion(rule.tests[at]?.text ?? '')
      const found = region === undefined ? undefined : typeOfRegion(region)
      if (found === undefined || found === type.name) continue
      const line = rule.tests[at]?.line ?? rule.line
      refuse(
        environment,
        { id: rule.id, line },
        {
          code: 'dmn_cell_type',
          zh: `单元格的类型是 ${found}，而该列（${input.expression.text.trim()}）是 ${type.name}，规则永远不会命中`,
          en: `the cell is of type ${found}, its column (${input.expression.text.trim()}) of ${type.name}: the rule never matches`,
        },
      )
    }
  }
}

function typeOfRegion(region: Region): string | undefined {
  switch (region.kind) {
    case 'all':
      return undefined
    case 'values':
      return region.type
    case 'ranges':
      return 'number'
  }
}
