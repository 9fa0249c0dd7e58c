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
  const navigate = useNavigate()
  const dialog = useRef<HTMLDialogElement>(null)
  const [words, setWords] = useState('')
  const commands = useCommands(words)
  const matters = useMatters(words)
  const first = matters[0]?.id ?? commands[0]?.path ?? ''
  const [chosen, setChosen] = useState('')
  useEffect(() => {
    dialog.current?.showModal()
    dialog.current?.querySelector('input')?.focus()
  }, [])
  // What the service finds comes after what was typed: then it is what Enter leads to.
  useEffect(() => setChosen(first), [first])
  function go(path: string): void {
    onClose()
    void navigate(path)
  }
  return (
    <dialog ref={dialog} className="palette panel" aria-label={t('keys.palette')} onClose={onClose}>
      <Command label={t('keys.palette')} loop shouldFilter={false} value={chosen} onValueChange={setChosen}>
        <Command.Input value={words} onValueChange={setWords} placeholder={t('palette.placeholder')} />
        <Command.List label={t('palette.results')}>
          <Command.Empty>{t('palette.empty')}</Command.Empty>
          {matters.length > 0 && (
            <Command.Group heading={t('palette.matters')}>
              {matters.map(({ id, number, title, due_at: dueAt, ...line }) => (
                <Command.Item key={id} value={id} onSelect={() => go(`/matters/${id}`)}>
                  <span className="number">{number}</span>
                  <span className="palette-title">{title}</span>
                  <MatterLamp {...line} dueAt={dueAt} />
                </Command.Item>
              ))}
            </Command.Group>
          )}
          {commands.length > 0 && (
            <Command.Group heading={t('palette.screens')}>
              {commands.map(({ path, title }) => (
                <Command.Item key={path} value={path} onSelect={() => go(path)}>
                  {say(title)}
                </Command.Item>
              ))}
            </Command.Group>
          )}
        </Command.List>
      </Command>
    </dialog>
  )
}

/** Screens and commands whose name has what was typed, in either language. */
function useCommands(words: string) {
  const roles = useRoles()
  const wanted = words.trim().toLowerCase()
  return [
    ...entriesFor(features, roles),
    ...features.flatMap(({ commands = [] }) => commands).filter((command) => isFor(roles, command)),
  ].filter(({ title }) => `${title.zh} ${title.en}`.toLowerCase().includes(wanted))
}

/** Matters by the beginning of their number, as the service finds them. */
function useMatters(words: string) {
  const may = useMay()
  const settled = useSettled(words.trim())
  // Numbers are written in capitals.
  const text = /^[a-z]{1,4}-?\d/.test(settled) ? settled.toUpperCase() : settled
  const isWanted = text !== '' && may('palette.find')
  const { data } = useAsk('palette.find', { query: { text } }, { isWanted })
  return isWanted ? (data?.matters ?? []) : []
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
