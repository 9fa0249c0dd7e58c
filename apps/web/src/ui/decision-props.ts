export interface DecisionViewProps {
  /** DMN. */
  readonly xml: string
  /** Id of the decision that is shown. */
  readonly decision: string
  readonly label: string
}
