import { useSearchParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { writeAddress } from '../../ui/list-address.ts'
import { Shown } from '../../ui/screen-state.tsx'
import { MarkView } from './mark-view.tsx'
import { isSheet, useRankingInput } from './queries.ts'
import type { RankingPartProps } from './ranking-part.ts'

/** The marks of a run by line; whose entries are looked at stands in the address. */
export function RankingMarks({ ranking, content, nameOf }: RankingPartProps) {
  const may = useMay()
  const [search, setSearch] = useSearchParams()
  const query = useRankingInput(ranking.ranking)
  if (content === undefined || !isSheet(content)) return undefined
  return (
    <Shown query={query}>
      {(facts) =>
        'entries' in facts && (
          <MarkView
            outcome={ranking.content}
            sheet={content}
            facts={facts}
            nameOf={nameOf}
            isPlaced={ranking.content.shown === 'ranks' || may('recipe.draft')}
            chosen={search.get('unit') ?? undefined}
            onChosen={(unit) =>
              setSearch(writeAddress(search, { unit }), { replace: true, preventScrollReset: true })
            }
          />
        )
      }
    </Shown>
  )
}
