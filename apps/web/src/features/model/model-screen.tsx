import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useWording } from '../../text/format-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { ConfusionBlock } from './confusion-block.tsx'
import { CorrectionBlock } from './correction-block.tsx'
import { CurrentBlock } from './current-block.tsx'
import { isTraining, useModelActs, useModels } from './queries.ts'
import type { PackModels } from './queries.ts'
import { ScoreBlock } from './score-block.tsx'
import { VersionBlock } from './version-block.tsx'
import '../../ui/list-page.css'
import './model.css'

/** What the models of categories have learnt, how good they are and where they go wrong. */
export function ModelScreen() {
  const { t } = useTranslation('model')
  const query = useModels()
  const [search] = useSearchParams()
  return (
    <Shown query={query} rows={12}>
      {({ rows }) => {
        const shown = rows.find(({ pack }) => pack === search.get('pack')) ?? rows[0]
        return shown === undefined ? (
          <>
            <PageHead title={t('title')} what={t('what')} />
            <Empty what={t('no_pack')} />
          </>
        ) : (
          <PackScreen rows={rows} shown={shown} />
        )
      }}
    </Shown>
  )
}

interface PackScreenProps {
  readonly rows: readonly PackModels[]
  readonly shown: PackModels
}

function PackScreen({ rows, shown }: PackScreenProps) {
  const { t } = useTranslation('model')
  const may = useMay()
  const acts = useModelActs({ asked: t('train.asked'), takenBack: t('take_back.done') })
  const [back, setBack] = useState<number>()
  const { pack } = shown
  async function takeBack(version: number, reason: string): Promise<void> {
    if (await acts.takeBack(pack, version, reason)) setBack(undefined)
  }
  return (
    <div className="model">
      <PageHead
        title={t('title')}
        what={t('what')}
        acts={
          may('triage_model.train') && (
            <Button
              type="primary"
              loading={acts.isPending}
              disabled={isTraining(shown)}
              onClick={() => void acts.train(pack)}
            >
              {isTraining(shown) ? t('train.under_way') : t('train.now')}
            </Button>
          )
        }
      />
      <PackBar rows={rows} shown={shown} />
      <CurrentBlock models={shown} />
      <ScoreBlock models={shown} />
      <ConfusionBlock key={pack} models={shown} />
      <CorrectionBlock pack={pack} />
      <VersionBlock models={shown} onBack={may('triage_model.take_back') ? setBack : undefined} />
      {back !== undefined && (
        <ReasonDialog
          title={t('take_back.title', { version: back })}
          what={t('take_back.what')}
          act={t('take_back.confirm')}
          reason={{ label: t('take_back.reason'), hint: t('take_back.reason_hint') }}
          isPending={acts.isPending}
          onAct={(reason) => void takeBack(back, reason)}
          onClose={() => setBack(undefined)}
        />
      )}
    </div>
  )
}

function PackBar({ rows, shown }: PackScreenProps) {
  const { t } = useTranslation('model')
  const say = useWording()
  if (rows.length < 2) return undefined
  return (
    <nav className="panel list-views model-packs" aria-label={t('packs')}>
      {rows.map(({ pack, title }) => (
        <Link
          key={pack}
          to={`/models?pack=${pack}`}
          className="list-view"
          aria-current={pack === shown.pack ? 'page' : undefined}
        >
          {say(title)}
        </Link>
      ))}
    </nav>
  )
}
