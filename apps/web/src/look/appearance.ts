/** How the pages look to this person: kept in the browser, set as attributes of the root that token.css reads. */
export interface Appearance {
  readonly mode: 'light' | 'dark'
  /** `care`: 关怀版, large print. */
  readonly size: 'plain' | 'care'
}

const stored = 'duibiao.appearance'
const listeners = new Set<() => void>()

function readAppearance(): Appearance {
  const [mode, size] = (localStorage.getItem(stored) ?? '').split(' ')
  const asked = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  return {
    mode: mode === 'dark' || mode === 'light' ? mode : asked,
    size: size === 'care' ? 'care' : 'plain',
  }
}

let current: Appearance | undefined

/** How the pages look now. */
export function appearance(): Appearance {
  return (current ??= readAppearance())
}

/** Sets the attributes of the root; once at the start. */
export function applyAppearance(): void {
  const { mode, size } = appearance()
  document.documentElement.dataset['mode'] = mode
  document.documentElement.dataset['size'] = size
}

export function changeAppearance(change: Partial<Appearance>): void {
  current = { ...appearance(), ...change }
  localStorage.setItem(stored, `${current.mode} ${current.size}`)
  applyAppearance()
  for (const listener of listeners) listener()
}

export function listenToAppearance(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
