import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import { useSay } from '../language.tsx'
import { type CodeKind, type Detect, detector } from './detect.ts'

/** How often a frame is looked at: often enough to feel at once, seldom enough for an old phone. */
const everyMs = 250

const words = {
  scan: { zh: '扫码', en: 'Scan' },
  stop: { zh: '关闭相机', en: 'Close the camera' },
  hold: { zh: '把条码放进画面里', en: 'Hold the code into the picture' },
  photo: { zh: '拍一张来识别', en: 'Take a photo of it' },
  none: {
    zh: '没有认出条码，请靠近些再拍，或手动输入。',
    en: 'No code was found. Go nearer, or type it.',
  },
  blocked: {
    zh: '相机打不开（聊天应用里常这样）。可以拍一张来识别，或手动输入。',
    en: 'The camera cannot be used here. Take a photo of the code, or type it.',
  },
} as const

/** 扫码. A button that opens the camera; where that is forbidden, a photo does as well. */
export function Scan({ kind, onCode }: { kind: CodeKind; onCode: (code: string) => void }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <button type="button" className="button quiet" onClick={() => setOpen(true)}>
        {say(words.scan)}
      </button>
    )
  return (
    <Camera
      kind={kind}
      close={() => setOpen(false)}
      onCode={(code) => {
        setOpen(false)
        onCode(code)
      }}
    />
  )
}

interface Part {
  readonly kind: CodeKind
  readonly onCode: (code: string) => void
  readonly close: () => void
}

function Camera({ kind, onCode, close }: Part) {
  const say = useSay()
  const video = useRef<HTMLVideoElement>(null)
  const blocked = useCamera(video, kind, onCode)
  const [none, setNone] = useState(false)
  const fromPhoto = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    if (!file) return
    const detect = await detector(kind)
    const code = await detect(await createImageBitmap(file)).catch(() => null)
    target.value = ''
    if (code === null) setNone(true)
    else onCode(code)
  }
  return (
    <div className="scanner">
      {blocked ? (
        <p className="notice warn">{say(words.blocked)}</p>
      ) : (
        <>
          <video ref={video} muted playsInline aria-label={say(words.hold)} />
          <p className="hint">{say(words.hold)}</p>
        </>
      )}
      {none && (
        <p className="notice bad" role="alert">
          {say(words.none)}
        </p>
      )}
      <div className="buttons">
        <label className="button quiet pick">
          {say(words.photo)}
          <input type="file" accept="image/*" capture="environment" onChange={fromPhoto} />
        </label>
        <button type="button" className="button quiet" onClick={close}>
          {say(words.stop)}
        </button>
      </div>
    </div>
  )
}

/** Runs the camera until a code is seen or the part is closed. Out: is it forbidden here? */
function useCamera(
  video: React.RefObject<HTMLVideoElement | null>,
  kind: CodeKind,
  onCode: (code: string) => void,
): boolean {
  const [blocked, setBlocked] = useState(false)
  const found = useRef(onCode)
  found.current = onCode
  useEffect(() => {
    let ended = false
    let stream: MediaStream | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async (detect: Detect) => {
      if (ended || !video.current) return
      const code =
        video.current.videoWidth > 0 ? await detect(video.current).catch(() => null) : null
      if (ended) return
      if (code !== null) found.current(code)
      else timer = setTimeout(() => void look(detect), everyMs)
    }
    const start = async () => {
      const [detect, opened] = await Promise.all([
        detector(kind),
        navigator.mediaDevices.getUserMedia({
          // Fine bars need more than the 640 pixels that many phones give unasked.
          video: { facingMode: 'environment', width: { ideal: 1280 } },
        }),
      ])
      stream = opened
      if (ended || !video.current) return stopped(opened)
      video.current.srcObject = opened
      await video.current.play()
      await look(detect)
    }
    start().catch(() => setBlocked(true))
    return () => {
      ended = true
      clearTimeout(timer)
      if (stream) stopped(stream)
    }
  }, [kind, video])
  return blocked
}

function stopped(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
