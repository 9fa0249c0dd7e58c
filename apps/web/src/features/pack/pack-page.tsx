import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { Loading, Shown } from '../../ui/screen-state.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useService } from '../../wire/service-context.tsx'
import { packTabs } from './pack-tab.ts'
import { usePack } from './queries.ts'
import type { Pack } from './queries.ts'
import './pack.css'

/** One version of a pack, part by part, for people who do not read its files. */
export function PackPage() {
  const { pack = '' } = useParams()
  const query = usePack(pack)
  return <Shown query={query}>{(found) => <Page reference={pack} pack={found} />}</Shown>
}

function Page({ reference, pack }: { reference: string; pack: Pack }) {
  const { t } = useTranslation('pack')
  const say = useWording()
  const formats = useFormats()
  const { title, version, number, is_newest: isNewest } = pack
  return (
    <article className="pack">
      <PageHead
        title={say(title)}
        beside={
          <span className="pack-state" data-newest={isNewest}>
            {t(isNewest ? 'newest' : 'superseded')}
          </span>
        }
        what={t('version_line', {
          version,
          number,
          at: formats.moment(pack.installed_at),
          by: pack.installed_by,
        })}
        acts={
          <>
            <Link to="/packs">
              <Button tabIndex={-1}>{t('back')}</Button>
            </Link>
            <Download reference={reference} pack={pack} />
          </>
        }
      />
      <Tabs reference={reference} pack={pack} />
    </article>
  )
}

function Tabs({ reference, pack }: { reference: string; pack: Pack }) {
  const { t } = useTranslation('pack')
  const [search] = useSearchParams()
  const shown = packTabs.filter(({ isFor }) => isFor?.(pack) !== false)
  const chosen = shown.find(({ id }) => id === search.get('tab')) ?? shown[0]
  if (chosen === undefined) return undefined
  const { Panel } = chosen
  return (
    <section className="panel pack-tabs">
      <nav aria-label={t('tabs')}>
        {shown.map(({ id }) => (
          <Link
            key={id}
            replace
            preventScrollReset
            to={{ search: `tab=${id}` }}
            aria-current={id === chosen.id ? 'true' : undefined}
          >
            {t(`tab.${id}`)}
          </Link>
        ))}
      </nav>
      <div className="pack-panel">
        <Suspense fallback={<Loading />}>
          <Panel reference={reference} pack={pack} />
        </Suspense>
      </div>
    </section>
  )
}

/** The files themselves, for those who write packs. */
function Download({ reference, pack }: { reference: string; pack: Pack }) {
  const { t } = useTranslation('pack')
  const may = useMay()
  const service = useService()
  const toast = useToast()
  const [isBusy, setBusy] = useState(false)
  async function save(): Promise<void> {
    setBusy(true)
    try {
      const file = await service.download('pack.archive', { params: { pack: reference } })
      saveFile(file, `${pack.pack}-${pack.version}-${pack.number}.zip`)
    } catch (error) {
      toast.failed(error)
    } finally {
      setBusy(false)
    }
  }
  if (!may('pack.archive')) return undefined
  return (
    <Button icon={<DownloadOutlined />} loading={isBusy} onClick={() => void save()}>
      {t('download')}
    </Button>
  )
}
