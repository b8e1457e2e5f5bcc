import type { RefusalWords } from '../kernel/wording.ts'
import type { CarrierRefusal } from './model.ts'

/** Why a carrier's report or key is not taken. */
export const carrierRefusals: Readonly<Record<CarrierRefusal, RefusalWords>> = {
  'carrier.not_a_courier': {
    zh: '这个账号还不是快递员。请联系平台运营登记。',
    en: 'This account is no courier yet. Ask the operator to add it.',
    status: 403,
  },
  'carrier.key_unusable': {
    zh: '公钥须为 32 字节的 Ed25519 公钥（base64）。',
    en: 'The public key must be an Ed25519 key: 32 bytes in base64.',
    status: 422,
  },
  'carrier.too_many_keys': {
    zh: '签名密钥太多，请先停用旧的。',
    en: 'Too many signing keys: end an old one first.',
  },
  'carrier.key_unknown': {
    zh: '没有这把签名密钥，或已停用。',
    en: 'There is no such signing key, or it has ended.',
    status: 404,
  },
  'carrier.scan_unsigned': {
    zh: '已登记签名密钥，这条扫描没有签名。',
    en: 'A signing key is registered, and this scan is not signed.',
    status: 422,
  },
  'carrier.signature_wrong': {
    zh: '签名与这条扫描不符。',
    en: 'The signature does not fit this scan.',
    status: 422,
  },
}
