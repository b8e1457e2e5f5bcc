import { useState } from 'react'

/**
 * State that outlives a reload or a lost page: for this visit only, or, where nothing in it is
 * about a person, for as long as this device keeps it: chat apps close their pages unasked.
 */
export function useKept<Value>(
  name: string,
  first: Value,
  how: 'visit' | 'device' = 'visit',
): [Value, (value: Value) => void] {
  const key = `kept ${name}`
  const place = () => (how === 'device' ? localStorage : sessionStorage)
  const [value, setValue] = useState<Value>(() => {
    try {
      const text = place().getItem(key)
      return text === null ? first : (JSON.parse(text) as Value)
    } catch {
      return first
    }
  })
  const keep = (next: Value) => {
    setValue(next)
    try {
      place().setItem(key, JSON.stringify(next))
    } catch {
      // Full or forbidden: then it lives as long as the page.
    }
  }
  return [value, keep]
}
