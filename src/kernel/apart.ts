/**
 * 分别承诺. How a member of an event stands in the log's commitment (`spec/leaf.md`): `personal` and
 * `guessable` members, those with few possible values, are committed on their own, each with its
 * own salt, the others together with the rest. What is written once keeps its standing for ever.
 */
export type Standing = 'personal' | 'guessable' | 'together'

type KeysOf<T> = T extends unknown ? keyof T & string : never

/** Of the objects directly in it; lists are committed whole. */
type InnerKeysOf<T> = T extends unknown
  ? { [Key in keyof T]-?: T[Key] extends infer Held ? KeysOfObject<Held> : never }[keyof T]
  : never
type KeysOfObject<T> = T extends readonly unknown[] ? never : T extends object ? KeysOf<T> : never

/** Money stands apart by its name, and what an event is called is in its leaf. */
type Known = 'type' | `${string}Fen`

/**
 * What a room says of its events: of every member where it stands. One that is new does not
 * compile until somebody has decided, so that nothing personal goes with the rest by oversight.
 */
export type Members<Event> = Readonly<
  Record<Exclude<KeysOf<Event> | InnerKeysOf<Event>, Known>, Standing>
>
