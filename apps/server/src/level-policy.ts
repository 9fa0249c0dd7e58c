import type { Role } from '@duibiao/contract'
import type { LevelView } from './personal-field.ts'

const handling: LevelView = { public: 'clear', internal: 'clear', sensitive: 'clear', important: 'masked' }
const overseeing: LevelView = { public: 'clear', internal: 'clear', sensitive: 'masked', important: 'masked' }
const counting: LevelView = { public: 'clear', internal: 'clear', sensitive: 'hidden', important: 'hidden' }
export const noView: LevelView = {
  public: 'clear',
  internal: 'hidden',
  sensitive: 'hidden',
  important: 'hidden',
}

/**
 * In which form each role sees each level of data (个人信息保护法 28, 51). What is masked can be revealed as an act
 * of record; what is hidden cannot. Part of the one policy; docs/reference/permissions.md shows it.
 */
export const levelViews: Readonly<Record<Role, LevelView>> = {
  resident: noView,
  grid_worker: handling,
  community_clerk: handling,
  street_dispatcher: handling,
  district_dispatcher: handling,
  department_handler: handling,
  department_head: handling,
  window_clerk: handling,
  supervision_officer: overseeing,
  leader: overseeing,
  analyst: counting,
  auditor: counting,
  administrator: noView,
  security_administrator: noView,
}

/** What somebody sees of a matter of their own: what they said themselves, and not what the offices noted. */
export const ownView: LevelView = {
  public: 'clear',
  internal: 'hidden',
  sensitive: 'clear',
  important: 'clear',
}

/** Whether a role keeps the secret of who reported a matter: those who take reports in. */
export function isKeeper(role: Role): boolean {
  return role === 'district_dispatcher'
}

/**
 * Of a matter whose reporter asked for secrecy: who it was is shown to those who take reports in only, and their own words are
 * masked, to be seen as an act of record, for whoever has to look into it (F7: 济南市12345条例 32; 信访工作条例 30).
 */
export function guardInformer(view: LevelView, role: Role): LevelView {
  if (isKeeper(role)) return view
  const sensitive = view.sensitive === 'clear' ? 'masked' : view.sensitive
  return { ...view, sensitive, important: 'hidden' }
}

const order = ['hidden', 'masked', 'clear'] as const

/** The better of two views, level by level: who holds two posts sees what either of them does. */
export function widest(one: LevelView, other: LevelView): LevelView {
  function pick(level: keyof LevelView): LevelView[typeof level] {
    return order.indexOf(one[level]) >= order.indexOf(other[level]) ? one[level] : other[level]
  }
  return {
    public: pick('public'),
    internal: pick('internal'),
    sensitive: pick('sensitive'),
    important: pick('important'),
  }
}
