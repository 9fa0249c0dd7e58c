import { useTranslation } from 'react-i18next'
import { useWording } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import type { Race } from './queries.ts'

type Standing = Race['standings'][number]['stages'][number]

/** Zones and stages: the band of each, and ranks where the recipe makes them known. No total (docs/decisions/0076). */
export function StandingTable({ race }: { race: Race }) {
  const { t } = useTranslation('race')
  const held = race.stages.filter(({ no }) =>
    race.standings.some(({ stages }) => stages.some(({ stage }) => stage === no)),
  )
  if (held.length === 0) return <p className="soft">{t('standings.none')}</p>
  return (
    <DataFrame label={t('standings.title')}>
      <table className="data-table race-standings">
        <thead>
          <tr>
            <th scope="col">{t('column.zone')}</th>
            {held.map(({ no, name }) => (
              <th key={no} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {race.zones.map(({ no, name }) => (
            <tr key={no}>
              <th scope="row" dir="auto">
                {name}
              </th>
              {held.map((stage) => (
                <td key={stage.no}>
                  <Standing
                    race={race}
                    standing={race.standings
                      .find(({ zone }) => zone === no)
                      ?.stages.find((one) => one.stage === stage.no)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </DataFrame>
  )
}

function Standing({ race, standing }: { race: Race; standing: Standing | undefined }) {
  const { t } = useTranslation('race')
  const bandName = useBandName(race, standing?.stage)
  if (standing === undefined) return '–'
  const { band, rank, corrected } = standing
  return (
    <>
      <BandTag band={band} name={bandName(band)} />
      {typeof rank === 'number' && <span className="number"> {t('rank', { rank })}</span>}
      {corrected !== undefined && (
        <span className="small soft race-corrected">
          {t('corrected', { before: bandName(corrected.band_before), reason: corrected.reason })}
        </span>
      )}
    </>
  )
}

/** A band, the best the strongest; without one the recipe could not rank the zone. */
export function BandTag({ band, name }: { band: number | null; name: string }) {
  return (
    <span className="data-tag race-band" data-band={band === null ? 'none' : Math.min(band, 3)}>
      {name}
    </span>
  )
}

/** What the bands of a stage are called: by the recipe, or by their place. */
export function useBandName(race: Race, stage: number | undefined): (band: number | null) => string {
  const { t } = useTranslation('race')
  const say = useWording()
  const bands = race.stages.find(({ no }) => no === stage)?.results.at(-1)?.bands ?? []
  return (band) => {
    if (band === null) return t('band.none')
    const name = bands[band]?.name
    return name === undefined ? t('band.number', { number: band + 1 }) : say(name)
  }
}
