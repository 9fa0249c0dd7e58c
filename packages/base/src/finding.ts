/** One fault in a file of a pack or an import. Checks collect all of them and never stop at the first. */
export interface Finding {
  readonly file: string
  /** 1-based; 0 when the fault belongs to the whole file. */
  readonly line: number
  /** 1-based. */
  readonly column?: number
  readonly code: string
  readonly severity: 'error' | 'warning'
  /** Id of the element at fault, such as a BPMN element. */
  readonly element?: string
  /** Clause of the specification or of the law that is not met. */
  readonly rule?: string
  readonly zh: string
  readonly en: string
}
