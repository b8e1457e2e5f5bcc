import type { Store } from './store.ts'

/** Business time. It flows like real time from wherever it was moved to, and outlives a restart. */
export interface Clock {
  now(): number
  /** Moves forward (false when `to` lies behind) and, if asked, stops there. */
  move(to: number, frozen: boolean): boolean
}

interface Setting {
  readonly offset: number
  readonly frozenAt: number | null
}

/** `startAt` counts on the first start only; null is real time. */
export function openClock(store: Store, startAt: number | null): Clock {
  const kept = store.recall('clock')
  let setting: Setting =
    kept === null
      ? { offset: startAt === null ? 0 : startAt - Date.now(), frozenAt: null }
      : (JSON.parse(kept) as Setting)
  if (kept === null) store.remember('clock', JSON.stringify(setting))

  const now = () => setting.frozenAt ?? Date.now() + setting.offset
  return {
    now,
    move(to, frozen) {
      if (to < now()) return false
      setting = { offset: to - Date.now(), frozenAt: frozen ? to : null }
      store.remember('clock', JSON.stringify(setting))
      return true
    },
  }
}
