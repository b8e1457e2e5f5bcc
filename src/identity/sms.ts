import type { Phone } from './model.ts'

/** 短信. How does a code reach a telephone? The real sender is a setting of the site. */
export interface SmsSender {
  sendCode(phone: Phone, code: string): Promise<void>
}

/** Sends nothing: keeps the last code of each number for the sandbox's page to show. */
export interface SandboxSms extends SmsSender {
  lastCode(phone: Phone): string | null
}

export function sandboxSms(numbersMax = 1_000): SandboxSms {
  const codes = new Map<Phone, string>()
  return {
    async sendCode(phone, code) {
      codes.delete(phone)
      codes.set(phone, code)
      if (codes.size <= numbersMax) return
      for (const oldest of codes.keys()) {
        codes.delete(oldest)
        break
      }
    },
    lastCode: (phone) => codes.get(phone) ?? null,
  }
}
