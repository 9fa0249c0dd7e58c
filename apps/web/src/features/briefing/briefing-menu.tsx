import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useWorkbook } from './use-workbook.ts'
import type { WorkbookWish } from './use-workbook.ts'

interface BriefingMenuProps extends WorkbookWish {
  /** Where the paper stands. */
  readonly path: string
}

/** 导出报告: the paper, which the browser prints or keeps as PDF, or the workbook of the same. */
export function BriefingMenu({ path, ...wish }: BriefingMenuProps) {
  const { t } = useTranslation('briefing')
  const navigate = useNavigate()
  const { isBusy, save } = useWorkbook(wish)
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'paper', label: t('act.paper'), onClick: () => void navigate(path) },
          { key: 'workbook', label: t('act.workbook'), onClick: () => void save() },
        ],
      }}
    >
      <Button icon={<DownloadOutlined />} loading={isBusy} aria-haspopup="menu">
        {t('act.export')}
      </Button>
    </Dropdown>
  )
}
