import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useListedKeys } from './keys.ts'
import './key-help.css'

/** What `?` shows: the keys of the screen and those that work everywhere. */
export function KeyHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('ui')
  const keys = useListedKeys()
  const shown = [...new Map(keys.map((binding) => [binding.key, binding])).values()]
  return (
    <Modal open={isOpen} onCancel={onClose} footer={null} title={t('keys.title')} destroyOnHidden>
      <dl className="key-help">
        {shown.map(({ key, what }) => (
          <div key={key}>
            <dt>
              {key.split('+').map((part) => (
                <kbd key={part}>{t(`keys.${part}`, { defaultValue: part })}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
