import { useSay } from '../language.tsx'
import { words } from '../words.ts'
import { useTell } from './toast.tsx'

/**
 * A button that copies a text, and says so; where copying is forbidden, the text is shown. `about`
 * tells two of them apart for whoever cannot see what stands above.
 */
export function Copy({ text, label, about }: { text: string; label: string; about?: string }) {
  const say = useSay()
  const tell = useTell()
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => tell(say(words.copied)),
      () => prompt(label, text),
    )
  return (
    <button type="button" className="button quiet" onClick={() => void copy()}>
      {label}
      {about && <span className="hidden"> {about}</span>}
    </button>
  )
}
