const browsers = [
  ['MicroMessenger', 'WeChat'],
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const

const systems = [
  ['HarmonyOS', 'HarmonyOS'],
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const

/** What a browser says of itself, in two names that people know it by; its beginning when it is none of those. */
export function nameOfAgent(agent: string): string {
  const names = [browsers, systems].flatMap(
    (known) => known.find(([mark]) => agent.includes(mark))?.[1] ?? [],
  )
  return names.length === 0 ? agent.slice(0, 40) : names.join(' · ')
}
