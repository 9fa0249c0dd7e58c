import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { FindingList, findingsAt } from './finding-list.tsx'
import { NumberInput } from './number-input.tsx'
import type { Sheet } from './queries.ts'
import type { SheetPartProps } from './recipe-part.ts'

type Uncertainty = Sheet['uncertainty']

const kinds = ['weights', 'entries'] as const
const firstShare = { weights: 0.25, entries: 0.1 } as const

/** What could as well have been otherwise about a mark sheet: its full marks, and single entries. */
export function SheetDoubt({ sheet, onSheet, findings }: SheetPartProps) {
  const { t } = useTranslation('recipe')
  const { uncertainty } = sheet
  const { of } = uncertainty
  function put(change: Partial<Uncertainty>): void {
    onSheet({ ...sheet, uncertainty: { ...uncertainty, ...change } })
  }
  return (
    <>
      <p className="soft">{t('sheet.doubt_what')}</p>
      <div className="recipe-inline">
        {(['runs', 'seed', 'points'] as const).map((name) => (
          <label key={name} className="recipe-inline">
            <span>{t(`uncertainty.${name}_label`)}</span>
            <NumberInput
              label={t(`uncertainty.${name}_label`)}
              value={uncertainty[name]}
              onValue={(value) => {
                if (value !== null) put({ [name]: value })
              }}
            />
          </label>
        ))}
      </div>
      <ul className="recipe-plain">
        {of.map((one, place) => (
          // An uncertainty is known by its place alone.
          <li key={`${one.kind} ${String(place)}`} className="recipe-inline">
            <label className="recipe-inline">
              <span>{t(`sheet.doubt.${one.kind}`)}</span>
              <NumberInput
                label={t(`sheet.doubt.${one.kind}`)}
                value={Number((one.share * 100).toPrecision(12))}
                onValue={(value) => {
                  if (value !== null) put({ of: of.with(place, { ...one, share: value / 100 }) })
                }}
              />
            </label>
            <Button
              size="small"
              aria-label={t('uncertainty.remove', { number: place + 1 })}
              onClick={() => put({ of: of.toSpliced(place, 1) })}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      <div className="recipe-inline">
        {kinds
          .filter((kind) => !of.some((one) => one.kind === kind))
          .map((kind) => (
            <Button
              key={kind}
              size="small"
              onClick={() => put({ of: [...of, { kind, share: firstShare[kind] }] })}
            >
              {t(`sheet.add_doubt.${kind}`)}
            </Button>
          ))}
      </div>
      <FindingList findings={findingsAt(findings, '/uncertainty')} />
    </>
  )
}
