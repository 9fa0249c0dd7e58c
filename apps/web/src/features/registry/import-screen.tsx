import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { writeAddress } from '../../ui/list-address.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { Refused } from '../../ui/screen-state.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useService } from '../../wire/service-context.tsx'
import { ExportButton } from './export-button.tsx'
import { ImportFile } from './import-file.tsx'
import { Block } from './piece.tsx'
import type { RegistryKind } from './queries.ts'
import { saveFile } from '../../ui/save-file.ts'
import './registry.css'

const kinds = [
  'areas',
  'offices',
  'posts',
  'people',
  'items',
  'duties',
] as const satisfies readonly RegistryKind[]

/** Files in and out: what is to be imported is tried first, and what is exported can be imported again. */
export function ImportScreen() {
  const { t } = useTranslation('registry')
  const may = useMay()
  const [search, setSearch] = useSearchParams()
  const kind = kinds.find((one) => one === search.get('kind')) ?? 'people'
  if (!may('registry.import')) return <Refused />
  return (
    <div className="registry-page">
      <PageHead title={t('import.title')} what={t('import.what')} />
      <fieldset className="registry-kinds">
        <legend>{t('import.kind')}</legend>
        {kinds.map((one) => (
          <label key={one} className="registry-kind panel" data-chosen={one === kind}>
            <input
              type="radio"
              name="import-kind"
              checked={one === kind}
              onChange={() => setSearch((now) => writeAddress(now, { kind: one }), { replace: true })}
            />
            <strong>{t(`kind.${one}`)}</strong>
            <span className="soft small">{t(`import.holds.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <ImportFile key={kind} kind={kind} template={<TemplateButton kind={kind} />} />
      <Block title={t('export.title', { kind: t(`kind.${kind}`) })}>
        <p className="registry-none soft">
          {t('export.what')} {kind === 'people' && t('export.no_contact')}
        </p>
        <p className="registry-acts">
          <ExportButton kind={kind} isNarrowed={false} text={t('export.file')} />
        </p>
      </Block>
    </div>
  )
}

function TemplateButton({ kind }: { kind: RegistryKind }) {
  const { t } = useTranslation('registry')
  const service = useService()
  const toast = useToast()
  const [isBusy, setBusy] = useState(false)
  async function save(): Promise<void> {
    setBusy(true)
    try {
      saveFile(
        await service.download('registry.template', { params: { kind } }),
        `${t('import.template_name', { kind: t(`kind.${kind}`) })}.xlsx`,
      )
    } catch (error) {
      toast.failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button loading={isBusy} onClick={() => void save()}>
      {t('import.template')}
    </Button>
  )
}
