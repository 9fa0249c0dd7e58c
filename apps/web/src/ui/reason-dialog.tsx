import { Modal } from 'antd'
import { useState } from 'react'
import { WordsField } from './words-field.tsx'

interface Props {
  readonly title: string
  /** What follows, in words. */
  readonly what: string
  /** Words on the button. */
  readonly act: string
  /** What the reason is called, and what becomes of it. */
  readonly reason: { readonly label: string; readonly hint: string }
  /** It destroys something. */
  readonly isDanger?: boolean
  readonly isPending: boolean
  readonly onAct: (reason: string) => void
  readonly onClose: () => void
}

/** Asks once before something that is kept with its reason, and for that reason. */
export function ReasonDialog({
  title,
  what,
  act,
  reason,
  isDanger = false,
  isPending,
  onAct,
  onClose,
}: Props) {
  const [text, setText] = useState('')
  return (
    <Modal
      open
      title={title}
      okText={act}
      okButtonProps={{ danger: isDanger, disabled: text.trim() === '', loading: isPending }}
      onOk={() => onAct(text.trim())}
      onCancel={onClose}
    >
      <p>{what}</p>
      <WordsField label={reason.label} name="reason-dialog" hint={reason.hint} text={text} onText={setText} />
    </Modal>
  )
}
