import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { fill, type Language, type Words } from '../../src/kernel/wording.ts'

/** Says words in the reader's language; `{…}` stands for a value. */
export type Say = (words: Words, values?: Readonly<Record<string, string | number>>) => string

interface Spoken {
  readonly language: Language
  readonly say: Say
  readonly change: (language: Language) => void
}

const Context = createContext<Spoken | null>(null)

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(firstLanguage)
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  const change = (next: Language) => {
    keepLanguage(next)
    setLanguage(next)
  }
  const say: Say = (words, values) => fill(words[language], values)
  return <Context.Provider value={{ language, say, change }}>{children}</Context.Provider>
}

export function useLanguage(): Spoken {
  const spoken = useContext(Context)
  if (!spoken) throw new Error('outside of LanguageProvider')
  return spoken
}

export function useSay(): Say {
  return useLanguage().say
}

/** The same cookie that the pages from the server read. (Old phones have no CookieStore.) */
function keepLanguage(language: Language): void {
  Reflect.set(document, 'cookie', `lang=${language}; Max-Age=31536000; Path=/; SameSite=Lax`)
}

function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang')
  if (asked === 'zh' || asked === 'en') keepLanguage(asked)
  const chosen = asked ?? /(?:^|; )lang=(zh|en)/.exec(document.cookie)?.[1]
  if (chosen === 'zh' || chosen === 'en') return chosen
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}
