import { useState } from 'react'

/** State that outlives a reload or a lost page, for this visit only. */
export function useKept<Value>(name: string, first: Value): [Value, (value: Value) => void] {
  const key = `kept ${name}`
  const [value, setValue] = useState<Value>(() => {
    try {
      const text = sessionStorage.getItem(key)
      return text === null ? first : (JSON.parse(text) as Value)
    } catch {
      return first
    }
  })
  const keep = (next: Value) => {
    setValue(next)
    try {
      sessionStorage.setItem(key, JSON.stringify(next))
    } catch {
      // Full or forbidden: then it lives as long as the page.
    }
  }
  return [value, keep]
}
