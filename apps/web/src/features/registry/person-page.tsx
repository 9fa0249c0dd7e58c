import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { officePath } from './address.ts'
import { Contacts } from './contact.tsx'
import { HandOnDrawer, HandOnNote } from './hand-on.tsx'
import { ChangeHistory } from './history.tsx'
import { HoldingDrawer, HoldingTable } from './holding.tsx'
import type { HoldingAct } from './holding.tsx'
import { useNames } from './names.ts'
import { OpenWorkTable } from './open-work.tsx'
import { Block, Facts, PeopleSiblings } from './piece.tsx'
import { useOpenWork } from './queries.ts'
import type { Person } from './queries.ts'
import { RowDrawer } from './row-drawer.tsx'
import { ShiftTable } from './shift-table.tsx'

/** A person: where they work, in which posts from when to when, for whom they stand in, and what they have in hand. */
export function PersonPage() {
  const { person = '' } = useParams()
  const found = useAsk('person.read', { params: { person } })
  return <Shown query={found}>{(one) => <OnePerson key={one.id} person={one} />}</Shown>
}

type Doing = 'change' | 'leave' | 'hand_on' | HoldingAct

function OnePerson({ person }: { person: Person }) {
  const { t } = useTranslation('registry')
  const may = useMay()
  const names = useNames()
  const [doing, setDoing] = useState<Doing>()
  const mayChange = may('registry.change')
  return (
    <div className="registry-page">
      <PageHead
        title={person.name}
        beside={
          person.left !== undefined && (
            <span className="registry-tag" data-kind="over">
              {t('people.left_on', { day: person.left })}
            </span>
          )
        }
        what={<PeopleSiblings />}
        acts={
          mayChange && (
            <>
              {person.left === undefined && (
                <Button onClick={() => setDoing('leave')}>{t('people.leave')}</Button>
              )}
              <Button type="primary" onClick={() => setDoing('change')}>
                {t('edit.open')}
              </Button>
            </>
          )
        }
      />
      {person.left !== undefined && (
        <HandOnNote
          person={person.id}
          {...(may('open_work.hand_on') && { onHandOn: () => setDoing('hand_on') })}
        />
      )}
      <Block title={t('facts')}>
        <Facts
          lines={[
            [t('field.people.id'), <span className="number">{person.id}</span>],
            [
              t('field.office'),
              person.office === undefined ? undefined : (
                <Link to={officePath(person.office)}>{names.office(person.office)}</Link>
              ),
            ],
          ]}
        />
        <Contacts person={person} />
      </Block>
      <Holdings person={person} onAct={setDoing} mayChange={mayChange} />
      <Shifts person={person.id} />
      <Work person={person.id} {...(may('open_work.hand_on') && { onHandOn: () => setDoing('hand_on') })} />
      <ChangeHistory part="person" subject={person.id} />
      {doing !== undefined && <Doings person={person} doing={doing} onDoing={setDoing} />}
    </div>
  )
}

interface DoingsProps {
  readonly person: Person
  readonly doing: Doing
  readonly onDoing: (doing: Doing | undefined) => void
}

/** The forms of what can be done with a person. Whoever leaves with work in hand is led to passing it on. */
function Doings({ person, doing, onDoing }: DoingsProps) {
  const { t } = useTranslation('registry')
  const work = useOpenWork('person', person.id)
  const { id, name } = person
  function close(): void {
    onDoing(undefined)
  }
  if (typeof doing === 'object') return <HoldingDrawer act={doing} person={person} onClose={close} />
  switch (doing) {
    case 'hand_on':
      return <HandOnDrawer person={id} name={name} onClose={close} />
    case 'change':
      return (
        <RowDrawer
          title={t('people.change', { name })}
          kind="people"
          subject={id}
          named={{ id }}
          note={t('people.contact_note')}
          only={['name', 'office', 'office_phone', 'mobile', 'email']}
          onClose={close}
        />
      )
    case 'leave':
      return (
        <RowDrawer
          title={t('people.leaving', { name })}
          kind="people"
          subject={id}
          named={{ id }}
          note={t('people.leave_what')}
          only={['left']}
          aside={() => <HandOnNote person={id} />}
          onDone={() => onDoing((work.data?.tasks ?? 0) > 0 ? 'hand_on' : undefined)}
          onClose={close}
        />
      )
  }
}

interface HoldingsProps {
  readonly person: Person
  readonly mayChange: boolean
  readonly onAct: (act: HoldingAct) => void
}

function Holdings({ person, mayChange, onAct }: HoldingsProps) {
  const { t } = useTranslation('registry')
  const holdings = useAsk('holding.list', { query: { person: person.id, limit: 200 } })
  return (
    <Block
      title={t('holding.title')}
      acts={
        mayChange &&
        person.left === undefined && (
          <Button size="small" onClick={() => onAct({ kind: 'appoint' })}>
            {t('holding.appoint')}
          </Button>
        )
      }
    >
      <Shown query={holdings} rows={3}>
        {({ rows }) => <HoldingTable rows={rows} person={person.id} {...(mayChange && { onAct })} />}
      </Shown>
    </Block>
  )
}

function Shifts({ person }: { person: string }) {
  const { t } = useTranslation('registry')
  const shifts = useAsk('duty_time.list', { query: { person, limit: 100 } })
  if (shifts.data === undefined || shifts.data.rows.length === 0) return undefined
  return (
    <Block title={t('shift.title')} count={shifts.data.rows.length}>
      <ShiftTable rows={shifts.data.rows} hasOffice />
    </Block>
  )
}

function Work({ person, onHandOn }: { person: string; onHandOn?: () => void }) {
  const { t } = useTranslation('registry')
  const { data } = useOpenWork('person', person)
  if (data === undefined) return undefined
  return (
    <Block
      title={t('work.in_hand')}
      count={data.tasks}
      acts={
        onHandOn !== undefined &&
        data.tasks > 0 && (
          <Button size="small" onClick={onHandOn}>
            {t('hand_on.act')}
          </Button>
        )
      }
    >
      <OpenWorkTable work={data} label={t('work.in_hand')} />
    </Block>
  )
}
