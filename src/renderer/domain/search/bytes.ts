/** Small numbers in few bytes: seven bits each, the lowest first. */

/** Bytes that grow. */
export class ByteWriter {
  private bytes: Uint8Array;
  private used = 0;

  constructor(room = 1024) {
    this.bytes = new Uint8Array(room);
  }

  get length(): number {
    return this.used;
  }

  /** Writes a whole number from 0 on, up to 2^53. */
  number(value: number): void {
    this.room(8);
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.used] = (rest % 0x80) | 0x80;
      this.used += 1;
      rest = Math.floor(rest / 0x80);
    }
    this.bytes[this.used] = rest;
    this.used += 1;
  }

  /** Writes bytes as they are. */
  raw(values: Uint8Array): void {
    this.room(values.length);
    this.bytes.set(values, this.used);
    this.used += values.length;
  }

  /** Writes a text: its length and its code units, which for most letters takes what UTF-8 would. */
  text(value: string): void {
    this.number(value.length);
    for (let unit = 0; unit < value.length; unit += 1) this.number(value.charCodeAt(unit));
  }

  /** What was written so far. */
  done(): Uint8Array {
    return this.bytes.slice(0, this.used);
  }

  private room(wanted: number): void {
    if (this.used + wanted <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.used + wanted));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

/** Reads what {@link ByteWriter} wrote. Beyond the end everything is 0. */
export class ByteReader {
  private readonly bytes: Uint8Array;
  private place: number;

  constructor(bytes: Uint8Array, place = 0) {
    this.bytes = bytes;
    this.place = place;
  }

  get at(): number {
    return this.place;
  }

  number(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.bytes[this.place] ?? 0;
      this.place += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
  }

  text(): string {
    const length = Math.min(this.number(), this.bytes.length);
    let text = '';
    for (let unit = 0; unit < length; unit += 1) text += String.fromCharCode(this.number());
    return text;
  }
}
