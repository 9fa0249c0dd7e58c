import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ConditionFields } from './condition-fields.tsx'
import { FindingList, findingsAt } from './finding-list.tsx'
import { NumberInput } from './number-input.tsx'
import type { SheetPartProps } from './recipe-part.ts'
import { blankFlag, flagKinds, freeCode } from './sheet.ts'
import type { MarkFlag } from './sheet.ts'
import { useSheetWords } from './sheet-words.ts'
import { WordingFields } from './wording-fields.tsx'

/** What asks people to look at a unit: each with its conditions, and in words. */
export function FlagFields({ sheet, onSheet, findings }: SheetPartProps) {
  const { t } = useTranslation('recipe')
  const { flags } = sheet
  return (
    <>
      <p className="soft">{t('sheet.flags_what')}</p>
      {flags.map((flag, place) => (
        // Its code may be typed anew.
        <div key={String(place)} className="recipe-line">
          <OneFlag
            flag={flag}
            onFlag={(changed) => onSheet({ ...sheet, flags: flags.with(place, changed) })}
          />
          <FindingList
            findings={[
              ...findingsAt(findings, `/flags/${flag.code}`),
              ...findingsAt(findings, `/flags/${place}`),
            ]}
          />
          <div>
            <Button size="small" onClick={() => onSheet({ ...sheet, flags: flags.toSpliced(place, 1) })}>
              {t('sheet.field.remove_flag', { number: place + 1 })}
            </Button>
          </div>
        </div>
      ))}
      <div className="recipe-inline">
        {flagKinds.map((kind) => (
          <Button
            key={kind}
            size="small"
            onClick={() => onSheet({ ...sheet, flags: [...flags, blankFlag(kind, freeCode(sheet, 'flag'))] })}
          >
            {t(`sheet.add_flag.${kind}`)}
          </Button>
        ))}
      </div>
    </>
  )
}

interface OneProps {
  readonly flag: MarkFlag
  readonly onFlag: (flag: MarkFlag) => void
}

function OneFlag({ flag, onFlag }: OneProps) {
  const { t } = useTranslation('recipe')
  const words = useSheetWords()
  return (
    <>
      <p>{words.flag(flag)}</p>
      <WordingFields
        name={`flag-${flag.code}`}
        label={t('sheet.field.name_of', { code: flag.code })}
        value={flag.name}
        onValue={(name) => onFlag({ ...flag, name })}
      />
      {flag.kind === 'last' && (
        <label className="recipe-inline">
          <span>{t('sheet.field.last_count')}</span>
          <NumberInput
            label={t('sheet.field.last_count')}
            value={flag.count}
            onValue={(count) => {
              if (count !== null) onFlag({ ...flag, count })
            }}
          />
        </label>
      )}
      <ConditionFields
        isNeeded
        title={t('sheet.field.when')}
        conditions={flag.when}
        onConditions={(when) => onFlag({ ...flag, when })}
      />
    </>
  )
}
