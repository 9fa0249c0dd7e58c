import type { AnswerOf, installPack } from '@duibiao/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { Field } from '../../ui/field.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { useToast } from '../../ui/toast.tsx'
import { Refusal } from '../../wire/refusal.ts'
import { useForget, useTell } from '../../wire/service-context.tsx'
import { InstallReport } from './install-report.tsx'
import './pack.css'

type Report = AnswerOf<typeof installPack>

/** A pack is installed from a file: tried first, with everything that is wrong and everything that follows, then confirmed. */
export function InstallPack() {
  const { t } = useTranslation('pack')
  const formats = useFormats()
  const [file, setFile] = useState<File>()
  const { report, refusal, isPending, tryOut, confirm, again } = useInstallation()
  return (
    <div className="pack pack-install">
      <PageHead
        title={t('install.title')}
        what={t('install.what')}
        acts={
          <Link to="/packs">
            <Button tabIndex={-1}>{t('back')}</Button>
          </Link>
        }
      />
      <section className="panel pack-block">
        <Field label={t('install.file')} name="pack-file" hint={t('install.file_hint')} isRequired>
          {(marks) => (
            <input
              {...marks}
              className="input"
              type="file"
              accept=".zip,application/zip"
              onChange={({ target }) => {
                setFile(target.files?.[0])
                again()
              }}
            />
          )}
        </Field>
        {file !== undefined && <p className="soft small">{`${file.name}, ${formats.bytes(file.size)}`}</p>}
        <div role="alert" className="pack-refusal">
          {refusal}
        </div>
        <div>
          <Button
            type={report === undefined ? 'primary' : 'default'}
            disabled={file === undefined}
            loading={isPending && report === undefined}
            onClick={() => file !== undefined && void tryOut(file)}
          >
            {t('install.try')}
          </Button>
        </div>
      </section>
      {report !== undefined && file !== undefined && (
        <InstallReport report={report} isPending={isPending} onConfirm={() => void confirm(file, report)} />
      )}
    </div>
  )
}

function useInstallation() {
  const { t } = useTranslation('pack')
  const navigate = useNavigate()
  const install = useTell('pack.install')
  const forget = useForget()
  const toast = useToast()
  const [report, setReport] = useState<Report>()
  const [refusal, setRefusal] = useState<string>()
  async function send(file: File, digest?: string): Promise<Report | undefined> {
    setRefusal(undefined)
    try {
      const query = { name: file.name, ...(digest !== undefined && { digest }) }
      return (await install.mutateAsync({ query, body: await file.bytes() })).value
    } catch (error) {
      setRefusal(error instanceof Refusal ? error.problem.detail : t('install.failed'))
      return undefined
    }
  }
  async function confirm(file: File, { pack }: Report): Promise<void> {
    const done = await send(file, pack?.digest)
    if (done?.is_applied !== true || done.pack === undefined) return
    const { name, version, number } = done.pack
    toast.done(t('install.done', { name, version, number }))
    await forget('pack.list', 'pack.read', 'pack.content')
    void navigate(`/packs/${name}@${number}?tab=version`)
  }
  function again(): void {
    setReport(undefined)
    setRefusal(undefined)
  }
  async function tryOut(file: File): Promise<void> {
    setReport(await send(file))
  }
  return { report, refusal, isPending: install.isPending, tryOut, confirm, again }
}
