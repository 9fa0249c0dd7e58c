import { PlusOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useMay, useRoles } from '../../app/me.tsx'
import { useRenewal } from '../../wire/use-renewal.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { ColourBoard } from './colour-board.tsx'
import { ColourMatrix } from './colour-matrix.tsx'
import { OrderList } from './order-list.tsx'
import { ordersAsked } from './order-query.ts'
import { orderOperations, useOrderCounts } from './queries.ts'
import { Waiting } from './waiting.tsx'
import './supervision.css'

/** 督查台: orders by colour and office; what waits for whoever looks stands on top. */
export function BoardScreen() {
  const may = useMay()
  const [search] = useSearchParams()
  return (
    <Frame>
      <div className="supervision-top">
        {may('task.list') && <Waiting />}
        <Numbers search={search} />
      </div>
      <ColourBoard search={search} />
    </Frame>
  )
}

/** The same orders, a row each. */
export function ListScreen() {
  return (
    <Frame isList>
      <OrderList />
    </Frame>
  )
}

function Frame({ isList = false, children }: { isList?: boolean; children: ReactNode }) {
  const { t } = useTranslation('supervision')
  const may = useMay()
  const [search] = useSearchParams()
  const isOfficer = useRoles().includes('supervision_officer')
  useRenewal(orderOperations)
  return (
    <div className="supervision" data-view={isList ? 'list' : 'board'}>
      <PageHead
        title={t('title')}
        what={t(isOfficer ? 'what' : 'what_leader')}
        acts={
          <>
            <Switch search={search} isList={isList} />
            <Link to="/supervision/week" className="supervision-act">
              <PrinterOutlined /> {t('week.open')}
            </Link>
            {isOfficer && may('matter.start') && (
              <Link to="/supervision/new">
                <Button type="primary" icon={<PlusOutlined />} tabIndex={-1}>
                  {t('new.open')}
                </Button>
              </Link>
            )}
          </>
        }
      />
      {children}
    </div>
  )
}

/** Board or list, of the same orders. */
function Switch({ search, isList }: { search: URLSearchParams; isList: boolean }) {
  const { t } = useTranslation('supervision')
  const views = [
    { path: '/supervision', title: t('view.board'), isShown: !isList },
    { path: '/supervision/list', title: t('view.list'), isShown: isList },
  ]
  return (
    <nav className="supervision-switch" aria-label={t('view.title')}>
      {views.map(({ path, title, isShown }) => (
        <Link
          key={path}
          to={{ pathname: path, search: search.toString() }}
          aria-current={isShown ? 'true' : undefined}
        >
          {title}
        </Link>
      ))}
    </nav>
  )
}

/** Offices against colours. */
function Numbers({ search }: { search: URLSearchParams }) {
  const { t } = useTranslation('supervision')
  const counts = useOrderCounts(ordersAsked(search))
  return (
    <section className="supervision-numbers panel" aria-labelledby="supervision-numbers">
      <h2 id="supervision-numbers">{t('matrix.title')}</h2>
      <Shown query={counts} rows={4}>
        {(found) => <ColourMatrix counts={found} search={search} />}
      </Shown>
    </section>
  )
}
