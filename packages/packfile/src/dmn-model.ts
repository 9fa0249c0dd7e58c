/** Where an element stands in its file. */
export type DmnPlace = { readonly line: number; readonly id: string }

/** A DMN model as written, references not yet resolved. */
export type DmnModel = {
  readonly file: string
  readonly namespace: string
  readonly name: string
  readonly imports: readonly DmnImport[]
  readonly items: readonly ItemDefinition[]
  readonly inputs: readonly InputData[]
  readonly decisions: readonly DecisionElement[]
  readonly knowledge: readonly KnowledgeElement[]
  readonly services: readonly ServiceElement[]
}

export type DmnImport = DmnPlace & {
  readonly name: string
  readonly namespace: string
  readonly type: string
}

/** A type by name, or undefined for any. */
export type TypeRef = string | undefined

export type ItemDefinition = DmnPlace & {
  readonly name: string
  readonly typeRef: TypeRef
  readonly isCollection: boolean
  /** Unary tests for the value (for each element of a collection). */
  readonly allowedValues: FeelText | undefined
  /** Unary tests for the value as a whole (DMN 1.5). */
  readonly typeConstraint: FeelText | undefined
  readonly components: readonly ItemDefinition[]
  readonly functionItem:
    { readonly parameters: readonly NamedType[]; readonly outputTypeRef: TypeRef } | undefined
}

export type NamedType = { readonly name: string; readonly typeRef: TypeRef }

/** A FEEL text with the line on which it begins. */
export type FeelText = { readonly text: string; readonly line: number }

export type InputData = DmnPlace & { readonly name: string; readonly typeRef: TypeRef }

/** A reference `namespace#id`; the namespace is empty for the own model. */
export type Requirement = DmnPlace & { readonly namespace: string; readonly target: string }

export type DecisionElement = DmnPlace & {
  readonly name: string
  readonly typeRef: TypeRef
  readonly logic: Logic | undefined
  readonly inputs: readonly Requirement[]
  readonly decisions: readonly Requirement[]
  readonly knowledge: readonly Requirement[]
}

export type KnowledgeElement = DmnPlace & {
  readonly name: string
  readonly typeRef: TypeRef
  readonly logic: FunctionLogic | undefined
  readonly knowledge: readonly Requirement[]
}

export type ServiceElement = DmnPlace & {
  readonly name: string
  readonly typeRef: TypeRef
  readonly outputs: readonly Requirement[]
  readonly encapsulated: readonly Requirement[]
  readonly inputDecisions: readonly Requirement[]
  readonly inputData: readonly Requirement[]
}

/** A boxed expression (DMN 1.5, 7.3 and 10.2). */
export type Logic =
  | LiteralLogic
  | TableLogic
  | FunctionLogic
  | (LogicBase & { readonly kind: 'context'; readonly entries: readonly ContextEntry[] })
  | (LogicBase & {
      readonly kind: 'invocation'
      readonly callee: Logic
      readonly bindings: readonly { readonly name: string; readonly logic: Logic | undefined }[]
    })
  | (LogicBase & {
      readonly kind: 'relation'
      readonly columns: readonly NamedType[]
      readonly rows: readonly (readonly Logic[])[]
    })
  | (LogicBase & { readonly kind: 'list'; readonly elements: readonly Logic[] })
  | (LogicBase & {
      readonly kind: 'conditional'
      readonly condition: Logic
      readonly whenTrue: Logic
      readonly otherwise: Logic
    })
  | (LogicBase & { readonly kind: 'filter'; readonly source: Logic; readonly match: Logic })
  | (LogicBase & {
      readonly kind: 'for'
      readonly variable: string
      readonly source: Logic
      readonly result: Logic
    })
  | (LogicBase & {
      readonly kind: 'some' | 'every'
      readonly variable: string
      readonly source: Logic
      readonly condition: Logic
    })

export type LogicBase = DmnPlace & { readonly typeRef: TypeRef }

export type LiteralLogic = LogicBase & { readonly kind: 'literal'; readonly source: FeelText }

/** An entry without a name is the result of its context. */
export type ContextEntry = {
  readonly name: string | undefined
  readonly typeRef: TypeRef
  readonly logic: Logic
}

export type FunctionLogic = LogicBase & {
  readonly kind: 'function'
  readonly language: 'feel' | 'java' | 'pmml'
  readonly parameters: readonly NamedType[]
  readonly body: Logic | undefined
}

export type HitPolicy = 'unique' | 'any' | 'first' | 'priority' | 'rule order' | 'output order' | 'collect'

export type Aggregation = 'sum' | 'count' | 'min' | 'max'

export type TableLogic = LogicBase & {
  readonly kind: 'table'
  readonly hitPolicy: HitPolicy
  readonly aggregation: Aggregation | undefined
  readonly inputs: readonly TableInput[]
  readonly outputs: readonly TableOutput[]
  readonly rules: readonly TableRule[]
}

export type TableInput = DmnPlace & {
  readonly expression: FeelText
  readonly typeRef: TypeRef
  readonly values: FeelText | undefined
}

export type TableOutput = DmnPlace & {
  readonly name: string
  readonly typeRef: TypeRef
  readonly values: FeelText | undefined
  readonly otherwise: FeelText | undefined
}

export type TableRule = DmnPlace & {
  readonly tests: readonly FeelText[]
  readonly outputs: readonly FeelText[]
}
