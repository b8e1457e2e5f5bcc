import { isRefusal, type Refusal as KernelRefusal, refuse } from '../kernel/refusal.ts'
import type { Address, Contact, Phone, Refusal } from './model.ts'

/** Which mainland mobile number is this? With or without `+86`, spaces, dashes. Null: none. */
export function parsePhone(text: string): Phone | null {
  if (text.length > 24) return null
  const match = /^(?:\+?86)?(1[3-9]\d{9})$/.exec(text.replace(/[ -]/g, ''))
  return match ? (`+86${match[1]}` as Phone) : null
}

/** How is a number shown to people who need not know it? `138****8000`. */
export function maskPhone(phone: Phone): string {
  return `${phone.slice(3, 6)}****${phone.slice(-4)}`
}

/** How is a name shown to people who need not know it? Its first letter: `王**`. */
export function maskName(name: string): string {
  return `${[...name][0] ?? ''}**`
}

/** 1 to 40 characters once the spaces around it are gone; null when not. */
export function parseName(text: string): string | null {
  return line(text, 40)
}

/** Province, city and district up to 40 characters each, street and number up to 200. */
export function parseAddress(input: Address): Address | null {
  const province = line(input.province, 40)
  const city = line(input.city, 40)
  const district = line(input.district, 40)
  const street = line(input.street, 200)
  if (province === null || city === null || district === null || street === null) return null
  return { province, city, district, street }
}

/** As it comes from outside: everything may be absent, nothing is checked. */
export interface UnvalidatedContact {
  readonly name?: string | null
  readonly phone?: string | null
  readonly address?: Address | null
}

/** Is this a contact that we can keep? What is absent stays null; what is there must be right. */
export function parseContact(input: UnvalidatedContact): Contact | KernelRefusal<Refusal> {
  const name = input.name == null ? null : parseName(input.name)
  if (input.name != null && name === null) return refuse('contact.name_invalid')
  const phone = input.phone == null ? null : parsePhone(input.phone)
  if (input.phone != null && phone === null) return refuse('contact.phone_invalid')
  const address = input.address == null ? null : parseAddress(input.address)
  if (input.address != null && address === null) return refuse('contact.address_invalid')
  return { name, phone, address }
}

/** A contact to which a parcel can be sent: all three parts are there. */
export type ParcelContact = { readonly [Part in keyof Contact]: NonNullable<Contact[Part]> }

/** Can a parcel be sent there? */
export function parseParcelContact(
  input: UnvalidatedContact,
): ParcelContact | KernelRefusal<Refusal> {
  const contact = parseContact(input)
  if (isRefusal(contact)) return contact
  const { name, phone, address } = contact
  if (name === null) return refuse('contact.name_invalid')
  if (phone === null) return refuse('contact.phone_invalid')
  if (address === null) return refuse('contact.address_invalid')
  return { name, phone, address }
}

/**
 * One line of 1 to `max` characters as people count them, or null. Control characters are refused,
 * and so are the invisible ones that turn the direction of writing: they make one name look like
 * another on a parcel.
 */
function line(text: string, max: number): string | null {
  if (text.length > max * 4) return null
  const trimmed = text.normalize('NFC').trim()
  const length = [...trimmed].length
  if (length < 1 || length > max) return null
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(trimmed) ? null : trimmed
}
