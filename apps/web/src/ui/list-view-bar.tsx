import { Button, Dropdown, Input, Modal } from 'antd'
import { DownOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useFormats } from '../text/format-context.tsx'
import { Field } from './field.tsx'
import { isSameView } from './list-address.ts'
import { useKeptViews } from './saved-view.ts'
import { useToast } from './toast.tsx'

/** A list narrowed in one way, with its name and, where it is known, how many rows it has. */
export interface ListView {
  readonly title: string
  /** The query of its address, such as `due=overdue`; empty for all. */
  readonly search: string
  readonly count?: number | undefined
  /** Marks a count that somebody must not overlook. */
  readonly isUrgent?: boolean
}

/** The views of a list, ready-made and saved, as links: what they show is what their addresses say. */
export function ViewBar({ name, views }: { name: string; views: readonly ListView[] }) {
  const { t } = useTranslation('ui')
  const formats = useFormats()
  const [search] = useSearchParams()
  const { views: kept, keep, remove } = useKeptViews(name)
  const toast = useToast()
  const [isNaming, setNaming] = useState(false)
  if (views.length === 0) return undefined
  const known = [...views, ...kept]
  const isNew = !known.some((view) => isSameView(view.search, search))
  const chosen = kept.find((view) => isSameView(view.search, search))
  return (
    <nav className="list-views" aria-label={t('list.views')}>
      {known.map((view: ListView) => (
        <Link
          key={view.title}
          to={{ search: view.search }}
          className="list-view"
          aria-current={isSameView(view.search, search) ? 'true' : undefined}
        >
          {view.title}
          {view.count !== undefined && (
            <span className="list-view-count number" data-urgent={view.isUrgent === true && view.count > 0}>
              {formats.number(view.count)}
            </span>
          )}
        </Link>
      ))}
      {isNew && (
        <Button type="link" onClick={() => setNaming(true)}>
          {t('list.save_view')}
        </Button>
      )}
      {chosen !== undefined && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              {
                key: 'remove',
                label: t('list.remove_view', { title: chosen.title }),
                onClick: () => void remove(chosen).catch(toast.failed),
              },
            ],
          }}
        >
          <Button type="text" icon={<DownOutlined />} aria-label={t('list.view_menu')} />
        </Dropdown>
      )}
      {isNaming && (
        <NameDialog
          onClose={() => setNaming(false)}
          onName={(title) => void keep(title, search.toString()).catch(toast.failed)}
        />
      )}
    </nav>
  )
}

function NameDialog({ onClose, onName }: { onClose: () => void; onName: (title: string) => void }) {
  const { t } = useTranslation('ui')
  const [title, setTitle] = useState('')
  function save(): void {
    if (title.trim() === '') return
    onName(title.trim())
    onClose()
  }
  return (
    <Modal
      open
      title={t('list.save_view')}
      okText={t('list.save')}
      onOk={save}
      onCancel={onClose}
      okButtonProps={{ disabled: title.trim() === '' }}
    >
      <Field label={t('list.view_name')} name="view-name">
        {(marks) => (
          <Input
            {...marks}
            autoFocus
            maxLength={30}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
            onPressEnter={save}
          />
        )}
      </Field>
    </Modal>
  )
}
