import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import type { Problem } from '../../../../sdk/src/wire.ts'
import { api, problemOf } from '../../api.ts'
import { useSay } from '../../language.tsx'
import { Refusal } from '../../ui/parts.tsx'
import { compressed } from './compress.ts'
import { offerWords as words } from './words.ts'

const photosMax = 9

interface Part {
  readonly photos: readonly string[]
  readonly onChange: (photos: readonly string[]) => void
}

/** 照片. From the camera or the album; the first is shown first, and any may become the first. */
export function PhotoFields({ photos, onChange }: Part) {
  const say = useSay()
  const { add, busy, problem } = useUpload({ photos, onChange })
  const full = photos.length >= photosMax
  return (
    <>
      <fieldset>
        <legend>{say(words.photos)}</legend>
        <div className="buttons">
          <Pick
            label={say(busy ? words.uploading : words.camera)}
            off={busy || full}
            onPick={add}
            camera
          />
          <Pick label={say(words.album)} off={busy || full} onPick={add} />
        </div>
        <span className="hint">{say(words.photosHint)}</span>
      </fieldset>
      <Refusal problem={problem} />
      {photos.length > 0 && (
        <ul className="photos">
          {photos.map((hash, place) => (
            <li key={hash}>
              <img
                src={`/v1/photos/${hash}?w=240`}
                width="96"
                height="96"
                alt={say(words.photo, { n: place + 1 })}
              />
              <div className="photo-steps">
                {place > 0 && (
                  <button
                    type="button"
                    className="button quiet"
                    aria-label={say(words.first, { n: place + 1 })}
                    onClick={() => onChange([hash, ...photos.filter((one) => one !== hash)])}
                  >
                    {say(words.firstShort)}
                  </button>
                )}
                <button
                  type="button"
                  className="button quiet"
                  aria-label={say(words.remove, { n: place + 1 })}
                  onClick={() => onChange(photos.filter((one) => one !== hash))}
                >
                  ×
                </button>
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Pick({
  label,
  off,
  onPick,
  camera = false,
}: {
  label: string
  off: boolean
  onPick: (event: ChangeEvent<HTMLInputElement>) => void
  camera?: boolean
}) {
  return (
    <label className="button quiet pick">
      {label}
      <input
        type="file"
        accept={camera ? 'image/*' : 'image/jpeg,image/png,image/webp'}
        {...(camera ? { capture: 'environment' as const } : { multiple: true })}
        disabled={off}
        onChange={onPick}
      />
    </label>
  )
}

function useUpload({ photos, onChange }: Part) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  // An upload takes a while: what is typed meanwhile must not be undone by what it knew at first.
  const latest = useRef({ photos, onChange })
  useEffect(() => {
    latest.current = { photos, onChange }
  })
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target
    const files = [...(input.files ?? [])].slice(0, photosMax - photos.length)
    setBusy(true)
    setProblem(null)
    try {
      for (const file of files) {
        const body = new FormData()
        body.append('photo', await compressed(file))
        const { hash } = await api.post('/v1/photos', { body })
        const now = latest.current
        if (!now.photos.includes(hash)) now.onChange([...now.photos, hash])
        // The next one adds to this one, also before the page has drawn it.
        latest.current = { ...now, photos: [...new Set([...now.photos, hash])] }
      }
    } catch (error) {
      setProblem(problemOf(error))
    }
    input.value = ''
    setBusy(false)
  }
  return { add, busy, problem }
}
