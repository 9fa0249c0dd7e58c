import { Button } from 'antd'
import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useTell } from '../../wire/service-context.tsx'
import { ImportReportView } from './import-report.tsx'
import { Block } from './piece.tsx'
import { useRegistryChanged } from './queries.ts'
import type { ImportReport, RegistryKind } from './queries.ts'

const systems = ['wgs84', 'gcj02', 'bd09'] as const
type System = (typeof systems)[number]

interface Options {
  readonly complete: boolean
  readonly partial: boolean
  readonly coordinates: System
}

interface ImportProps {
  readonly kind: RegistryKind
  readonly template: ReactNode
}

/** A file, what it would change, and the deed itself. Nothing is written before it was looked at. */
export function ImportFile({ kind, template }: ImportProps) {
  const { t } = useTranslation('registry')
  const formats = useFormats()
  const input = useRef<HTMLInputElement>(null)
  const { file, report, refusal, isPending, options, choose, change, write } = useImport(kind)
  return (
    <Block title={t('import.file', { kind: t(`kind.${kind}`) })} acts={template}>
      <div
        className="registry-drop"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault()
          const [dropped] = event.dataTransfer.files
          if (dropped !== undefined) choose(dropped)
        }}
      >
        <input
          ref={input}
          id="registry-file"
          type="file"
          className="unseen"
          accept=".csv,.jsonl,.xlsx,.geojson"
          onChange={({ target }) => {
            const [chosen] = target.files ?? []
            // The same file may be chosen again after it was mended.
            if (chosen !== undefined) choose(chosen)
            target.value = ''
          }}
        />
        <label htmlFor="registry-file" className="press">
          {t('import.choose')}
        </label>
        <span className="soft">
          {file === undefined ? t('import.forms') : `${file.name} (${formats.bytes(file.size)})`}
        </span>
      </div>
      <ImportOptions kind={kind} options={options} onChange={change} />
      <div role="alert" className="registry-refusal">
        {refusal}
      </div>
      {isPending && report === undefined && <p className="soft registry-none">{t('import.reading')}</p>}
      {report !== undefined && (
        <ImportReportView
          report={report}
          isPartial={options.partial}
          onPartial={(partial) => change({ ...options, partial })}
          acts={
            !report.is_applied && (
              <Button
                type="primary"
                loading={isPending}
                disabled={!isWritable(report, options)}
                onClick={() => void write()}
              >
                {t('import.write', { count: changesIn(report) })}
              </Button>
            )
          }
        />
      )}
    </Block>
  )
}

function ImportOptions({
  kind,
  options,
  onChange,
}: {
  kind: RegistryKind
  options: Options
  onChange: (options: Options) => void
}) {
  const { t } = useTranslation('registry')
  return (
    <div className="registry-options">
      <label className="choice">
        <input
          type="checkbox"
          checked={options.complete}
          onChange={({ target }) => onChange({ ...options, complete: target.checked })}
        />
        {t('import.complete')}
      </label>
      {kind === 'areas' && (
        <label className="choice">
          {t('import.coordinates')}
          <select
            className="input"
            value={options.coordinates}
            onChange={({ target }) =>
              onChange({ ...options, coordinates: systems.find((one) => one === target.value) ?? 'wgs84' })
            }
          >
            {systems.map((one) => (
              <option key={one} value={one}>
                {t(`import.system.${one}`)}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  )
}

function changesIn({ counts: { added, changed, ended } }: ImportReport): number {
  return added + changed + ended
}

/** A fault of the file as a whole lets nothing in; of single rows only when the others are wanted alone. */
function isWritable(report: ImportReport, { partial }: Options): boolean {
  const isBroken = report.findings.some(({ row, severity }) => row === 0 && severity === 'error')
  return changesIn(report) > 0 && !isBroken && (report.counts.refused === 0 || partial)
}

/** Reads a file, asks what it would change, asks again when it is to be read otherwise, and has it written. */
function useImport(kind: RegistryKind) {
  const { t } = useTranslation('registry')
  const tell = useTell('registry.import')
  const changed = useRegistryChanged()
  const [file, setFile] = useState<File>()
  const [report, setReport] = useState<ImportReport>()
  const [refusal, setRefusal] = useState<string>()
  const [options, setOptions] = useState<Options>({ complete: false, partial: false, coordinates: 'wgs84' })
  async function send(given: File, wish: Options, digest?: string): Promise<void> {
    setRefusal(undefined)
    try {
      const query = {
        kind,
        name: given.name,
        complete: wish.complete,
        partial: wish.partial,
        ...(kind === 'areas' && { coordinates: wish.coordinates }),
        ...(digest !== undefined && { digest }),
      }
      const body = new Uint8Array(await given.arrayBuffer())
      setReport((await tell.mutateAsync({ query, body })).value)
      if (digest !== undefined) await changed()
    } catch (error) {
      setRefusal(error instanceof Refusal ? error.problem.detail : t('import.unread'))
    }
  }
  return {
    file,
    report,
    refusal,
    options,
    isPending: tell.isPending,
    choose: (given: File) => {
      setFile(given)
      setReport(undefined)
      void send(given, options)
    },
    change: (wish: Options) => {
      setOptions(wish)
      const isRead = wish.complete === options.complete && wish.coordinates === options.coordinates
      if (file === undefined || isRead) return
      setReport(undefined)
      void send(file, wish)
    },
    write: () => (file === undefined ? Promise.resolve() : send(file, options, report?.digest)),
  }
}
