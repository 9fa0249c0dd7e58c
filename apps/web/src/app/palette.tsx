import type { AnswerOf, findInOneNet } from '@duibiao/contract'
import { Command } from 'cmdk'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useWording } from '../text/format-context.tsx'
import { pathOfFound } from '../ui/found-path.ts'
import { useAsk } from '../wire/service-context.tsx'
import { features } from './feature-list.ts'
import { entriesFor, isFor } from './feature.ts'
import { useMay, useRoles } from './me.tsx'
import './palette.css'

type FoundRow = AnswerOf<typeof findInOneNet>['rows'][number]

/** Several rows of a pack open one page. */
function keyOf({ sort, id, name }: FoundRow): string {
  return `${sort} ${id} ${name}`
}

/** Ctrl-K: to whatever one-net search finds, to a screen, or a command. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('app')
  const say = useWording()
  const navigate = useNavigate()
  const dialog = useRef<HTMLDialogElement>(null)
  const [words, setWords] = useState('')
  const commands = useCommands(words)
  const found = useFound(words)
  const opened = found.find((row) => pathOfFound(row) !== undefined)
  const first = opened === undefined ? (commands[0]?.path ?? '') : keyOf(opened)
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
          {found.length > 0 && (
            <Command.Group heading={t('palette.found')}>
              {found.map((row) => {
                const path = pathOfFound(row)
                return path === undefined ? undefined : (
                  <Command.Item key={keyOf(row)} value={keyOf(row)} onSelect={() => go(path)}>
                    {row.number !== undefined && <span className="number">{row.number}</span>}
                    <span className="palette-title">{row.name}</span>
                    <span className="soft small palette-beside">{row.beside}</span>
                    <span className="soft small">{t(`palette.${row.kind}`)}</span>
                  </Command.Item>
                )
              })}
              <Command.Item
                value="all"
                onSelect={() => go(`/search?text=${encodeURIComponent(words.trim())}`)}
              >
                {t('palette.all')}
              </Command.Item>
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

/** What one-net search finds first: the same operation as its page, so that both find the same. */
function useFound(words: string): readonly FoundRow[] {
  const may = useMay()
  const text = useSettled(words.trim())
  const isWanted = text !== '' && may('search.find')
  const { data } = useAsk('search.find', { query: { text: text.slice(0, 200), limit: 8 } }, { isWanted })
  return isWanted ? (data?.rows ?? []) : []
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
