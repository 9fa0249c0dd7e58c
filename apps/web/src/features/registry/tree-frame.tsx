import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { RegistryTree } from './registry-tree.tsx'
import type { TreeRow } from './tree.ts'
import './registry.css'

interface TreeFrameProps {
  readonly label: string
  readonly rows: readonly TreeRow[]
  readonly chosen: string | undefined
  readonly pathOf: (id: string) => string
  /** Where all are listed. */
  readonly all: string
  readonly children: ReactNode
}

/** A tree at the side of a screen; on a telephone it is folded up above it. */
export function TreeFrame({ all, children, ...tree }: TreeFrameProps) {
  const { t } = useTranslation('registry')
  return (
    <div className="registry-frame">
      <aside className="registry-aside panel" aria-label={tree.label}>
        <details open={globalThis.innerWidth >= 900}>
          <summary>{tree.label}</summary>
          <Link
            to={all}
            className="registry-all"
            aria-current={tree.chosen === undefined ? 'page' : undefined}
          >
            {t('tree.all')}
          </Link>
          <RegistryTree {...tree} />
        </details>
      </aside>
      <div className="registry-main">{children}</div>
    </div>
  )
}
