import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOutbox, useSending } from '../../form/use-outbox.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { Counter } from './counter.tsx'
import { Lately } from './lately.tsx'
import { useCounterKinds, useIntakeOutbox } from './queries.ts'
import type { CounterKind } from './queries.ts'
import { ReceiptSlip } from './receipt-slip.tsx'
import './intake.css'

/** 代为反映: a clerk writes down what somebody says at the counter or on the telephone, and hands out the receipt. */
export function Intake() {
  const { t } = useTranslation('intake')
  const kinds = useCounterKinds()
  return (
    <div className="intake">
      <PageHead title={t('title')} what={t('what')} />
      <Shown query={kinds}>
        {({ rows }) => {
          const own = rows.flatMap((row) =>
            row.counter === undefined ? [] : [{ ...row, counter: row.counter }],
          )
          const [first] = own
          return first === undefined ? <Empty what={t('nothing')} /> : <Desk kinds={own} first={first} />
        }}
      </Shown>
    </div>
  )
}

function Desk({ kinds, first }: { kinds: readonly CounterKind[]; first: CounterKind }) {
  const outbox = useIntakeOutbox()
  useSending(outbox)
  const { arrived, unsent } = useOutbox(outbox)
  const begun = unsent.findLast(({ state }) => state !== 'refused')
  const [pack, setPack] = useState(begun?.pack ?? first.pack)
  const [id, setId] = useState<string>(() => begun?.id ?? crypto.randomUUID())
  const came = arrived.find((one) => one.id === id)
  const kind = kinds.find((one) => one.pack === pack) ?? first
  function begin(): void {
    setId(crypto.randomUUID())
  }
  return (
    <div className="intake-desk">
      {came?.receipt === undefined ? (
        <Counter
          key={`${id} ${kind.pack}`}
          id={id}
          kind={kind}
          kinds={kinds}
          onKind={setPack}
          onDrop={begin}
        />
      ) : (
        <ReceiptSlip title={came.title} receipt={came.receipt} onAgain={begin} />
      )}
      <Lately arrived={arrived} onShow={setId} />
    </div>
  )
}
