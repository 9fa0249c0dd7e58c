import { useTranslation } from 'react-i18next'
import { useFormats, useWording } from '../../text/format-context.tsx'
import type { IndicatorDetail } from './queries.ts'
import { useWriting } from './writing.ts'

/** How an indicator is counted, in words, with its source; the conditions themselves can be opened. */
export function DefinitionBlock({ indicator }: { indicator: IndicatorDetail }) {
  const { t } = useTranslation('indicator')
  const say = useWording()
  const write = useWriting(indicator.unit_of_measure)
  const { goalposts, basis, exclusions } = indicator
  return (
    <section className="panel indicator-block" aria-labelledby="indicator-definition">
      <h2 id="indicator-definition">{t('definition.title')}</h2>
      <p>{say(indicator.formula)}</p>
      <dl className="indicator-facts">
        <Fact name={t('numerator')}>{say(indicator.numerator.name)}</Fact>
        <Fact name={t('denominator')}>{say(indicator.denominator.name)}</Fact>
        <Fact name={t('excluded')}>
          {exclusions.length === 0
            ? t('definition.none_excluded')
            : exclusions.map(({ name }) => say(name)).join(t('and'))}
        </Fact>
        <Fact name={t('definition.instant')}>{say(indicator.instant.name)}</Fact>
        <Fact name={t('cut_off')}>{t('definition.cut_off', { count: indicator.cut_off_days })}</Fact>
        {goalposts !== undefined && (
          <Fact name={t('definition.goalposts')}>
            {t('definition.goalposts_are', {
              worst: write.value(goalposts.worst),
              best: write.value(goalposts.best),
            })}
          </Fact>
        )}
        <Fact name={t('definition.source')}>{say(indicator.source)}</Fact>
        {basis !== undefined && <Fact name={t('definition.basis')}>{say(basis)}</Fact>}
        <Fact name={t('definition.method')}>{t(`definition.method_${indicator.kind}`)}</Fact>
      </dl>
      <Versions indicator={indicator} />
      <Conditions indicator={indicator} />
    </section>
  )
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Versions({ indicator: { versions } }: { indicator: IndicatorDetail }) {
  const { t } = useTranslation('indicator')
  const formats = useFormats()
  return (
    <div>
      <h3>{t('version.title')}</h3>
      <ul className="indicator-lines">
        {versions.map(({ version, since, is_current: isCurrent }) => (
          <li key={`${version} ${since}`}>
            {t('version.since', { version, at: formats.moment(since) })}
            {isCurrent && ` ${t('version.current')}`}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The conditions as the service reckons them, for who checks a formula. */
function Conditions({ indicator }: { indicator: IndicatorDetail }) {
  const { t } = useTranslation('indicator')
  const say = useWording()
  const { numerator, denominator, exclusions } = indicator
  return (
    <details className="indicator-conditions">
      <summary>{t('definition.conditions')}</summary>
      <dl>
        <dt>{t('numerator')}</dt>
        <dd>
          <code>{numerator.when}</code>
        </dd>
        <dt>{t('denominator')}</dt>
        <dd>
          <code>{denominator.when}</code>
        </dd>
        {exclusions.map(({ id, name, when }) => (
          <div key={id}>
            <dt>{t('definition.exclusion', { name: say(name) })}</dt>
            <dd>
              <code>{when}</code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
