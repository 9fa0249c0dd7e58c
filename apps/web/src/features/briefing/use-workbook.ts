import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { saveFile } from '../../ui/save-file.ts'
import { useToast } from '../../ui/toast.tsx'

/** A workbook that the service makes. */
export interface WorkbookWish {
  /** What the file is called, without its ending. */
  readonly name: string
  readonly fetchWorkbook: () => Promise<Blob>
}

/** Fetches a workbook and keeps it as a file. */
export function useWorkbook({ name, fetchWorkbook }: WorkbookWish): {
  readonly isBusy: boolean
  readonly save: () => Promise<void>
} {
  const { t } = useTranslation('briefing')
  const toast = useToast()
  const [isBusy, setBusy] = useState(false)
  async function save(): Promise<void> {
    setBusy(true)
    try {
      saveFile(await fetchWorkbook(), `${name}.xlsx`)
      toast.done(t('done'))
    } catch (error) {
      toast.failed(error)
    } finally {
      setBusy(false)
    }
  }
  return { isBusy, save }
}
