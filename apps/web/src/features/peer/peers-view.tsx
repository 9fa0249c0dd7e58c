import { useTranslation } from 'react-i18next'
import { Empty } from '../../ui/screen-state.tsx'
import { Answered } from './answered.tsx'
import { CharacteristicFields } from './characteristic-fields.tsx'
import type { Choice } from './choice.ts'
import { FindingLines } from './finding-lines.tsx'
import { PeerLists } from './peer-lists.tsx'
import { PeerTable } from './peer-table.tsx'
import { usePeers } from './queries.ts'
import { usePeerState } from './use-peer-state.ts'

/** The places most like one's own, with what makes the distance to each. */
export function PeersView({ choice }: { choice: Choice }) {
  const { t } = useTranslation('peer')
  const { state } = usePeerState()
  const query = usePeers(state, choice)
  const none = choice.characteristics.length === 0 ? t('peers.choose') : undefined
  return (
    <>
      <CharacteristicFields choice={choice} />
      <section className="panel peer-block" aria-labelledby="peer-found">
        <header>
          <h2 id="peer-found">{t('peers.title')}</h2>
          <PeerLists found={query.data?.peers ?? []} />
        </header>
        <Answered query={query} none={none}>
          {(found) => (
            <>
              <p className="soft small">
                {t('peers.what', { count: found.places, name: found.unit.name })}
                {found.unknown.length > 0 && ` ${t('peers.unknown', { codes: found.unknown.join(', ') })}`}
              </p>
              <FindingLines findings={found.findings} />
              {found.peers.length === 0 ? (
                <Empty what={t('peers.none')} />
              ) : (
                <PeerTable choice={choice} peers={found.peers} />
              )}
            </>
          )}
        </Answered>
      </section>
    </>
  )
}
