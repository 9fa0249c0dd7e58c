import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { Field } from '../../ui/field.tsx'
import { isSameView, writeAddress } from '../../ui/list-address.ts'
import { useKeptViews } from '../../ui/saved-view.ts'
import type { KeptView } from '../../ui/saved-view.ts'
import { useToast } from '../../ui/toast.tsx'
import { useAsk, useForget, useTell } from '../../wire/service-context.tsx'

const notices = ['', 'hourly', 'daily', 'weekly'] as const
type Notice = (typeof notices)[number]

/** Searches that somebody saved, and how often they are told of what is new in one. */
export function SavedSearches() {
  const { t } = useTranslation('search')
  const [search] = useSearchParams()
  const { views, keep, remove } = useKeptViews('search')
  const toast = useToast()
  const [isNaming, setNaming] = useState(false)
  const address = writeAddress(search, { page: '' })
  const text = (search.get('text') ?? '').trim()
  const chosen = views.find((view) => isSameView(view.search, address))
  return (
    <section className="search-saved" aria-label={t('saved.title')}>
      {views.length > 0 && (
        <nav className="list-views" aria-label={t('saved.list')}>
          {views.map((view) => (
            <Link
              key={view.id}
              to={{ search: view.search }}
              className="list-view"
              aria-current={view.id === chosen?.id ? 'true' : undefined}
            >
              {view.title}
            </Link>
          ))}
        </nav>
      )}
      {chosen === undefined && text !== '' && (
        <Button type="link" onClick={() => setNaming(true)}>
          {t('saved.save')}
        </Button>
      )}
      {chosen !== undefined && (
        <>
          <NoticeChoice view={chosen} />
          <Button type="text" onClick={() => void remove(chosen).catch(toast.failed)}>
            {t('saved.remove')}
          </Button>
        </>
      )}
      {isNaming && (
        <NameDialog
          first={text.slice(0, 30)}
          onClose={() => setNaming(false)}
          onName={(title) => {
            setNaming(false)
            void keep(title, address.toString()).catch(toast.failed)
          }}
        />
      )}
    </section>
  )
}

function NoticeChoice({ view }: { view: KeptView }) {
  const { t } = useTranslation('search')
  const { data } = useAsk('search.notices', {}, { staysFor: 60_000 })
  const notify = useTell('search.notify')
  const unnotify = useTell('search.unnotify')
  const forget = useForget()
  const toast = useToast()
  const notice: Notice = data?.rows.find((row) => row.view === view.id)?.notice ?? ''
  async function choose(next: Notice): Promise<void> {
    const params = { view: view.id }
    try {
      if (next === '') await unnotify.mutateAsync({ params })
      else await notify.mutateAsync({ params, body: { notice: next } })
      await forget('search.notices')
      toast.done(t(next === '' ? 'saved.off' : 'saved.on'))
    } catch (error) {
      toast.failed(error)
    }
  }
  return (
    <label className="choice">
      {t('saved.notice')}
      <select
        className="input"
        value={notice}
        onChange={({ target }) => void choose(notices.find((one) => one === target.value) ?? '')}
      >
        {notices.map((one) => (
          <option key={one} value={one}>
            {t(`saved.every.${one === '' ? 'never' : one}`)}
          </option>
        ))}
      </select>
    </label>
  )
}

interface NameProps {
  readonly first: string
  readonly onClose: () => void
  readonly onName: (title: string) => void
}

function NameDialog({ first, onClose, onName }: NameProps) {
  const { t } = useTranslation('search')
  const [title, setTitle] = useState(first)
  const isNamed = title.trim() !== ''
  return (
    <Modal
      open
      title={t('saved.save')}
      okText={t('saved.keep')}
      onOk={() => onName(title.trim())}
      onCancel={onClose}
      okButtonProps={{ disabled: !isNamed }}
    >
      <Field label={t('saved.name')} name="search-name">
        {(marks) => (
          <input
            {...marks}
            className="input"
            maxLength={30}
            value={title}
            onChange={({ target }) => setTitle(target.value)}
            onKeyDown={({ key }) => {
              if (key === 'Enter' && isNamed) onName(title.trim())
            }}
          />
        )}
      </Field>
    </Modal>
  )
}
