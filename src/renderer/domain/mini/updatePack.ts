import type { AccountId } from '@shared/ids.ts';
import { MAX_PACK_AUTHORS, MAX_PACK_TEXT } from './packLimits.ts';
import type { ProgramEntry, ProgramPlace, UpdatePack } from './records.ts';
import { readUpdate, receivedJson } from './updateText.ts';

/** A pack with nothing in it yet, behind serial `after`. */
export function emptyPack({ space, instance }: ProgramPlace, after: number): UpdatePack {
  return { space, instance, after, last: after, text: '[]', authors: [], senders: new Uint8Array(), checksum: 0 };
}

/** A pack in the making: one there was, and the updates behind it for as long as they fit. */
export class PackDraft {
  private readonly base: UpdatePack;
  private readonly texts: string[];
  private readonly authors: AccountId[];
  private readonly senders: number[];
  private last: number;
  private length: number;
  private added = 0;

  constructor(base: UpdatePack) {
    this.base = base;
    this.texts = base.senders.length === 0 ? [] : [base.text.slice(1, -1)];
    this.authors = [...base.authors];
    this.senders = [...base.senders];
    this.last = base.last;
    this.length = base.text.length;
  }

  /** Whether anything was added. */
  get isChanged(): boolean {
    return this.added > 0;
  }

  /** Adds what comes next on the shelf; false, and nothing changed, when it does not fit. The first to be added to an empty pack always fits. */
  add({ serial, author, bytes }: Pick<ProgramEntry, 'serial' | 'author' | 'bytes'>): boolean {
    const update = readUpdate(bytes);
    const text = update === null ? null : receivedJson(update, serial);
    if (text !== null && !this.take(text, author)) return false;
    this.pass(serial);
    return true;
  }

  /** Goes on behind what is on the shelf and in no replay, as what nobody can read is. */
  pass(serial: number): void {
    this.last = serial;
    this.added += 1;
  }

  /** The pack, with its checksum. */
  pack(): UpdatePack {
    const { space, instance, after } = this.base;
    const { last, authors } = this;
    const text = `[${this.texts.join(',')}]`;
    const made = { space, instance, after, last, text, authors, senders: Uint8Array.from(this.senders) };
    return { ...made, checksum: packChecksum(made) };
  }

  private take(text: string, author: AccountId): boolean {
    const known = this.authors.indexOf(author);
    const sender = known === -1 ? this.authors.length : known;
    const length = this.length + text.length + 1;
    if (this.texts.length > 0 && (length > MAX_PACK_TEXT || sender >= MAX_PACK_AUTHORS)) return false;
    if (known === -1) this.authors.push(author);
    this.senders.push(sender);
    this.texts.push(text);
    this.length = length;
    return true;
  }
}

/** Whether a pack is what was kept (MIN-35). */
export function isWholePack(pack: UpdatePack): boolean {
  return pack.last > pack.after && pack.checksum === packChecksum(pack);
}

/**
 * By what damage to a pack is told: FNV-1a, 32 bits, over the code units of its text and all else it holds. No protection against who
 * could write packs: they could write this as well.
 */
export function packChecksum({ after, last, text, authors, senders }: Omit<UpdatePack, 'checksum'>): number {
  let sum = mixed(0x811c9dc5, `${after}/${last}/${authors.join('/')}/${text.length}/`);
  for (const sender of senders) sum = Math.imul(sum ^ sender, PRIME);
  return mixed(sum, text) >>> 0;
}

const PRIME = 0x01000193;

function mixed(from: number, text: string): number {
  let sum = from;
  // By index: a million of them are read at an opening.
  for (let index = 0; index < text.length; index += 1) sum = Math.imul(sum ^ text.charCodeAt(index), PRIME);
  return sum;
}
