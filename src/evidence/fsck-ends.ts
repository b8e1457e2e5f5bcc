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
  /** The hash of each one's last entry. */
  heads = Buffer.alloc(1_024 * 32)
  /** What its shop says of it: the shop, how many entries, and the hash of the last. */
  private shops = new Float64Array(1_024)
  private told = new Float64Array(1_024)
  private toldHeads = Buffer.alloc(1_024 * 32)

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

  /** What its shop says of a stream; `head` in hex. */
  tell(stream: number, { shopId, count, head }: { shopId: number; count: number; head: string }) {
    this.shops[stream] = shopId
    this.told[stream] = count
    this.toldHeads.write(head, stream * 32, 'hex')
  }

  /** Where does the stream end, and where by its shop's own word? 0 entries: it is not known. */
  standing(stream: number): { name: string; shopId: number; count: number; told: number } {
    const at = stream * nameLength
    const name = this.names.toString('latin1', at, at + nameLength)
    const [shopId = 0, told = 0] = [this.shops[stream], this.told[stream]]
    return { name, shopId, count: this.seqOf(stream), told }
  }

  /** Does its shop say of it what the log says? */
  isAsTold(stream: number): boolean {
    if (this.seqs[stream] !== this.told[stream]) return false
    const from = stream * 32
    return this.heads.compare(this.toldHeads, from, from + 32, from, from + 32) === 0
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
    const room = (held: Buffer) => Buffer.concat([held], held.length * 2)
    const places = (held: Float64Array) => {
      const larger = new Float64Array(size)
      larger.set(held)
      return larger
    }
    this.names = room(this.names)
    this.heads = room(this.heads)
    this.toldHeads = room(this.toldHeads)
    this.seqs = places(this.seqs)
    this.told = places(this.told)
    this.shops = places(this.shops)
    this.table = new Int32Array(size * 2)
    for (let stream = 0; stream < this.used; stream++)
      this.table[this.placeOf(this.names, stream * nameLength)] = stream + 1
  }
}
