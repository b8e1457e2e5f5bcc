/**
 * 扫描签名. What a carrier signs of a scan, and how. No dependencies: works in browsers, Node, Deno
 * and Bun, wherever WebCrypto knows Ed25519.
 */
export interface ScanReport {
  readonly trackingNo: string
  readonly kind: string
  /** RFC 3339, sent exactly as it is signed. */
  readonly at: string
  readonly place?: string
  readonly consented?: boolean
}

/** Which text is signed? Seven lines, each ended by a line feed. */
export function scanText(carrierId: string, report: ScanReport): string {
  const { trackingNo, kind, at, place = '', consented = false } = report
  const station = consented ? 'consented' : ''
  const lines = ['baozheng-scan/v1', carrierId, trackingNo, kind, at, station, place]
  return `${lines.join('\n')}\n`
}

/** The report with its signature, as `POST /v1/carrier/scans` takes it. */
export async function signScan<Report extends ScanReport>(
  carrierId: string,
  report: Report,
  by: { keyId: string; privateKey: CryptoKey },
): Promise<Report & { signature: { keyId: string; value: string } }> {
  const text = new TextEncoder().encode(scanText(carrierId, report))
  const signed = new Uint8Array(await crypto.subtle.sign('Ed25519', by.privateKey, text))
  const value = btoa(String.fromCharCode(...signed))
  return { ...report, signature: { keyId: by.keyId, value } }
}
