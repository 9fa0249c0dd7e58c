import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { DataFrame } from '../../ui/data-frame.tsx'
import { Answered } from './answered.tsx'
import type { Choice } from './choice.ts'
import { writeSupposed } from './peer-state.ts'
import { useSupposed } from './queries.ts'
import type { GapPart, SplitGap, Supposed } from './queries.ts'
import { usePeerState } from './use-peer-state.ts'
import { useWriting } from './writing.ts'

/** What the place would be if its values were others: typed here, computed at once, kept nowhere but in the address. */
export function WhatIf({ choice, gap }: { choice: Choice; gap: SplitGap }) {
  const { t } = useTranslation('peer')
  const { state, change } = usePeerState()
  const query = useSupposed(state, choice)
  const isAsked = state.supposed.length > 0
  return (
    <section className="panel peer-block" aria-labelledby="peer-if">
      <header>
        <h2 id="peer-if">{t('if.title')}</h2>
        {isAsked && <Button onClick={() => change({ s: undefined })}>{t('if.clear')}</Button>}
      </header>
      <p className="soft small">{t('if.what', { name: gap.own.name })}</p>
      <div className="peer-if">
        {gap.parts
          .filter(({ better }) => better !== undefined)
          .map((part) => (
            <SupposedField key={part.indicator} choice={choice} part={part} />
          ))}
      </div>
      <div role="status">
        {isAsked && <Answered query={query}>{(found) => <Outcome choice={choice} found={found} />}</Answered>}
      </div>
    </section>
  )
}

function SupposedField({ choice, part }: { choice: Choice; part: GapPart }) {
  const { t } = useTranslation('peer')
  const { state, change } = usePeerState()
  const write = useWriting(choice.ground)
  const { indicator } = part
  const supposed = state.supposed.find((one) => one.indicator === indicator)
  const others = state.supposed.filter((one) => one.indicator !== indicator)
  const given = supposed?.value ?? part.own_value
  const shown = given === null ? '' : String(write.told(indicator, given))
  // Of a share hundredths are typed.
  const times = choice.ground.indicators.find(({ code }) => code === indicator)?.is_share === true ? 100 : 1
  function put(text: string): void {
    const value = Number(text) / times
    const isOwn =
      text === '' || text === String(part.own_value === null ? '' : write.told(indicator, part.own_value))
    change(writeSupposed(isOwn || !Number.isFinite(value) ? others : [...others, { indicator, value }]))
  }
  return (
    <label>
      <span>{write.named(part)}</span>
      <span className="soft small">{t('if.now', { value: write.value(indicator, part.own_value) })}</span>
      <input
        key={shown}
        className="input"
        type="number"
        step="any"
        data-supposed={supposed !== undefined}
        defaultValue={shown}
        onBlur={({ target }) => {
          if (target.checkValidity() && target.value !== shown) put(target.value)
        }}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter') currentTarget.blur()
        }}
      />
    </label>
  )
}

function Outcome({ choice, found }: { choice: Choice; found: Supposed }) {
  const { t } = useTranslation('peer')
  const write = useWriting(choice.ground)
  const { before, after } = found
  function score(value: number | null): string {
    return value === null ? '–' : write.score(value)
  }
  const words = {
    name: found.unit.name,
    before: before.rank ?? '–',
    after: after.rank ?? '–',
    count: found.units,
    beforeScore: score(before.score),
    afterScore: score(after.score),
  }
  return (
    <>
      <p className="peer-headline">{t('if.outcome', words)}</p>
      {found.moved.length > 0 && (
        <DataFrame label={t('if.moved')}>
          <table className="data-table data-cards">
            <caption className="soft small">{t('if.moved')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('if.column.name')}</th>
                <th scope="col" data-number="true">
                  {t('if.column.before')}
                </th>
                <th scope="col" data-number="true">
                  {t('if.column.after')}
                </th>
              </tr>
            </thead>
            <tbody>
              {found.moved.map((one) => (
                <tr key={one.code}>
                  <th scope="row" dir="auto">
                    {one.name}
                  </th>
                  <td data-title={t('if.column.before')} data-number="true">
                    {one.before ?? '–'}
                  </td>
                  <td data-title={t('if.column.after')} data-number="true">
                    {one.after ?? '–'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </DataFrame>
      )}
    </>
  )
}
