import { useTranslation } from 'react-i18next'
import { useWording } from '../../text/format-context.tsx'
import type { ListFilter } from '../../ui/list-address.ts'
import { useOrderCounts } from './queries.ts'

/** What orders can be narrowed by: only what there is, with how many there are. */
export function useOrderFilters(): readonly ListFilter[] {
  const { t } = useTranslation('supervision')
  const say = useWording()
  const { data: counts } = useOrderCounts({ state: 'all' })
  const { colours = [], offices = [], kinds = [], leaders = [] } = counts ?? {}
  return [
    {
      name: 'kind',
      label: t('filter.kind'),
      kind: 'choice',
      choices: kinds.map(({ kind, name }) => ({ value: kind, label: say(name) })),
    },
    {
      name: 'leader',
      label: t('filter.leader'),
      kind: 'choice',
      choices: leaders.map(({ person, name }) => ({ value: person, label: name })),
    },
    {
      name: 'office',
      label: t('filter.office'),
      kind: 'choice',
      choices: offices.flatMap(({ office, name = office }) =>
        office === undefined || name === undefined ? [] : [{ value: office, label: name }],
      ),
    },
    {
      name: 'colour',
      label: t('filter.colour'),
      kind: 'choice',
      choices: colours.map(({ colour = 'none', name }) => ({
        value: colour,
        label: name === undefined ? t('matrix.none') : say(name),
      })),
    },
    {
      name: 'due',
      label: t('filter.due'),
      kind: 'choice',
      choices: (['overdue', 'soon', 'week'] as const).map((value) => ({ value, label: t(`due.${value}`) })),
    },
  ]
}
