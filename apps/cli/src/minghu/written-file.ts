import { readFileSync } from 'node:fs'
import { assert } from '@duibiao/base'
import { readYaml } from '@duibiao/packfile'
import { readCatalogue } from './catalogue.ts'
import type { Catalogue } from './catalogue.ts'
import { readCategories } from './category.ts'
import type { Category } from './category.ts'
import { readBoundary } from './city-boundary.ts'
import type { WrittenBoundary } from './city-boundary.ts'
import { readCity } from './city.ts'
import type { WrittenCity } from './city.ts'
import { readStock } from './estate.ts'
import type { Stock } from './estate.ts'
import { readFiling } from './filing-standard.ts'
import type { FilingStandard } from './filing-standard.ts'
import { readFollowing, readHotIssue, readPatrols, readTemplates } from './message-template.ts'
import type { HotIssue, MessageTemplate, PatrolTemplate } from './message-template.ts'
import { readSeasonSetting } from './season-setting.ts'
import type { SeasonSetting } from './season-setting.ts'
import { readSkeleton } from './skeleton.ts'
import type { Skeleton } from './skeleton.ts'
import { readOrganisation } from './written-office.ts'
import type { WrittenOrganisation } from './written-office.ts'
import type { Written } from './written.ts'

/** What is written for the demonstration district; it lies beside the sources. */
export interface WrittenDistrict {
  readonly skeleton: Skeleton
  readonly stock: Stock
  readonly organisation: WrittenOrganisation
  readonly catalogue: Catalogue
  readonly categories: ReadonlyMap<string, Category>
  readonly templates: readonly MessageTemplate[]
  readonly following: readonly MessageTemplate[]
  readonly hotIssue: HotIssue
  readonly patrolTemplates: readonly PatrolTemplate[]
  readonly filing: ReadonlyMap<string, FilingStandard>
  readonly season: SeasonSetting
}

const messageFiles = ['energy', 'city', 'traffic', 'housing', 'environment', 'safety', 'people', 'market']

export function readWrittenDistrict(): WrittenDistrict {
  return {
    skeleton: readSkeleton(readWritten('geography.yaml')),
    stock: readStock(readWritten('names.yaml')),
    organisation: readOrganisation(readWritten('organisation.yaml')),
    catalogue: readCatalogue({
      items: readWritten('items.yaml'),
      streetDuties: readWritten('duties.yaml'),
      communityDuties: readWritten('community-duties.yaml'),
    }),
    categories: readCategories(readWritten('categories.yaml')),
    templates: readTemplates(messageFiles.map((name) => readWritten(`messages/${name}.yaml`))),
    following: readFollowing(readWritten('following.yaml')),
    hotIssue: readHotIssue(readWritten('hot-issue.yaml')),
    patrolTemplates: readPatrols(readWritten('patrols.yaml')),
    filing: readFiling(readWritten('filing.yaml')),
    season: readSeasonSetting(readWritten('season.yaml')),
  }
}

/** The city that the district lies in. */
export function readWrittenCity(): WrittenCity {
  return readCity(readWritten('city.yaml'))
}

/** Where the parts of that city lie. */
export function readWrittenBoundary(): WrittenBoundary {
  return readBoundary(readWritten('city-boundary.yaml'))
}

function readWritten(name: string): Written {
  const { value, findings } = readYaml(readFileSync(new URL(`../../minghu/${name}`, import.meta.url)), name)
  const [finding] = findings
  assert(finding === undefined, `${name}:${finding?.line ?? 0} ${finding?.en ?? ''}`)
  return { value, where: name }
}
