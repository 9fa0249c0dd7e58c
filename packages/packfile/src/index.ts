export {
  readDate as readFeelDate,
  readDateTime as readFeelDateTime,
  readDuration as readFeelDuration,
  readTime as readFeelTime,
} from './feel-calendar-text.ts'
export { loadDmn, type DmnLibrary, type DmnSource, type Evaluable, type GivenValue } from './dmn.ts'
export {
  compileExpression,
  compileUnaryTests,
  toValue,
  type CompiledText,
  type FeelOptions,
  type TextPlace,
  type UnaryTests,
} from './feel.ts'
export { printFeel } from './feel-string.ts'
export {
  equalFeel as isFeelEqual,
  isContext as isFeelContext,
  isList as isFeelList,
  type Feel,
} from './feel-value.ts'
export { bpmnRules, checkBpmn, type CheckOptions } from './bpmn-check.ts'
export {
  compileProcedures,
  loadProcedures,
  type AttachedDocument,
  type Compiled,
  type CompileOptions,
} from './bpmn-compile.ts'
export {
  type CompiledScript,
  type CompileHooks,
  type ForeignFacts,
  type ForeignMapping,
  type TextUse,
} from './bpmn-expression.ts'
export { type BpmnElement, type BpmnModel } from './bpmn-model.ts'
export { readBpmn, type BpmnRead, type ReadOptions } from './bpmn-read.ts'
export { type Rule } from './bpmn-rule.ts'
export { duibiaoModdle, duibiaoNamespace } from './duibiao-moddle.ts'
