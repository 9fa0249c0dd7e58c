import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../text/format-context.tsx'
import { useForget, useService } from '../wire/service-context.tsx'
import { sendUnsent } from './outbox-sending.ts'
import type { Outbox } from './outbox.ts'

/** What may show a matter that was opened or moved on. */
const shown = [
  'task.list',
  'task.count',
  'matter.list',
  'matter.count',
  'matter.points',
  'matter.read',
  'matter.entries',
  'evidence.list',
] as const

/** What lies in an outbox now. */
export function useOutbox(outbox: Outbox) {
  return useSyncExternalStore(outbox.listen, outbox.content)
}

/** Sends by itself whatever in an outbox is to be sent, as soon as the service can be reached. */
export function useSending(outbox: Outbox): void {
  const { t } = useTranslation('form')
  const service = useService()
  const clock = useClock()
  const forget = useForget()
  const { unsent } = useOutbox(outbox)
  async function send(id: string): Promise<void> {
    await sendUnsent({ service, outbox, now: clock, failed: t('unsent.failed') }, id)
    await forget(...shown)
  }
  const begin = useRef(send)
  useEffect(() => {
    begin.current = send
  })
  const wanted = unsent
    .filter(({ state }) => state === 'wanted')
    .map(({ id }) => id)
    .join(' ')
  useEffect(() => {
    for (const id of wanted.split(' ')) if (id !== '') void begin.current(id)
  }, [wanted])
}
