import { useSyncExternalStore } from 'react'
import { appearance, listenToAppearance } from './appearance.ts'
import type { Appearance } from './appearance.ts'

export function useAppearance(): Appearance {
  return useSyncExternalStore(listenToAppearance, appearance)
}
