import { type Allowance, Budget } from '@shared/budget.ts';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { letterId, readEnvelope, receiptOf } from '@domain/channel/letter.ts';
import { MOST_HOPS, type ReaderWord } from '@domain/channel/words.ts';
import type { Clock } from '@ports/clock.ts';

/** Letters of others that are carried for one channel. */
export const MOST_CARRIED = 100;
/** How long a letter is carried, ms. */
export const CARRY_FOR = 24 * 3_600_000;
/** Ids that are remembered, so that nothing goes round. */
const MOST_SEEN = 4096;
/** What one link may bring. */
export const LETTERS_OF_LINK: Allowance = { capacity: 60, perSecond: 1 / 2 };
/** What is handed on for one channel, from whomever. */
export const LETTERS_OF_CHANNEL: Allowance = { capacity: 200, perSecond: 2 };
/** So many letters too many are an offence. */
const OFFENCE = 40;

/** A letter that is carried. */
interface Carried {
  readonly space: SpaceId;
  readonly bytes: Uint8Array;
  readonly hops: number;
  /** Own ones are carried until an editor has them. */
  readonly isOwn: boolean;
  readonly since: number;
}

type LetterWord = Extract<ReaderWord, { t: 'letter' }>;

/** What the flood works with. */
export interface LetterFloodParts {
  readonly clock: Clock;
  readonly say: (space: SpaceId, word: LetterWord, except: AccountId | null) => void;
}

/**
 * Letters on their way to editors (CHN-12): each goes to everybody linked, once, a number of times at most; what is too much is let fall.
 * Nobody but an editor can tell what one says or whose it is.
 */
export class LetterFlood {
  private readonly parts: LetterFloodParts;
  private readonly carried = new Map<string, Carried>();
  private readonly seen = new Set<string>();
  private readonly receipts = new Set<string>();
  private readonly links = new Map<AccountId, { readonly budget: Budget; dropped: number }>();
  private readonly channels = new Map<SpaceId, Budget>();

  constructor(parts: LetterFloodParts) {
    this.parts = parts;
  }

  /** How many letters are carried now. */
  get size(): number {
    return this.carried.size;
  }

  /** Begins an own letter, or goes on with one after a start. Where it begins to count hops says nothing of whose it is. */
  begin(space: SpaceId, bytes: Uint8Array, hops: number): void {
    const id = letterId(bytes);
    this.remember(id);
    this.carried.set(id, { space, bytes, hops, isOwn: true, since: this.parts.clock.monotonic() });
    this.parts.say(space, { t: 'letter', hops, bytes }, null);
  }

  /** A letter came. Answers whether it is new, and whether bringing it was an offence. */
  take(from: AccountId, space: SpaceId, word: LetterWord): { readonly isNew: boolean; readonly isOffence: boolean } {
    const link = this.linkOf(from);
    if (!link.budget.take()) {
      link.dropped += 1;
      return { isNew: false, isOffence: link.dropped % OFFENCE === 0 };
    }
    if (!readEnvelope(word.bytes).ok) return { isNew: false, isOffence: true };
    const id = letterId(word.bytes);
    if (this.seen.has(id) || this.receipts.has(receiptOf(id)) || !this.budgetOf(space).take())
      return { isNew: false, isOffence: false };
    this.remember(id);
    if (word.hops < MOST_HOPS) {
      const hops = word.hops + 1;
      this.carry(id, { space, bytes: word.bytes, hops, isOwn: false, since: this.parts.clock.monotonic() });
      this.parts.say(space, { t: 'letter', hops, bytes: word.bytes }, from);
    }
    return { isNew: true, isOffence: false };
  }

  /** Tells somebody who was just met what is carried for their channel. */
  tell(space: SpaceId, say: (word: LetterWord) => void): void {
    this.dropOld();
    for (const letter of this.carried.values())
      if (letter.space === space) say({ t: 'letter', hops: letter.hops, bytes: letter.bytes });
  }

  /** An editor has them: nobody needs to carry them. */
  settle(ids: readonly string[]): void {
    for (const id of ids) {
      this.remember(id);
      this.carried.delete(id);
    }
  }

  /** The same for letters of which only the first bytes of their ids are told. */
  settleReceipts(receipts: readonly string[]): void {
    const told = new Set(receipts);
    for (const id of this.carried.keys()) if (told.has(receiptOf(id))) this.carried.delete(id);
    for (const receipt of told) note(this.receipts, receipt);
  }

  /** An own letter says nothing any more that a newer one does not. */
  drop(id: string): void {
    this.carried.delete(id);
  }

  /** There was no place for one: who brings it again brings it as new. */
  release(id: string): void {
    this.seen.delete(id);
  }

  /** A link ended. */
  part(from: AccountId): void {
    this.links.delete(from);
  }

  /** A channel is followed no more. */
  leave(space: SpaceId): void {
    for (const [id, letter] of this.carried) if (letter.space === space) this.carried.delete(id);
    this.channels.delete(space);
  }

  private carry(id: string, letter: Carried): void {
    this.carried.set(id, letter);
    const others = [...this.carried].filter(([, one]) => one.space === letter.space && !one.isOwn);
    const [oldest] = others;
    if (others.length > MOST_CARRIED && oldest !== undefined) this.carried.delete(oldest[0]);
  }

  private dropOld(): void {
    const before = this.parts.clock.monotonic() - CARRY_FOR;
    for (const [id, { isOwn, since }] of this.carried) if (!isOwn && since < before) this.carried.delete(id);
  }

  private remember(id: string): void {
    note(this.seen, id);
  }

  private linkOf(from: AccountId) {
    const known = this.links.get(from) ?? { budget: new Budget(this.parts.clock, LETTERS_OF_LINK), dropped: 0 };
    this.links.set(from, known);
    return known;
  }

  private budgetOf(space: SpaceId): Budget {
    const known = this.channels.get(space) ?? new Budget(this.parts.clock, LETTERS_OF_CHANNEL);
    this.channels.set(space, known);
    return known;
  }
}

/** The newest are remembered. */
function note(seen: Set<string>, one: string): void {
  seen.delete(one);
  seen.add(one);
  const [oldest] = seen;
  if (seen.size > MOST_SEEN && oldest !== undefined) seen.delete(oldest);
}
