import { readFileSync } from 'node:fs'
import { assert } from '@duibiao/base'
import { readYaml } from '@duibiao/packfile'
import { readCatalogue } from './catalogue.ts'
import type { Catalogue } from './catalogue.ts'
import { readStock } from './estate.ts'
import type { Stock } from './estate.ts'
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
}

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
  }
}

function readWritten(name: string): Written {
  const { value, findings } = readYaml(readFileSync(new URL(`../../minghu/${name}`, import.meta.url)), name)
  const [finding] = findings
  assert(finding === undefined, `${name}:${finding?.line ?? 0} ${finding?.en ?? ''}`)
  return { value, where: name }
}
