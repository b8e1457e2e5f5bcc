const nameLength = 32

/**
 * 各流末端. Where does each stream end? A table of streams by their names of 32 letters, in flat
 * memory: a log has millions of streams, and as many small objects would keep the collector busy
 * for longer than the hashes take.
 */
export class StreamEnds {
  used = 0
  /** By hash of the name, then the next free place: the stream's number plus one; 0: nothing. */
  private table = new Int32Array(2_048)
  private names = Buffer.alloc(1_024 * nameLength)
  /** How many entries each has. */
  private seqs = new Float64Array(1_024)
  /** The hash of each one's last entry, and whether it was `seen`. */
  heads = Buffer.alloc(1_024 * 32)
  private seen = new Uint8Array(1_024)

  /** The number of the stream whose name stands here; -1: there is none. */
  find(bytes: Buffer, from: number): number {
    return (this.table[this.placeOf(bytes, from)] ?? 0) - 1
  }

  /** The same; a stream that is new gets a number, and has no entries yet. */
  findOrAdd(bytes: Buffer, from: number): number {
    const known = this.find(bytes, from)
    if (known >= 0) return known
    if (this.used === this.seqs.length) this.grow()
    bytes.copy(this.names, this.used * nameLength, from, from + nameLength)
    this.table[this.placeOf(bytes, from)] = ++this.used
    return this.used - 1
  }

  seqOf(stream: number): number {
    return this.seqs[stream] ?? 0
  }

  /** Its entry number `seq` is now its last; the hash of that stands in `hashes`. */
  goOn(stream: number, seq: number, hash: { bytes: Buffer; from: number }): void {
    this.seqs[stream] = seq
    hash.bytes.copy(this.heads, stream * 32, hash.from, hash.from + 32)
  }

  see(stream: number): void {
    this.seen[stream] = 1
  }

  /** The name of one that nobody has seen; null when there is none. */
  unseen(): string | null {
    const at = this.seen.subarray(0, this.used).indexOf(0) * nameLength
    return at < 0 ? null : this.names.toString('latin1', at, at + nameLength)
  }

  /** Where in the table is this name, or would it be? Names are random: their letters will do. */
  private placeOf(bytes: Buffer, from: number): number {
    let hash = 0
    for (let at = 0; at < nameLength; at++) hash = (hash * 31 + (bytes[from + at] ?? 0)) | 0
    const mask = this.table.length - 1
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const held = this.table[place] ?? 0
      if (held === 0 || this.isNamed(held - 1, bytes, from)) return place
    }
  }

  private isNamed(stream: number, bytes: Buffer, from: number): boolean {
    const { names } = this
    for (let at = 0, own = stream * nameLength; at < nameLength; at++)
      if (names[own + at] !== bytes[from + at]) return false
    return true
  }

  private grow(): void {
    const size = this.used * 2
    const [names, heads] = [Buffer.alloc(size * nameLength), Buffer.alloc(size * 32)]
    const [seqs, seen] = [new Float64Array(size), new Uint8Array(size)]
    names.set(this.names)
    heads.set(this.heads)
    seqs.set(this.seqs)
    seen.set(this.seen)
    Object.assign(this, { names, heads, seqs, seen, table: new Int32Array(size * 2) })
    for (let stream = 0; stream < this.used; stream++)
      this.table[this.placeOf(names, stream * nameLength)] = stream + 1
  }
}
