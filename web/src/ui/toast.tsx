import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react'

/** 轻提示. Says that something has been done; what has gone wrong stays where it went wrong. */
type Tell = (text: string) => void

const Context = createContext<Tell>(() => undefined)

const shownMs = 2_500

export function Toasts({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<{ readonly id: number; readonly text: string } | null>(null)
  const last = useRef(0)
  const tell = useCallback((text: string) => {
    last.current += 1
    const id = last.current
    setToast({ id, text })
    setTimeout(() => setToast((shown) => (shown?.id === id ? null : shown)), shownMs)
  }, [])
  return (
    <Context.Provider value={tell}>
      {children}
      <div className="toasts" role="status">
        {toast && (
          <p className="toast" key={toast.id}>
            {toast.text}
          </p>
        )}
      </div>
    </Context.Provider>
  )
}

export function useTell(): Tell {
  return useContext(Context)
}
