import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/me.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useForget, useTell } from '../../wire/service-context.tsx'
import { usePeerLists } from './queries.ts'
import type { Peer, PeerList } from './queries.ts'
import { usePeerState } from './use-peer-state.ts'

/** From which places peers are chosen: all, or those of an own list; what was found can be kept as one. */
export function PeerLists({ found }: { found: readonly Peer[] }) {
  const { t } = useTranslation('peer')
  const may = useMay()
  const { state, change } = usePeerState()
  const { data } = usePeerLists()
  const lists = data?.rows ?? []
  const chosen = lists.find(({ list }) => list === state.list)
  return (
    <div className="peer-choices">
      <label>
        <span className="soft">{t('lists.among')}</span>
        <select
          className="input"
          value={state.list ?? ''}
          onChange={({ target }) => change({ list: target.value === '' ? undefined : target.value })}
        >
          <option value="">{t('lists.all')}</option>
          {state.list !== undefined && chosen === undefined && (
            <option value={state.list}>{state.list}</option>
          )}
          {lists.map(({ list, name, units }) => (
            <option key={list} value={list}>
              {t('lists.one', { name, count: units.length })}
            </option>
          ))}
        </select>
      </label>
      {may('peer_list.keep') && found.length > 0 && <KeepList found={found} />}
      {may('peer_list.remove') && chosen !== undefined && <RemoveList found={chosen} />}
    </div>
  )
}

/** The field was asked for by the button that it takes the place of. */
function focus(element: HTMLElement | null): void {
  element?.focus()
}

function KeepList({ found }: { found: readonly Peer[] }) {
  const { t } = useTranslation('peer')
  const toast = useToast()
  const forget = useForget()
  const { change } = usePeerState()
  const { mutateAsync, isPending } = useTell('peer_list.keep')
  const [name, setName] = useState<string>()
  if (name === undefined) return <Button onClick={() => setName('')}>{t('lists.keep')}</Button>
  async function keep(called: string): Promise<void> {
    const list = `l-${crypto.randomUUID()}`
    const units = found.map(({ code }) => code)
    try {
      await mutateAsync({ params: { list }, body: { name: called, units } })
      await forget('peer_list.list')
      setName(undefined)
      change({ list })
      toast.done(t('lists.kept', { name: called }))
    } catch (error) {
      toast.failed(error)
    }
  }
  return (
    <form
      className="peer-choices"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') void keep(name.trim())
      }}
    >
      <input
        className="input"
        aria-label={t('lists.name')}
        placeholder={t('lists.name')}
        maxLength={100}
        required
        ref={focus}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <Button htmlType="submit" type="primary" loading={isPending}>
        {t('lists.save', { count: found.length })}
      </Button>
      <Button onClick={() => setName(undefined)}>{t('lists.cancel')}</Button>
    </form>
  )
}

/** Removes the chosen list; for a while it can be had back. */
function RemoveList({ found: { list, name, units } }: { found: PeerList }) {
  const { t } = useTranslation('peer')
  const toast = useToast()
  const forget = useForget()
  const { change } = usePeerState()
  const keeping = useTell('peer_list.keep')
  const removing = useTell('peer_list.remove')
  async function keepAgain(): Promise<void> {
    try {
      await keeping.mutateAsync({ params: { list }, body: { name, units } })
      await forget('peer_list.list')
    } catch (error) {
      toast.failed(error)
    }
  }
  async function remove(): Promise<void> {
    try {
      await removing.mutateAsync({ params: { list } })
      change({ list: undefined })
      await forget('peer_list.list')
      toast.done(t('lists.removed', { name }), () => void keepAgain())
    } catch (error) {
      toast.failed(error)
    }
  }
  return (
    <Button loading={removing.isPending} onClick={() => void remove()}>
      {t('lists.remove', { name })}
    </Button>
  )
}
