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
