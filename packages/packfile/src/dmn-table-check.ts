import { refuse } from './dmn-element.ts'
import type { Environment } from './dmn-environment.ts'
import type { TableLogic, TableRule } from './dmn-model.ts'

/** What can be wrong with a table as a whole: its columns, its hit policy, and rules that can never decide. */
export function checkTable(table: TableLogic, environment: Environment): void {
  checkColumns(table, environment)
  checkPolicy(table, environment)
  checkSameTests(table, environment)
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

/** Two rules with the same tests: the later one is never reached, or the table cannot be unique. */
function checkSameTests(table: TableLogic, environment: Environment): void {
  if (table.hitPolicy !== 'unique' && table.hitPolicy !== 'first') return
  const first = new Map<string, number>()
  for (const [index, rule] of table.rules.entries()) {
    const key = keyOf(rule)
    const earlier = first.get(key)
    const open = table.hitPolicy === 'first' ? first.get(keyOfOpen(rule)) : undefined
    if (earlier !== undefined || open !== undefined) {
      refuse(environment, rule, {
        code: table.hitPolicy === 'first' ? 'dmn_rule_unreachable' : 'dmn_rule_overlap',
        severity: 'warning',
        zh: `规则 ${index + 1} 与规则 ${(earlier ?? open ?? 0) + 1} 的条件重叠`,
        en: `rule ${index + 1} has the same conditions as rule ${(earlier ?? open ?? 0) + 1}`,
      })
    } else first.set(key, index)
  }
}

function keyOf(rule: TableRule): string {
  return rule.tests.map((test) => test.text.trim() || '-').join('\u0000')
}

/** The key of a rule that every input passes: in a table of the first hit, nothing after it is reached. */
function keyOfOpen(rule: TableRule): string {
  return rule.tests.map(() => '-').join('\u0000')
}
