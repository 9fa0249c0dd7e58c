import { lazy } from 'react'
import type { ComponentType } from 'react'
import type { OperationId } from '@duibiao/contract'
import { linksIn } from './matter-link.ts'
import type { Matter } from './queries.ts'

/** A part of the page of a matter, beside the task. */
export interface MatterTab {
  /** In the address: `?tab=record`. Its title is the text `tab.<id>`. */
  readonly id: string
  /** Only for whoever may ask for this operation. */
  readonly needs: OperationId
  /** Shown only where it has something to show; always when not said. */
  readonly isFor?: (matter: Matter) => boolean
  readonly Panel: ComponentType<{ readonly matter: Matter }>
}

/**
 * The slots of the page of a matter, in their order: parties, evidence, diagram, map, proof … are a file `<id>-tab.tsx` and a
 * line here each. Panels are loaded when they are opened.
 */
export const matterTabs: readonly MatterTab[] = [
  {
    id: 'content',
    needs: 'matter.read',
    Panel: lazy(async () => ({ default: (await import('./content-tab.tsx')).ContentTab })),
  },
  {
    id: 'record',
    needs: 'matter.entries',
    Panel: lazy(async () => ({ default: (await import('./record-tab.tsx')).RecordTab })),
  },
  {
    id: 'ladder',
    needs: 'matter.ladder',
    isFor: ({ pack }) => pack === 'supervision',
    Panel: lazy(async () => ({ default: (await import('./ladder-tab.tsx')).LadderTab })),
  },
  {
    id: 'procedure',
    needs: 'matter.procedure',
    Panel: lazy(async () => ({ default: (await import('./procedure-tab.tsx')).ProcedureTab })),
  },
  {
    id: 'part',
    needs: 'matter.entries',
    Panel: lazy(async () => ({ default: (await import('./part-tab.tsx')).PartTab })),
  },
  {
    id: 'evidence',
    needs: 'evidence.list',
    Panel: lazy(async () => ({ default: (await import('./evidence-tab.tsx')).EvidenceTab })),
  },
  {
    id: 'place',
    needs: 'area.read',
    isFor: ({ area, place }) => area !== undefined || place !== undefined,
    Panel: lazy(async () => ({ default: (await import('./place-tab.tsx')).PlaceTab })),
  },
  {
    id: 'link',
    needs: 'matter.read',
    isFor: ({ variables, number }) => linksIn(variables, number).length > 0,
    Panel: lazy(async () => ({ default: (await import('./link-tab.tsx')).LinkTab })),
  },
  {
    id: 'similar',
    needs: 'matter.similar',
    Panel: lazy(async () => ({ default: (await import('../hot-issue/similar-tab.tsx')).SimilarTab })),
  },
  {
    id: 'document',
    needs: 'matter.documents',
    Panel: lazy(async () => ({ default: (await import('./document-tab.tsx')).DocumentTab })),
  },
  {
    id: 'proof',
    needs: 'matter.proof',
    Panel: lazy(async () => ({ default: (await import('./proof-tab.tsx')).ProofTab })),
  },
]
