/** What is drawn over an element of a diagram. */
export interface DiagramMark {
  /** Id of the element in the BPMN. */
  readonly element: string
  /** Something waits there now, it is overdue, or it was passed. */
  readonly kind: 'live' | 'overdue' | 'visited'
  /** Beside the element; `visited` has none. */
  readonly words?: string
}

export interface DiagramViewProps {
  /** BPMN 2.0. */
  readonly xml: string
  readonly marks?: readonly DiagramMark[]
  readonly label: string
  /** An element was pressed. */
  readonly onElement?: (element: string) => void
}
