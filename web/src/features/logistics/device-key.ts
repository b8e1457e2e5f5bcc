import { newKey } from '../../../../sdk/src/client.ts'
import { api } from '../../api.ts'

/** 本机签名密钥. A key that this device made and that can never be read out of it. */
export interface DeviceKey {
  readonly keyId: string
  readonly privateKey: CryptoKey
}

const store = 'keys'

/** The key of this person on this device. Null: none, or the browser keeps nothing. */
export async function deviceKey(personId: string): Promise<DeviceKey | null> {
  try {
    const found = await inStore('readonly', (keys) => keys.get(personId))
    return (found as DeviceKey | undefined) ?? null
  } catch {
    return null
  }
}

/** Makes a key, registers its public half, and keeps the other. Throws where it cannot be done. */
export async function makeDeviceKey(personId: string, label: string): Promise<DeviceKey> {
  const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify'])
  if (!('privateKey' in pair)) throw new Error('this browser makes no signing keys')
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const publicKey = btoa(String.fromCharCode(...raw))
  const { keyId } = await api.post('/v1/carrier/keys', {
    body: { publicKey, label },
    key: newKey(),
  })
  const key: DeviceKey = { keyId, privateKey: pair.privateKey }
  await inStore('readwrite', (keys) => keys.put(key, personId))
  return key
}

/** Can this browser sign at all? */
export async function canSign(): Promise<boolean> {
  try {
    await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify'])
    return typeof indexedDB !== 'undefined'
  } catch {
    return false
  }
}

function inStore<Result>(
  mode: IDBTransactionMode,
  act: (keys: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('baozheng-courier', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(store)
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const asked = act(opening.result.transaction(store, mode).objectStore(store))
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => reject(asked.error)
    }
  })
}
