import { Command } from 'cmdk'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { MatterLamp } from '../look/lamp.tsx'
import { useWording } from '../text/format-context.tsx'
import { useAsk } from '../wire/service-context.tsx'
import { features } from './feature-list.ts'
import { entriesFor, isFor } from './feature.ts'
import { useMay, useRoles } from './me.tsx'
import './palette.css'

/** Ctrl-K: to a matter by its number, to a screen, or a command. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('app')
  const say = useWording()
  const roles = useRoles()
  const navigate = useNavigate()
  const dialog = useRef<HTMLDialogElement>(null)
  const [words, setWords] = useState('')
  useEffect(() => dialog.current?.showModal(), [])
  function go(path: string): void {
    onClose()
    void navigate(path)
  }
  const commands = [
    ...entriesFor(features, roles),
    ...features.flatMap(({ commands: own = [] }) => own).filter((command) => isFor(roles, command)),
  ]
  return (
    <dialog ref={dialog} className="palette panel" aria-label={t('keys.palette')} onClose={onClose}>
      <Command label={t('keys.palette')} loop>
        <Command.Input
          autoFocus
          value={words}
          onValueChange={setWords}
          placeholder={t('palette.placeholder')}
        />
        <Command.List label={t('palette.results')}>
          <Command.Empty>{t('palette.empty')}</Command.Empty>
          <Found words={words.trim()} onGo={go} />
          <Command.Group heading={t('palette.screens')}>
            {commands.map(({ path, title }) => (
              <Command.Item key={path} value={path} keywords={[title.zh, title.en]} onSelect={() => go(path)}>
                {say(title)}
              </Command.Item>
            ))}
          </Command.Group>
        </Command.List>
      </Command>
    </dialog>
  )
}

/** Matters by the beginning of their number, and areas, offices and people by their names, as the service finds them. */
function Found({ words, onGo }: { words: string; onGo: (path: string) => void }) {
  const { t } = useTranslation('app')
  const may = useMay()
  const text = useSettled(words)
  const { data } = useAsk(
    'palette.find',
    { query: { text } },
    { isWanted: text !== '' && may('palette.find') },
  )
  if (text === '' || data === undefined || data.matters.length === 0) return undefined
  return (
    <Command.Group heading={t('palette.matters')} forceMount>
      {data.matters.map(({ id, number, title, due_at: dueAt, ...line }) => (
        <Command.Item key={id} value={id} forceMount onSelect={() => onGo(`/matters/${id}`)}>
          <span className="number">{number}</span>
          <span className="palette-title">{title}</span>
          <MatterLamp {...line} dueAt={dueAt} />
        </Command.Item>
      ))}
    </Command.Group>
  )
}

/** What was typed, once nobody has typed for a moment. */
function useSettled(words: string): string {
  const [settled, setSettled] = useState(words)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), 150)
    return () => clearTimeout(timer)
  }, [words])
  return settled
}
