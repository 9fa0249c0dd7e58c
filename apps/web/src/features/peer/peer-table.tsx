import { Fragment, useState } from 'react'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { DataFrame } from '../../ui/data-frame.tsx'
import type { Choice } from './choice.ts'
import type { Peer } from './queries.ts'
import { usePeerState } from './use-peer-state.ts'
import { useWriting } from './writing.ts'

interface PeerTableProps {
  readonly choice: Choice
  readonly peers: readonly Peer[]
}

const columns = ['place', 'name', 'distance', 'rebased', 'compared', 'parts', 'act'] as const
const numbers: ReadonlySet<string> = new Set(['place', 'distance', 'rebased', 'compared'])

/** Peers, the nearest first; a row opens to all parts of its distance. */
export function PeerTable({ choice, peers }: PeerTableProps) {
  const { t } = useTranslation('peer')
  const [opened, setOpened] = useState<string>()
  return (
    <DataFrame label={t('peers.title')}>
      <table className="data-table data-cards">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" data-number={numbers.has(column)}>
                {t(`peers.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {peers.map((peer, place) => (
            <Fragment key={peer.code}>
              <PeerRow
                choice={choice}
                peer={peer}
                place={place + 1}
                isOpen={opened === peer.code}
                onToggle={() => setOpened(opened === peer.code ? undefined : peer.code)}
              />
              {opened === peer.code && (
                <tr>
                  <td colSpan={columns.length}>
                    <PartTable choice={choice} peer={peer} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </DataFrame>
  )
}

interface PeerRowProps {
  readonly choice: Choice
  readonly peer: Peer
  readonly place: number
  readonly isOpen: boolean
  readonly onToggle: () => void
}

function PeerRow({ choice, peer, place, isOpen, onToggle }: PeerRowProps) {
  const { t } = useTranslation('peer')
  const write = useWriting(choice.ground)
  const nameOf = useCharacteristicName(choice)
  const { addressOf } = usePeerState()
  return (
    <tr data-chosen={isOpen}>
      <td data-title={t('peers.column.place')} data-number="true">
        {place}
      </td>
      <th scope="row" dir="auto">
        {peer.name}{' '}
        {peer.name !== peer.code && /^\d+$/.test(peer.code) && (
          <span className="soft small">{peer.code}</span>
        )}
      </th>
      <td data-title={t('peers.column.distance')} data-number="true">
        <strong>{write.score(peer.distance)}</strong>
      </td>
      <td data-title={t('peers.column.rebased')} data-number="true">
        {write.share(peer.rebased)}
      </td>
      <td data-title={t('peers.column.compared')} data-number="true">
        {peer.compared} / {choice.characteristics.length}
      </td>
      <td data-title={t('peers.column.parts')}>
        <span className="data-tags">
          {peer.parts.slice(0, 3).map((part) => (
            <span key={`${part.indicator} ${part.per ?? ''}`} className="data-tag">
              {nameOf(part)} {write.share(part.share)}
            </span>
          ))}
        </span>
      </td>
      <td>
        <span className="peer-acts">
          <Button
            size="small"
            aria-expanded={isOpen}
            aria-label={t('peers.open', { name: peer.name })}
            onClick={onToggle}
          >
            {t('peers.parts')}
          </Button>
          <Link to={addressOf({ view: undefined, peer: peer.code })}>{t('peers.gap')}</Link>
        </span>
      </td>
    </tr>
  )
}

/** What a characteristic is called, with what it is divided by. */
function useCharacteristicName(choice: Choice): (part: Peer['parts'][number]) => string {
  const { t } = useTranslation('peer')
  const write = useWriting(choice.ground)
  return ({ indicator, per }) =>
    per === undefined
      ? write.indicator(indicator)
      : t('parts.per', { one: write.indicator(indicator), other: write.indicator(per) })
}

const partColumns = ['characteristic', 'own', 'other', 'own_z', 'other_z', 'share'] as const

function PartTable({ choice, peer }: { choice: Choice; peer: Peer }) {
  const { t } = useTranslation('peer')
  const write = useWriting(choice.ground)
  const nameOf = useCharacteristicName(choice)
  function valueOf(indicator: string, per: string | undefined, value: number | null): string {
    return per === undefined || value === null ? write.value(indicator, value) : write.number(value)
  }
  return (
    <DataFrame label={t('parts.title', { name: peer.name })}>
      <table className="data-table data-cards">
        <caption className="soft small">{t('parts.title', { name: peer.name })}</caption>
        <thead>
          <tr>
            {partColumns.map((column) => (
              <th key={column} scope="col" data-number={column !== 'characteristic'}>
                {t(`parts.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {peer.parts.map((part) => (
            <tr key={`${part.indicator} ${part.per ?? ''}`}>
              <th scope="row">{nameOf(part)}</th>
              <td data-title={t('parts.column.own')} data-number="true">
                {valueOf(part.indicator, part.per, part.own_value)}
              </td>
              <td data-title={t('parts.column.other')} data-number="true">
                {valueOf(part.indicator, part.per, part.other_value)}
              </td>
              <td data-title={t('parts.column.own_z')} data-number="true">
                {write.signed(part.own)}
              </td>
              <td data-title={t('parts.column.other_z')} data-number="true">
                {write.signed(part.other)}
              </td>
              <td data-title={t('parts.column.share')} data-number="true">
                {write.share(part.share)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </DataFrame>
  )
}
