import { useLayoutEffect, useState } from 'react'
import { appearance, changeAppearance } from '../../look/appearance.ts'
import { useAddressState } from '../../ui/use-address-state.ts'
import type { AddressState } from '../../ui/use-address-state.ts'
import { readState } from './command-state.ts'
import type { CommandState } from './command-state.ts'

/** What the command view shows. */
export function useCommandState(): AddressState<CommandState> {
  return useAddressState(readState, { isStep: false })
}

/** Sizes of a wall as parts of the size of its letters; those of the desk are in look/token.css. */
const wallSizes = {
  size: 1,
  target: 2.3,
  'space-1': 0.28,
  'space-2': 0.57,
  'space-3': 0.86,
  'space-4': 1.15,
} as const

/** Letters of a wall in pixels: 16 at 1920 × 1080, and as much larger as the wall is. */
function wallLetters(): number {
  return Math.round(Math.min(64, Math.max(10, Math.min(innerHeight * 0.015, innerWidth * 0.0085))) * 2) / 2
}

/**
 * A wall is light by day and dark by night, and its letters are as large as it is, whatever the person at the desk has chosen, who
 * gets that back afterwards.
 * @returns a name of the size, other when what reads sizes once has to be drawn anew
 */
export function useWallLook(wall: CommandState['wall']): string {
  const [letters, setLetters] = useState(wallLetters)
  // Before the map and the charts are drawn, which read the sizes.
  useLayoutEffect(() => {
    if (wall === undefined) return undefined
    const { style } = document.documentElement
    const { mode } = appearance()
    function fit(): void {
      const size = wallLetters()
      for (const [name, part] of Object.entries(wallSizes)) style.setProperty(`--${name}`, `${part * size}px`)
      setLetters(size)
      changeAppearance({ mode: wall === 'night' ? 'dark' : 'light' })
    }
    fit()
    window.addEventListener('resize', fit)
    return () => {
      window.removeEventListener('resize', fit)
      for (const name of Object.keys(wallSizes)) style.removeProperty(`--${name}`)
      changeAppearance({ mode })
    }
  }, [wall])
  return wall === undefined ? 'desk' : `wall ${letters}`
}
