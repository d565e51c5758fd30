import { PUT_OFFSET } from './records.ts';

/** What is kept of a bundle in memory. */
export interface Entry {
  readonly id: number;
  readonly box: string;
  readonly until: number;
  readonly hash: string;
  /** Where its bytes are in the file. */
  readonly offset: number;
  readonly length: number;
}

/** The index of a file of bundles: what is in which mailbox. Holds no bundle. */
export class Shelf {
  private readonly boxes = new Map<string, Map<number, Entry>>();
  private readonly entries = new Map<number, Entry>();
  private kept = 0;

  get count(): number {
    return this.entries.size;
  }

  /** Bytes that all that is kept takes in the file: a bundle, its mailbox, and what stands beside them. */
  get bytes(): number {
    return this.kept;
  }

  add(entry: Entry): void {
    const box = this.boxes.get(entry.box) ?? new Map<number, Entry>();
    this.boxes.set(entry.box, box.set(entry.id, entry));
    this.entries.set(entry.id, entry);
    this.kept += PUT_OFFSET + entry.length;
  }

  remove(id: number): void {
    const entry = this.entries.get(id);
    if (entry === undefined) return;
    this.entries.delete(id);
    this.kept -= PUT_OFFSET + entry.length;
    const box = this.boxes.get(entry.box);
    box?.delete(id);
    if (box?.size === 0) this.boxes.delete(entry.box);
  }

  /** A bundle that is still kept is somewhere else now. */
  move(entry: Entry): void {
    if (!this.entries.has(entry.id)) return;
    this.remove(entry.id);
    this.add(entry);
  }

  /** How many are in a mailbox, and how many bytes these have. */
  fillOf(box: string): { readonly bundles: number; readonly bytes: number } {
    const entries = [...(this.boxes.get(box)?.values() ?? [])];
    return { bundles: entries.length, bytes: entries.reduce((sum, { length }) => sum + length, 0) };
  }

  has(box: string, id: number): boolean {
    return this.boxes.get(box)?.has(id) === true;
  }

  /** The bundle in a mailbox that has this hash, if it is there. */
  find(box: string, hash: string): Entry | null {
    for (const entry of this.boxes.get(box)?.values() ?? []) if (entry.hash === hash) return entry;
    return null;
  }

  /** What is in mailboxes beyond a place and not over, by rising id. */
  after(boxes: readonly string[], after: number, now: number): readonly Entry[] {
    const found = [...new Set(boxes)].flatMap((box) => [...(this.boxes.get(box)?.values() ?? [])]);
    return found.filter(({ id, until }) => id > after && until > now).toSorted((a, b) => a.id - b.id);
  }

  /** What is over. */
  expired(now: number): readonly number[] {
    return [...this.entries.values()].filter(({ until }) => until <= now).map(({ id }) => id);
  }

  /** Everything, by rising id. */
  all(): readonly Entry[] {
    return [...this.entries.values()].toSorted((a, b) => a.id - b.id);
  }
}
