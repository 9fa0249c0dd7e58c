import { lazy } from 'react'
import type { ComponentType } from 'react'
import type { Pack, PackTabProps } from './queries.ts'

/** A part of the page of a pack. */
export interface PackTab {
  /** In the address: `?tab=clock`. Its title is the text `tab.<id>`. */
  readonly id: string
  readonly isFor?: (pack: Pack) => boolean
  readonly Panel: ComponentType<PackTabProps>
}

/** The parts of a pack in their order; each is loaded when it is opened. */
export const packTabs: readonly PackTab[] = [
  {
    id: 'overview',
    Panel: lazy(async () => ({ default: (await import('./overview-tab.tsx')).OverviewTab })),
  },
  {
    id: 'procedure',
    Panel: lazy(async () => ({ default: (await import('./procedure-tab.tsx')).ProcedureTab })),
  },
  {
    id: 'clock',
    Panel: lazy(async () => ({ default: (await import('./clock-tab.tsx')).ClockTab })),
  },
  {
    id: 'decision',
    isFor: ({ decisions }) => decisions.length > 0,
    Panel: lazy(async () => ({ default: (await import('./decision-tab.tsx')).DecisionTab })),
  },
  {
    id: 'form',
    Panel: lazy(async () => ({ default: (await import('./form-tab.tsx')).FormTab })),
  },
  {
    id: 'document',
    isFor: ({ documents }) => documents.length > 0,
    Panel: lazy(async () => ({ default: (await import('./document-tab.tsx')).DocumentTab })),
  },
  {
    id: 'code',
    isFor: ({ manifest }) => manifest['codes'] !== undefined,
    Panel: lazy(async () => ({ default: (await import('./code-tab.tsx')).CodeTab })),
  },
  {
    id: 'text',
    Panel: lazy(async () => ({ default: (await import('./text-tab.tsx')).TextTab })),
  },
  {
    id: 'version',
    Panel: lazy(async () => ({ default: (await import('./version-tab.tsx')).VersionTab })),
  },
]
