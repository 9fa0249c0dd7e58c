import { useTranslation } from 'react-i18next'
import { useWording } from '../../text/format-context.tsx'
import { useAsk } from '../../wire/service-context.tsx'

/** How many tasks wait, by view. Asked again each half minute: the same numbers stand in the navigation and above the list. */
export function useTaskCounts() {
  return useAsk('task.count', {}, { every: 30_000 })
}

/** Tasks that one holds or may take: the number in the navigation. */
export function useTaskCount(): number | undefined {
  const { data } = useTaskCounts()
  return data && data.held + data.offered
}

/** Who in the offices one heads has how much in hand. */
export function useLoads() {
  return useAsk('office_task.load', {}, { every: 60_000 })
}

/** The packs that work comes from, by name, with what people call them in short. */
export function usePackTitles(): ReadonlyMap<string, string> {
  const { t } = useTranslation('workbench')
  const say = useWording()
  const packs = useAsk('pack.list', { query: { limit: 100 } }, { staysFor: 600_000 })
  return new Map(
    (packs.data?.rows ?? []).map(({ pack, title }) => [
      pack,
      t(`pack.${pack}`, { defaultValue: say(title) }),
    ]),
  )
}
