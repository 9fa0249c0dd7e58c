import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/me.tsx'
import { SimilarPanel, useSimilar } from '../hot-issue/similar-panel.tsx'
import type { Matter } from '../matter/queries.ts'

const shown = 4

interface PoolSimilarProps {
  readonly matter: Matter
  readonly same: string | undefined
  readonly onSame: (number: string) => void
}

/** What the matter in hand may repeat, by its words: one that is open and of the same pack may be the same. */
export function PoolSimilar({ matter, same, onSame }: PoolSimilarProps) {
  const { t } = useTranslation('dispatch')
  const { t: say } = useTranslation('hot-issue')
  const may = useMay()
  if (!may('matter.similar')) return undefined
  return (
    <section className="dispatch-around">
      <h3>{say('similar.title')}</h3>
      <SimilarPanel
        matter={matter.id}
        limit={shown}
        act={({ number, is_open: isOpen, pack }) =>
          isOpen &&
          pack === matter.pack && (
            <button
              type="button"
              className="press"
              data-kind="plain"
              aria-pressed={same === number}
              aria-label={say('similar.same', { number })}
              onClick={() => onSame(number)}
            >
              {t('is_same')}
            </button>
          )
        }
      />
    </section>
  )
}

/** The matters that are shown as similar, so that none is shown a second time for being near. */
export function useShownSimilar(matter: string): ReadonlySet<string> {
  const { data } = useSimilar(matter, shown)
  return new Set(data?.rows.map(({ id }) => id))
}
