/** The first photo, small; a quiet square where there is none. */
export function Thumb({ photos }: { photos: readonly string[] }) {
  const [first] = photos
  return first ? (
    <img src={`/v1/photos/${first}?w=240`} width="64" height="64" alt="" />
  ) : (
    <span className="thumb" aria-hidden="true" />
  )
}
