import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { saveFile } from './save-file.ts'
import { useToast } from './toast.tsx'

interface ExportMenuProps<Format extends string> {
  readonly text: string
  readonly formats: readonly Format[]
  readonly labelOf: (format: Format) => string
  /** What the file is called, without its ending. */
  readonly name: string
  readonly fetchFile: (format: Format) => Promise<Blob>
  /** Said once it is saved. */
  readonly done?: string
}

/** A button that saves something in one of several formats, as the service makes it. */
export function ExportMenu<Format extends string>({
  text,
  formats,
  labelOf,
  name,
  fetchFile,
  done,
}: ExportMenuProps<Format>) {
  const toast = useToast()
  const [isBusy, setBusy] = useState(false)
  async function save(format: Format): Promise<void> {
    setBusy(true)
    try {
      saveFile(await fetchFile(format), `${name}.${format}`)
      if (done !== undefined) toast.done(done)
    } catch (error) {
      toast.failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: formats.map((format) => ({
          key: format,
          label: labelOf(format),
          onClick: () => void save(format),
        })),
      }}
    >
      <Button icon={<DownloadOutlined />} loading={isBusy} aria-haspopup="menu">
        {text}
      </Button>
    </Dropdown>
  )
}
