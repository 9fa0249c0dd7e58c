import { useTranslation } from 'react-i18next'
import { useWording } from '../../text/format-context.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { Block, PlainTable } from './piece.tsx'
import { useWord } from './word.ts'

/** Posts of packs that an office serves by the roles of its own posts (docs/decisions/0042). */
export function ServedPosts({ office }: { office: string }) {
  const { t } = useTranslation('registry')
  const say = useWording()
  const word = useWord()
  const { data } = useAsk('office.served_posts', { params: { office } })
  if (data === undefined) return undefined
  return (
    <Block title={t('served.title')} count={data.rows.length}>
      <PlainTable
        label={t('served.title')}
        rows={data.rows}
        keyOf={({ pack, post }) => `${pack} ${post}`}
        empty={t('served.none')}
        columns={[
          [t('served.pack'), ({ title }) => say(title)],
          [t('served.post'), ({ name }) => say(name)],
          [t('field.role'), ({ role = '' }) => word(`choice.role.${role}`) ?? role],
          [t('served.within'), ({ within }) => (within === undefined ? '' : t(`served.${within}`))],
          [t('office.people'), ({ people }) => <span className="number">{people}</span>],
        ]}
      />
    </Block>
  )
}
