export {
  readDate as readFeelDate,
  readDateTime as readFeelDateTime,
  readDuration as readFeelDuration,
  readTime as readFeelTime,
} from './feel-calendar-text.ts'
export { outlineDecisions, type DecisionOutline, type RuleOutline, type TableOutline } from './dmn-outline.ts'
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
export { openPack, readPack, readPackFiles, type Pack, type PackRead } from './pack.ts'
export { type CaseStep, type Expectation, type PackCase } from './pack-case.ts'
export { type CodeList } from './pack-code-list.ts'
export { compilePack, type CompiledPack } from './pack-compile.ts'
export { splitDocument, type DocumentHead, type DocumentParts } from './document-head.ts'
export { type BenchmarkRule } from './pack-benchmark.ts'
export { type LadderRule, type SupervisionRule } from './pack-supervision.ts'
export { type MergeRule } from './pack-merge.ts'
export { type TriageRule } from './pack-triage.ts'
export { type AutomaticRule, type EmergencyRule } from './pack-emergency.ts'
export { type Composed, type FieldLevel, type Form, type FormField } from './pack-form.ts'
export { hashPack } from './pack-hash.ts'
export { recordOf } from './indicator-record.ts'
export { type IndicatorDefinition } from './indicator-definition.ts'
export { compileIndicator, pendingPart, type CompiledIndicator } from './indicator.ts'
export { type PackLogic } from './pack-logic.ts'
export {
  listedFields,
  postScopes,
  type DispatchRule,
  type ListedField,
  type Manifest,
  type PostScope,
  type PostRule,
  type Wording,
} from './pack-manifest.ts'
export { type Parameter, type Parameters, type ParameterValue } from './pack-parameter.ts'
export { boundOf, isLaw } from './pack-law.ts'
export { comparePacks, type PackChange } from './pack-difference.ts'
export {
  amountText,
  choiceAt,
  settingsInForce,
  findParameter,
  findVoid,
  readOverride,
  type DistrictSetting,
  type NewValue,
} from './pack-setting.ts'
export {
  isUnconfirmed,
  lookUpParameters,
  valueOn,
  type LookupOptions,
  type PackChoice,
  type ParameterLookup,
} from './pack-value.ts'
export { runCase, runCases, type CaseResult } from './pack-run.ts'
export { packLimits, readPackSource, type PackSource } from './pack-source.ts'
export { type Texts as PackTexts } from './pack-text.ts'
export { readYaml, type YamlRead } from './pack-yaml.ts'
export { hasCodeForm, type CodeForm } from './code-form.ts'
export { isMarkFile, readMarkFile, type FactColumns, type MarkFile, type MarkFileRead } from './mark-file.ts'
export { readRecipeFile, type RecipeCounts, type RecipeFile, type RecipeFileRead } from './recipe-file.ts'
export {
  plainUnitColumns,
  readStatisticsPlan,
  type IndicatorDraft,
  type UnitColumns,
} from './statistics-plan.ts'
export {
  cellAt,
  headTable,
  tableFinding,
  type CellPlace,
  type ColumnTable,
  type TableLine,
} from './table-head.ts'
export { readUnitList } from './unit-list.ts'
export { nameIn, type NameKind, type Named } from './pack-name.ts'
export { matterNumber } from './pack-number.ts'
