import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Facts } from './piece.tsx'

export interface Issued {
  readonly secret: string
  readonly ends_at: string
  readonly name: string
  readonly owner: string
}

/** By what the owner of an account comes to a password. It is shown this once; nobody can look it up again. */
export function IssuedProof({ issued, onClose }: { issued: Issued; onClose: () => void }) {
  const { t } = useTranslation('registry')
  const formats = useFormats()
  const toast = useToast()
  const { secret } = issued
  return (
    <div className="registry-issued" role="status">
      <p>{t('issued.what', { owner: issued.owner })}</p>
      <Facts
        lines={[
          [t('account.name'), <strong>{issued.name}</strong>],
          [t('issued.secret'), <output className="registry-secret">{secret}</output>],
          [t('issued.ends'), formats.moment(issued.ends_at)],
        ]}
      />
      <div className="registry-acts">
        <Button
          onClick={() =>
            void navigator.clipboard
              .writeText(secret)
              .then(() => toast.done(t('issued.copied')), toast.failed)
          }
        >
          {t('issued.copy')}
        </Button>
        <Button type="primary" onClick={onClose}>
          {t('issued.handed')}
        </Button>
      </div>
    </div>
  )
}
