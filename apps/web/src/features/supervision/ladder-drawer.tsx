import { Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Ladder } from './ladder.tsx'
import type { Order } from './queries.ts'

/** The ladder of one order, without leaving the board. */
export function LadderDrawer({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useTranslation('supervision')
  return (
    <Drawer open title={t('ladder.title')} onClose={onClose} size={480}>
      <p className="supervision-drawer-head">
        <Link to={`/matters/${order.id}`} dir="auto">
          {order.title}
        </Link>
        <span className="number soft">{order.number}</span>
      </p>
      <Ladder steps={order.ladder} />
    </Drawer>
  )
}
