/** A race as it is being written. */
export interface RaceDraft {
  readonly name: string
  readonly lead: string
  /** Code and version, with a space between. */
  readonly recipe: string
  readonly zones: readonly ZoneDraft[]
  readonly stages: readonly StageDraft[]
}

export interface ZoneDraft {
  readonly name: string
  readonly office: string
  readonly areas: readonly string[]
  readonly policy: string
}

/** Months as `2026-04`. */
export interface StageDraft {
  readonly name: string
  readonly from: string
  readonly to: string
}

export const blankZone: ZoneDraft = { name: '', office: '', areas: [], policy: '' }

/** A draft with what has to be there at least; the stage fills the period of the recipe once that is chosen. */
export function blankDraft(lead: string): RaceDraft {
  return {
    name: '',
    lead,
    recipe: '',
    zones: [blankZone, blankZone],
    stages: [{ name: '', from: '', to: '' }],
  }
}

/** Whether everything is written that has to be. */
export function isWhole({ name, lead, recipe, zones, stages }: RaceDraft): boolean {
  return (
    [name.trim(), lead, recipe].every((text) => text !== '') &&
    zones.every(
      (zone) =>
        zone.name.trim() !== '' && zone.office !== '' && zone.policy.trim() !== '' && zone.areas.length > 0,
    ) &&
    stages.every(
      (stage) => stage.name.trim() !== '' && /^\d{4}-\d\d$/.test(stage.from) && /^\d{4}-\d\d$/.test(stage.to),
    )
  )
}

/** The request that a draft is. */
export function bodyOf({ name, lead, recipe, zones, stages }: RaceDraft) {
  const [code = '', version = ''] = recipe.split(' ')
  return {
    name: name.trim(),
    lead_office: lead,
    recipe: code,
    version: Number(version),
    zones: zones.map((zone) => ({ ...zone, name: zone.name.trim(), areas: [...zone.areas] })),
    stages: stages.map((stage) => ({
      name: stage.name.trim(),
      from: `${stage.from}-01`,
      to: lastDayOf(stage.to),
    })),
  }
}

/** The last day of a month. */
export function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return `${month}-${String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, '0')}`
}
