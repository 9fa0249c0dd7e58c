import { SettingOutlined } from '@ant-design/icons'
import { Button, Popover } from 'antd'
import { useTranslation } from 'react-i18next'

interface Choosable {
  readonly id: string
  readonly title: string
  readonly isFixed?: boolean
}

export interface ColumnChoiceProps {
  readonly columns: readonly Choosable[]
  readonly shown: readonly string[]
  readonly onChoose: (columns: readonly string[]) => void
}

/** Which columns of a list are shown; kept in this browser. */
export function ColumnChoice({ columns, shown, onChoose }: ColumnChoiceProps) {
  const { t } = useTranslation('ui')
  const choices = (
    <fieldset className="list-columns">
      <legend className="unseen">{t('list.columns')}</legend>
      {columns.map(({ id, title, isFixed = false }) => (
        <label key={id} className="choice">
          <input
            type="checkbox"
            disabled={isFixed}
            checked={shown.includes(id)}
            onChange={({ target }) =>
              onChoose(
                columns
                  .map((column) => column.id)
                  .filter((one) => (one === id ? target.checked : shown.includes(one))),
              )
            }
          />
          {title}
        </label>
      ))}
    </fieldset>
  )
  return (
    <Popover trigger="click" placement="bottomRight" content={choices}>
      <Button type="text" icon={<SettingOutlined />} aria-label={t('list.columns')} />
    </Popover>
  )
}
