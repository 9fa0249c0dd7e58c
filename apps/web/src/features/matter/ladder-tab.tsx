import { Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { Ladder } from '../supervision/ladder.tsx'
import type { Matter } from './queries.ts'

/** What was done about an order of supervision that is not done: reminders, colours, and who decided them. */
export function LadderTab({ matter }: { matter: Matter }) {
  const found = useAsk('matter.ladder', { params: { matter: matter.id } })
  return <Shown query={found}>{({ order }) => <Ladder steps={order?.ladder ?? []} />}</Shown>
}
