/** What does a request carry under this name? The first one, as browsers send the nearest first. */
export function readCookie(header: string | undefined, name: string): string | null {
  if (header === undefined) return null
  let from = 0
  while (from < header.length) {
    let to = header.indexOf(';', from)
    if (to === -1) to = header.length
    while (header[from] === ' ') from++
    if (header.startsWith(name, from) && header[from + name.length] === '=')
      return header.slice(from + name.length + 1, to)
    from = to + 1
  }
  return null
}

/** The names of our cookies. Over https they are bound to it by their prefix. */
export function cookieNames(secure: boolean): {
  session: string
  guest: string
  device: string
} {
  return {
    session: `${secure ? '__Secure-' : ''}bz.session_token`,
    guest: `${secure ? '__Host-' : ''}bz.guest`,
    device: `${secure ? '__Host-' : ''}bz.device`,
  }
}

/** How is a cookie set that no script can read and no other site can send along? */
export function setCookie(
  name: string,
  value: string,
  more: { secure: boolean; maxAgeSeconds: number },
): string {
  const secure = more.secure ? '; Secure' : ''
  return `${name}=${value}; Max-Age=${more.maxAgeSeconds}; Path=/; HttpOnly; SameSite=Lax${secure}`
}
