import { betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { phoneNumber } from 'better-auth/plugins/phone-number'
import pg from 'pg'
import { day, type Instant, second } from '../kernel/time.ts'
import type { Codes } from './codes.ts'
import { cookieNames } from './cookies.ts'
import { Overloaded } from './gather.ts'
import type { RandomBytes } from './ids.ts'
import type { PersonId } from './model.ts'
import type { Verified } from './verified.ts'

/** Connections for better-auth, which speaks to its own schema by short names. */
export function openAuthPool(connectionString: string, size: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: size,
    options: '-c search_path=auth -c statement_timeout=10000',
    connectionTimeoutMillis: 10_000,
  })
  // A connection that breaks while idle is replaced at the next use; there is nothing else to do.
  pool.on('error', () => {})
  // While in use, its statement fails; unheard, the event beside it would end the whole server.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

export interface SessionRow {
  readonly sessionId: string
  readonly userAgent: string
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

export interface Accounts {
  /** Opens a session for who knows the code. Out: the cookies to set; null when it is wrong. */
  signIn(personId: PersonId, code: string, userAgent: string): Promise<readonly string[] | null>
  /** Opens a session for somebody who has proved otherwise who they are. Out: cookies to set. */
  enter(personId: PersonId, userAgent: string): Promise<readonly string[]>
  /** Ends the session of this cookie. Out: the cookies to set. */
  signOut(cookieValue: string): Promise<readonly string[]>
  /** Whose session is this? `cookies` prolong it where that is due; null when it is nobody's. */
  session(
    cookieValue: string,
    more: { prolong: boolean },
  ): Promise<{ personId: PersonId; sessionId: string; cookies: readonly string[] } | null>
  sessionsOf(personId: PersonId): Promise<SessionRow[]>
  /** Ends one session of this person. Out: was there such a one? */
  endSession(personId: PersonId, sessionId: string): Promise<boolean>
  /** Ends all sessions of this person, but one if that is named. */
  endSessions(personId: PersonId, but?: string): Promise<void>
  /** Makes an account for a number that need not be proved (the demo cast, a first operator). */
  ensure(personId: PersonId): Promise<void>
  /** Removes the account and its sessions. */
  remove(personId: PersonId): Promise<void>
}

type InternalAdapter = Awaited<ReturnType<typeof createAuth>['$context']>['internalAdapter']

interface Deps {
  readonly authPool: pg.Pool
  readonly baseUrl: string
  readonly authSecret: Buffer
  readonly codes: Codes
  readonly randomBytes: RandomBytes
  /** Told whenever a session ended, however it did. */
  readonly verified: Verified
}

/**
 * 账户. Who has an account and which sessions are open? better-auth keeps both. What it knows as
 * user id and as telephone number is our person id: its tables hold no number, name or address.
 * Its own routes are not mounted; we call the few functions we use.
 */
export function createAccounts(deps: Deps): Accounts {
  const passes = new Map<string, PersonId>()
  const auth = createAuth(deps, passes)
  const cookieName = cookieNames(deps.baseUrl.startsWith('https:')).session
  const carrying = (cookieValue: string) => new Headers({ cookie: `${cookieName}=${cookieValue}` })
  const inner = async () => (await auth.$context).internalAdapter

  const open = opening(auth)

  return {
    async signIn(personId, code, userAgent) {
      try {
        return await open(personId, code, userAgent)
      } catch (error) {
        if (error instanceof APIError && error.body?.code === 'INVALID_OTP') return null
        throw error
      }
    },
    async enter(personId, userAgent) {
      // A pass that only this function ever has, and that is good once.
      const pass = deps.randomBytes(32).toString('base64url')
      passes.set(pass, personId)
      try {
        return await open(personId, pass, userAgent)
      } finally {
        passes.delete(pass)
      }
    },
    async signOut(cookieValue) {
      const { headers } = await auth.api.signOut({
        headers: carrying(cookieValue),
        returnHeaders: true,
      })
      return headers.getSetCookie()
    },
    async session(cookieValue, { prolong }) {
      const { headers, response } = await askAgainLater(
        auth.api.getSession({
          headers: carrying(cookieValue),
          query: { disableRefresh: !prolong },
          returnHeaders: true,
        }),
      )
      if (!response) return null
      const { user, session } = response
      return { personId: user.id, sessionId: session.id, cookies: headers.getSetCookie() }
    },
    ...sessions(inner),
    async ensure(personId) {
      const adapter = await inner()
      if (await adapter.findUserById(personId)) return
      await adapter
        .createUser(
          { ...newUser(personId), phoneNumber: personId, phoneNumberVerified: true },
          { method: 'phone-number' },
        )
        .catch(async (error: unknown) => {
          // Somebody was faster: then the account is there, which is all that was asked.
          if (!(await adapter.findUserById(personId))) throw error
        })
    },
    async remove(personId) {
      await (await inner()).deleteUser(personId)
      deps.verified.forget(personId)
    },
  }
}

/** Opens a session for who shows a code, or a pass that stands for one. Out: the cookies to set. */
function opening(auth: ReturnType<typeof createAuth>) {
  return async (personId: PersonId, code: string, userAgent: string): Promise<string[]> => {
    const { headers } = await askAgainLater(
      auth.api.verifyPhoneNumber({
        body: { phoneNumber: personId, code },
        headers: new Headers({ 'user-agent': userAgent.slice(0, 200) }),
        returnHeaders: true,
      }),
    )
    return headers.getSetCookie()
  }
}

/**
 * better-auth answers a database that is away with a failure of its own, which hides why. It is no
 * fault of the request: whoever asked is told to ask again.
 */
async function askAgainLater<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (!(error instanceof APIError) || error.statusCode < 500) throw error
    throw new Overloaded('accounts cannot be read now', { cause: error })
  }
}

/** The sessions of one person, as better-auth keeps them. */
function sessions(
  inner: () => Promise<InternalAdapter>,
): Pick<Accounts, 'sessionsOf' | 'endSession' | 'endSessions'> {
  const live = async (personId: PersonId) =>
    (await inner()).listSessions(personId, { onlyActiveSessions: true })

  return {
    async sessionsOf(personId) {
      return (await live(personId)).map((session) => ({
        sessionId: session.id,
        userAgent: session.userAgent ?? '',
        createdAt: session.createdAt.getTime(),
        expiresAt: session.expiresAt.getTime(),
      }))
    },
    async endSession(personId, sessionId) {
      const found = (await live(personId)).find(({ id }) => id === sessionId)
      if (found) await (await inner()).deleteSession(found.token)
      return found !== undefined
    },
    async endSessions(personId, but) {
      const ending = (await live(personId)).filter(({ id }) => id !== but)
      if (ending.length > 0) await (await inner()).deleteSessions(ending.map(({ token }) => token))
    },
  }
}

/** better-auth wants a name and a mail address; neither is a person's. */
function newUser(personId: PersonId): { name: string; email: string; emailVerified: boolean } {
  return { name: '', email: `${personId}@person.invalid`, emailVerified: false }
}

function createAuth(deps: Deps, passes: Map<string, PersonId>) {
  return betterAuth({
    baseURL: deps.baseUrl,
    basePath: '/v1/auth',
    // As a list, which no variable of the environment overrides.
    secrets: [{ version: 1, value: deps.authSecret.toString('base64url') }],
    database: deps.authPool,
    plugins: [
      phoneNumber({
        otpLength: 6,
        sendOTP() {
          throw new Error('codes are sent by codes.ts')
        },
        async verifyOTP({ phoneNumber: personId, code }) {
          return passes.get(code) === personId || (await deps.codes.spend(personId, code, 'enter'))
        },
        signUpOnVerification: {
          getTempEmail: (personId) => newUser(personId).email,
          getTempName: (personId) => newUser(personId).name,
        },
      }),
    ],
    session: { expiresIn: (30 * day) / second, updateAge: day / second },
    databaseHooks: {
      user: {
        create: {
          before: async (user) => ({
            data: { ...user, id: (user as { phoneNumber?: string }).phoneNumber ?? user.id },
          }),
        },
      },
      session: {
        delete: { after: async ({ userId }) => deps.verified.forget(userId) },
      },
    },
    // Numbers are counted in `codes.ts`, addresses in `routes.ts`.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'bz',
      useSecureCookies: deps.baseUrl.startsWith('https:'),
      ipAddress: { disableIpTracking: true },
    },
  })
}
