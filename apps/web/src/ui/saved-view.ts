import { useCallback, useState } from 'react'
import { useAsk, useForget, useTell } from '../wire/service-context.tsx'

/** A list as somebody narrowed it, with a name. */
export interface KeptView {
  readonly id: string
  readonly title: string
  /** The query of its address. */
  readonly search: string
}

/** The views that somebody keeps of a screen. The service has them, so they are there on every device. */
export function useKeptViews(screen: string) {
  const { data } = useAsk('view.list', {}, { staysFor: 60_000 })
  const keepView = useTell('view.keep')
  const removeView = useTell('view.remove')
  const forget = useForget()
  const views = (data?.rows ?? [])
    .filter((row) => row.screen === screen)
    .map(({ view, name, query }): KeptView => ({ id: view, title: name, search: query }))
  async function keep(title: string, search: string): Promise<void> {
    const id = views.find((view) => view.title === title)?.id ?? crypto.randomUUID()
    await keepView.mutateAsync({ params: { view: id }, body: { name: title, screen, query: search } })
    await forget('view.list')
  }
  async function remove({ id }: KeptView): Promise<void> {
    await removeView.mutateAsync({ params: { view: id } })
    await forget('view.list')
  }
  return { views, keep, remove }
}

function readNames(text: string | null): readonly string[] | undefined {
  return text === null || text === '' ? undefined : text.split(' ')
}

/** Which columns somebody chose in this browser; undefined as long as nobody has. */
export function useChosenColumns(list: string) {
  const key = `duibiao.columns.${list}`
  const [columns, setColumns] = useState(() => readNames(localStorage.getItem(key)))
  const choose = useCallback(
    (next: readonly string[]) => {
      localStorage.setItem(key, next.join(' '))
      setColumns(next)
    },
    [key],
  )
  return { columns, choose }
}
