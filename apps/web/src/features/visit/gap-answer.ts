import type { Answers } from '../../form/schema-fault.ts'
import type { Gap } from '../../ui/gap-address.ts'
import type { VisitFinding } from './queries.ts'

/** What was seen on a visit and what it means here, as the practice that a gap is to be closed by. */
export function practiceOf({ experience, insight }: Pick<VisitFinding, 'experience' | 'insight'>): string {
  return [experience, insight].filter((one) => one !== '').join('\n')
}

/** The answers with which the form of a gap begins: only what is known. What the gap says goes before what its finding says. */
export function gapAnswers(
  gap: Partial<Gap>,
  { title, finding }: { readonly title: string | undefined; readonly finding: VisitFinding | undefined },
): Answers {
  const said = {
    gap_title: title,
    indicator: gap.indicator,
    better: gap.better,
    value_period: gap.period,
    own_value: gap.own,
    peer: gap.peer,
    peer_value: gap.peerValue,
    target_value: gap.target,
    value_unit: gap.valueUnit,
    by_when: gap.by,
    practice: gap.practice,
    gap_unit: gap.office,
  }
  return knownOf({ target_value: gap.peerValue, ...knownOf(ofFinding(finding)), ...knownOf(said) })
}

function ofFinding(finding: VisitFinding | undefined): Answers {
  if (finding === undefined) return {}
  const { title, indicator, target_value, target_unit, due_on, owner } = finding.action
  return {
    gap_title: title,
    indicator: indicator?.name,
    target_value,
    value_unit: target_unit,
    by_when: due_on,
    practice: practiceOf(finding),
    gap_unit: owner?.office,
  }
}

function knownOf(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined))
}
