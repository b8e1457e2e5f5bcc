import { type ComponentType, createElement, lazy, useState } from 'react'

/** A component that is fetched when it is first shown, or before if somebody asks for that. */
export type Part<Props> = ComponentType<Props> & { preload(): Promise<void> }

/**
 * 分块. Like `lazy`, but what has been fetched already is shown at once: React keeps a fallback that
 * it has shown for 300 ms, however soon the rest has come.
 */
export function part<Props extends object>(load: () => Promise<ComponentType<Props>>): Part<Props> {
  let loaded: ComponentType<Props> | null = null
  const fetched = async () => {
    loaded ??= await load()
  }
  const Later = lazy(async () => {
    await fetched()
    return { default: loaded as ComponentType<Props> }
  }) as unknown as ComponentType<Props>
  function Shown(props: Props) {
    // Chosen once: a part that changed its kind while it stands would lose what was typed.
    const [Chosen] = useState(() => loaded ?? Later)
    return createElement(Chosen, props)
  }
  return Object.assign(Shown, { preload: fetched })
}

const calmAfterMs = 3_000

/** Fetches these when the page stands: whoever taps then waits for data alone. */
export function whenIdle(parts: readonly Pick<Part<object>, 'preload'>[]): void {
  const fetchAll = () => {
    // One that cannot be fetched now is fetched when it is shown, and says so then.
    for (const { preload } of parts) void preload().catch(() => undefined)
  }
  // Not before: on a slow line they would take it from what the page itself still waits for.
  setTimeout(fetchAll, calmAfterMs)
}
