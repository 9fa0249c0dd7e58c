import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import type { FieldMarks } from './field.tsx'
import './combobox.css'

export interface Choice {
  readonly id: string
  readonly name: string
  /** Beside the name: whose it is, whether it is allowed. */
  readonly beside?: ReactNode
  /** → goes into it: there is more below. */
  readonly isFolder?: boolean
}

interface ComboboxProps {
  readonly marks: FieldMarks
  readonly label: string
  readonly placeholder: string
  /** What is typed, or the name of what is chosen. */
  readonly text: string
  readonly choices: readonly Choice[]
  /** What is said when nothing is found. */
  readonly none: string
  /** Above the choices: where in a tree they are. */
  readonly place?: ReactNode
  readonly onType: (text: string) => void
  readonly onChoose: (id: string) => void
  /** → on a folder, ← back. */
  readonly onEnter?: (id: string) => void
  readonly onLeave?: () => void
}

type Deeds = Readonly<Record<string, (() => void) | undefined>>

/** One of many by typing (WAI-ARIA combobox with a list): arrows move, Enter chooses, Escape closes. */
export function Combobox(props: ComboboxProps) {
  const { marks, label, placeholder, text, choices, none, place, onType, onChoose, onEnter } = props
  const list = useId()
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const current = choices[Math.min(active, choices.length - 1)]
  function choose(id: string): void {
    setOpen(false)
    onChoose(id)
  }
  function move(step: number): void {
    setOpen(true)
    if (isOpen) setActive(Math.min(Math.max(active + step, 0), choices.length - 1))
  }
  function enter(id: string): void {
    onEnter?.(id)
    setActive(0)
  }
  const deeds: Deeds = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    ...(isOpen && { Escape: () => setOpen(false), ...deedsAt(current) }),
  }
  function deedsAt(choice: Choice | undefined): Deeds {
    const tree: Deeds =
      text === ''
        ? {
            ArrowLeft: props.onLeave,
            ArrowRight: choice?.isFolder === true ? () => enter(choice.id) : undefined,
          }
        : {}
    // Nothing found is nothing chosen: Enter must not send the form then.
    return { ...tree, Enter: () => choice !== undefined && choose(choice.id) }
  }
  /** Closed, only ↓ and ↑ are its own: the rest belongs to the input, the form and the screen. */
  function press(event: KeyboardEvent): void {
    const deed = event.nativeEvent.isComposing ? undefined : deeds[event.key]
    if (deed === undefined) return
    event.preventDefault()
    event.stopPropagation()
    deed()
  }
  return (
    <div
      className="combobox"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) setOpen(false)
      }}
    >
      <input
        {...marks}
        className="input"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && current !== undefined ? `${list}-${current.id}` : undefined}
        placeholder={placeholder}
        value={text}
        onClick={() => setOpen(true)}
        onKeyDown={press}
        onChange={({ target }) => {
          setOpen(true)
          setActive(0)
          onType(target.value)
        }}
      />
      <div className="combobox-drop" hidden={!isOpen}>
        {place}
        <ul id={list} role="listbox" aria-label={label}>
          {choices.map((choice) => (
            <Option
              key={choice.id}
              id={`${list}-${choice.id}`}
              choice={choice}
              isActive={choice.id === current?.id}
              onChoose={() => choose(choice.id)}
              onEnter={() => enter(choice.id)}
            />
          ))}
        </ul>
        {choices.length === 0 && <p className="combobox-none soft small">{none}</p>}
      </div>
    </div>
  )
}

interface OptionProps {
  readonly id: string
  readonly choice: Choice
  readonly isActive: boolean
  readonly onChoose: () => void
  readonly onEnter: () => void
}

function Option({ id, choice, isActive, onChoose, onEnter }: OptionProps) {
  const line = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isActive) line.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    <li
      ref={line}
      id={id}
      role="option"
      aria-selected={isActive}
      // The input keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className="combobox-name">{choice.name}</span>
      <span className="combobox-beside small">{choice.beside}</span>
      {choice.isFolder === true && (
        <span
          className="combobox-folder"
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation()
            onEnter()
          }}
        />
      )}
    </li>
  )
}
