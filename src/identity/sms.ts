import type { AccountEventKind, CodePurpose, Phone } from './model.ts'

/** 短信. How does a code reach a telephone? The real sender is a setting of the site. */
export interface SmsSender {
  /** The message says what it is for, and that nobody else may have it. */
  sendCode(phone: Phone, code: string, purpose: CodePurpose): Promise<void>
  /** Tells of what somebody else might have done. No link, no code: nothing to be tricked by. */
  sendWarning(phone: Phone, about: AccountEventKind): Promise<void>
}

/** Sends nothing: keeps the last code of each number for the sandbox's page to show. */
export interface SandboxSms extends SmsSender {
  lastCode(phone: Phone): string | null
  warningsTo(phone: Phone): readonly AccountEventKind[]
}

export function sandboxSms(numbersMax = 1_000): SandboxSms {
  const codes = new Map<Phone, string>()
  const warnings = new Map<Phone, readonly AccountEventKind[]>()
  function keep<Value>(map: Map<Phone, Value>, phone: Phone, value: Value): void {
    map.delete(phone)
    map.set(phone, value)
    if (map.size <= numbersMax) return
    for (const oldest of map.keys()) {
      map.delete(oldest)
      break
    }
  }
  return {
    async sendCode(phone, code) {
      keep(codes, phone, code)
    },
    async sendWarning(phone, about) {
      keep(warnings, phone, [...(warnings.get(phone) ?? []), about].slice(-20))
    },
    warningsTo: (phone) => warnings.get(phone) ?? [],
    lastCode: (phone) => codes.get(phone) ?? null,
  }
}
