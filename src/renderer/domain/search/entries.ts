/** What the index knows of each thing in it: enough to find it in its own store, and to choose without reading it (SRC-11). */
import { ByteReader, ByteWriter } from './bytes.ts';

/** What is found by its words in the index. Everything else is few, and looked through as it is. */
export const indexedKinds = ['message', 'file', 'moment', 'article'] as const;
/** See {@link indexedKinds}. */
export type IndexedKind = (typeof indexedKinds)[number];

/** One thing: an event of a chain. */
export interface IndexEntry {
  /** Number of its chain in the index. */
  readonly chain: number;
  readonly seq: number;
  /** By its own clock, ms. */
  readonly at: number;
  readonly kind: IndexedKind;
}

/** Many entries, column by column. */
export interface EntryColumns {
  readonly count: number;
  readonly chains: Uint32Array;
  readonly seqs: Uint32Array;
  readonly ats: Float64Array;
  readonly kinds: Uint8Array;
}

/** Writes entries in a few bytes each. */
export class EntryWriter {
  private readonly writer = new ByteWriter();
  private readonly seqs = new Map<number, number>();
  private before = 0;

  /** `count`: how many there will be. */
  constructor(count: number) {
    this.writer.number(count);
  }

  add({ chain, seq, at, kind }: IndexEntry): void {
    this.writer.number(chain * indexedKinds.length + indexedKinds.indexOf(kind));
    this.writer.number(zigzag(seq - (this.seqs.get(chain) ?? 0)));
    this.writer.number(zigzag(at - this.before));
    this.seqs.set(chain, seq);
    this.before = at;
  }

  done(): Uint8Array {
    return this.writer.done();
  }
}

/** Reads what {@link EntryWriter} wrote; null for bytes that are none. */
export function readEntries(bytes: Uint8Array): EntryColumns | null {
  const reader = new ByteReader(bytes);
  const count = reader.number();
  if (count * 3 > bytes.length) return null;
  const chains = new Uint32Array(count);
  const seqs = new Uint32Array(count);
  const ats = new Float64Array(count);
  const kinds = new Uint8Array(count);
  const last = new Map<number, number>();
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    const both = reader.number();
    const chain = Math.floor(both / indexedKinds.length);
    const seq = (last.get(chain) ?? 0) + unzigzag(reader.number());
    at += unzigzag(reader.number());
    last.set(chain, seq);
    chains[index] = chain;
    seqs[index] = seq;
    ats[index] = at;
    kinds[index] = both % indexedKinds.length;
  }
  return reader.at === bytes.length ? { count, chains, seqs, ats, kinds } : null;
}

/** One of them. */
export function entryAt(columns: EntryColumns, index: number): IndexEntry {
  return {
    chain: columns.chains[index] ?? 0,
    seq: columns.seqs[index] ?? 0,
    at: columns.ats[index] ?? 0,
    kind: indexedKinds[columns.kinds[index] ?? 0] ?? 'message',
  };
}

function zigzag(value: number): number {
  return value < 0 ? -value * 2 - 1 : value * 2;
}

function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
