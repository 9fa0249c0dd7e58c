import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToast } from '../../ui/toast.tsx'
import { useService } from '../../wire/service-context.tsx'
import { allFilters } from './list-query.ts'

const formats = ['xlsx', 'csv'] as const
type Format = (typeof formats)[number]

/** Saves exactly what the list is narrowed to, all pages of it. It goes into the audit. */
export function ListExport({ search }: { search: URLSearchParams }) {
  const { t } = useTranslation('matters')
  const service = useService()
  const toast = useToast()
  const [isBusy, setBusy] = useState(false)
  async function save(format: Format): Promise<void> {
    setBusy(true)
    try {
      const query = { ...allFilters(search), format }
      // The words of an address: the service checks them against the schema of the operation.
      const file = await service.download('matter.export', { query } as never)
      saveFile(file, `${t('file')}.${format}`)
      toast.done(t('exported'))
    } catch (error) {
      toast.failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: formats.map((format) => ({ key: format, label: t(`format.${format}`) })),
        onClick: ({ key }) => void save(key === 'csv' ? 'csv' : 'xlsx'),
      }}
    >
      <Button icon={<DownloadOutlined />} loading={isBusy} aria-haspopup="menu">
        {t('export')}
      </Button>
    </Dropdown>
  )
}

function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
