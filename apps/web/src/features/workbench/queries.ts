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
