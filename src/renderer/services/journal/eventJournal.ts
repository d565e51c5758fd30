import * as v from 'valibot';
import type { AccountId } from '@shared/ids.ts';
import type { HostErrorCode, HostOutput } from '@shared/ipc/contract.ts';
import { MAX_JOURNAL_DROPS } from '@shared/ipc/coreContract.ts';
import { type Failure, type Result, ok } from '@shared/result.ts';
import { bytesUpTo, countSchema } from '@shared/schemas.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { readCanonical } from '@domain/codec/readCanonical.ts';
import { MAX_CARD_BYTES } from '@domain/contact/card.ts';
import { type ContactRecord, contactRecordSchema } from '@domain/contact/contact.ts';
import { MAX_EVENT_BYTES, SIGNATURE_LENGTH } from '@domain/event/event.ts';
import { type FeedKeep, feedKeepSchema } from '@domain/feed/kept.ts';
import type { KeptProof, UnitNote } from '@domain/wallet/keptRecords.ts';
import type { Host } from '@ports/host.ts';
import { type GroupRecord, groupRecordSchema } from '@domain/group/groupRecord.ts';
import { type Snapshot, type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';

/** One entry of the journal: an event's payload, a contact or group as it then was, or one that was deleted. */
export type JournalEntry =
  | { readonly t: 'event'; readonly payload: Uint8Array }
  | { readonly t: 'contact'; readonly record: ContactRecord }
  | { readonly t: 'contact-removed'; readonly account: string }
  /** A group as it then was, with its founder's packed card (empty when that is in the roster log alone). */
  | { readonly t: 'group'; readonly record: GroupRecord; readonly card: Uint8Array }
  | { readonly t: 'group-removed'; readonly space: string }
  /** Someone who is no contact was blocked, or is so no more. */
  | { readonly t: 'blocked'; readonly account: string; readonly at: number }
  | { readonly t: 'unblocked'; readonly account: string }
  /** A record of the wallet, or a certificate one rests on, as it was kept, and when. */
  | {
      readonly t: 'wallet';
      readonly kind: KeptProof['kind'];
      readonly id: string;
      readonly bytes: Uint8Array;
      readonly at: number;
    }
  /** What the person decided about a unit: `limit` is a decimal number of minor units, null for none. */
  | {
      readonly t: 'unit-note';
      readonly unit: string;
      readonly limit: string | null;
      readonly stance: UnitNote['stance'];
    }
  /** A small record of circles, passes, channels or follows as it then was (see `feedKeepSchema`), or one that was taken away. */
  | ({ readonly t: 'feed' } & FeedKeep)
  | { readonly t: 'feed-removed'; readonly kind: string; readonly id: string }
  /** In restored backups alone (JNL-18): a small value by name, and what is noted at a chat. `bytes` is the value's canonical form. */
  | { readonly t: 'value'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly t: 'chat-note'; readonly space: string; readonly readAt: number; readonly draft: string }
  /** Two signed events of one device for one place of its chain. */
  | { readonly t: 'proof'; readonly first: Uint8Array; readonly second: Uint8Array };

const payload = bytesUpTo(MAX_EVENT_BYTES + SIGNATURE_LENGTH);
const entrySchema = v.variant('t', [
  v.strictObject({ t: v.literal('event'), payload: v.custom<Uint8Array>((value) => value instanceof Uint8Array) }),
  v.strictObject({ t: v.literal('contact'), record: contactRecordSchema }),
  v.strictObject({ t: v.literal('contact-removed'), account: v.string() }),
  v.strictObject({ t: v.literal('group'), record: groupRecordSchema, card: bytesUpTo(MAX_CARD_BYTES) }),
  v.strictObject({ t: v.literal('group-removed'), space: v.string() }),
  v.strictObject({ t: v.literal('blocked'), account: v.string(), at: countSchema }),
  v.strictObject({ t: v.literal('unblocked'), account: v.string() }),
  v.strictObject({
    t: v.literal('wallet'),
    kind: v.picklist(['record', 'certificate']),
    id: v.string(),
    bytes: v.instance(Uint8Array),
    at: countSchema,
  }),
  v.strictObject({
    t: v.literal('unit-note'),
    unit: v.string(),
    limit: v.nullable(v.pipe(v.string(), v.regex(/^\d{1,20}$/u))),
    stance: v.nullable(v.picklist(['accepted', 'stopped'])),
  }),
  v.strictObject({ t: v.literal('feed'), ...feedKeepSchema.entries }),
  v.strictObject({ t: v.literal('feed-removed'), kind: v.string(), id: v.string() }),
  v.strictObject({ t: v.literal('value'), name: v.string(), bytes: v.instance(Uint8Array) }),
  v.strictObject({ t: v.literal('chat-note'), space: v.string(), readAt: countSchema, draft: v.string() }),
  v.strictObject({ t: v.literal('proof'), first: payload, second: payload }),
]);

/** Where an entry lies: its number, which stays the same, and its size. */
export interface EntryPlace {
  readonly number: number;
  readonly bytes: number;
}

/** How the journal is: it follows the database by `behind` entries while the host does not take them. */
export interface JournalState {
  readonly reachable: boolean;
  /** It answers, but not to this page: it was started again, with a new key. */
  readonly restarted: boolean;
  readonly behind: number;
}

const PAGE = 2000;
/** Most bytes of entries in one call; the wire takes 16 MiB. */
const CALL_BYTES = 4 * 1024 * 1024;
/** Most entries kept back for a host that is away; beyond it the next start compares and fills in. */
const MOST_BEHIND = 10_000;

/** The host's append-only journal of an account (JNL-1…JNL-4): the layer under the database that a person never sees. */
export class EventJournal {
  private backlog: Uint8Array[] = [];
  private underWay = 0;
  private hasDropped = false;
  private readonly current: WritableSnapshot<JournalState> = writableSnapshot<JournalState>({
    reachable: true,
    restarted: false,
    behind: 0,
  });
  /** Whose journal it is. */
  readonly account: AccountId;
  private readonly host: Host;

  constructor(host: Host, account: AccountId) {
    this.host = host;
    this.account = account;
  }

  get state(): Snapshot<JournalState> {
    return this.current;
  }

  /** True when all that was handed over since the start is in the host's hands: nothing waits, is under way, or was let go. */
  isComplete(): boolean {
    return this.underWay === 0 && this.backlog.length === 0 && !this.hasDropped;
  }

  /** Appends; resolves after the host's fsync. What fails is kept and goes first next time (JNL-2). */
  async append(entries: readonly JournalEntry[]): Promise<Result<void, Failure<HostErrorCode>>> {
    const fresh = entries.map((entry) => encodeCanonical(entry));
    const batch = [...this.backlog, ...fresh];
    this.backlog = [];
    this.underWay += 1;
    const answer = await this.send(batch);
    this.underWay -= 1;
    return answer;
  }

  private async send(batch: readonly Uint8Array[]): Promise<Result<void, Failure<HostErrorCode>>> {
    let from = 0;
    while (from < batch.length) {
      const call = nextCall(batch, from);
      const answer = await this.host.call('journal.append', { account: this.account, entries: call });
      if (answer.ok) from += call.length;
      else {
        const kept = [...batch.slice(from), ...this.backlog];
        this.hasDropped ||= kept.length > MOST_BEHIND;
        this.backlog = kept.slice(0, MOST_BEHIND);
        const { code } = answer.error;
        const restarted = code === 'forbidden';
        this.current.set({ reachable: code !== 'unreachable' && !restarted, restarted, behind: this.backlog.length });
        return answer;
      }
    }
    // Another call may have failed meanwhile; what it kept back still waits.
    const behind = this.backlog.length;
    if (this.current.get().behind !== behind || !this.current.get().reachable)
      this.current.set({ reachable: true, restarted: false, behind });
    return ok();
  }

  /** Tries again what was kept back. */
  async catchUp(): Promise<void> {
    if (this.backlog.length > 0) await this.append([]);
  }

  /** How many entries the host counts, those it dropped included, their bytes, and how much is damaged as far as it knows. */
  count(): Promise<Result<HostOutput<'journal.describe'>, Failure<HostErrorCode>>> {
    return this.host.call('journal.describe', { account: this.account });
  }

  /** Drops entries by number, a segment at a time (JNL-11). The value is how many bytes that freed. */
  async drop(numbers: readonly number[]): Promise<Result<number, Failure<HostErrorCode>>> {
    let freed = 0;
    let left = numbers.toSorted((one, other) => one - other);
    while (left.length > 0) {
      const drop = left.slice(0, MAX_JOURNAL_DROPS);
      const answer = await this.host.call('journal.compact', { account: this.account, drop });
      if (!answer.ok) return answer;
      freed += answer.value.freed;
      const next = answer.value.next ?? Infinity;
      left = [...drop.filter((number) => number >= next), ...left.slice(drop.length)];
    }
    return ok(freed);
  }

  /** Reads everything in order, a page at a time. An entry that cannot be read is counted and left out (JNL-3). */
  async readAll(
    take: (entries: readonly JournalEntry[], places: readonly EntryPlace[]) => Promise<void>,
  ): Promise<Result<{ readonly unreadable: number }, Failure<HostErrorCode>>> {
    let from: number | null = 0;
    let unreadable = 0;
    while (from !== null) {
      const page: Result<HostOutput<'journal.read'>, Failure<HostErrorCode>> = await this.host.call('journal.read', {
        account: this.account,
        from,
        limit: PAGE,
      });
      if (!page.ok) return page;
      const { entries, numbers }: HostOutput<'journal.read'> = page.value;
      const read = entries.flatMap((bytes, index) => {
        const entry = readEntry(bytes);
        return entry === null ? [] : [{ entry, place: { number: numbers[index] ?? -1, bytes: bytes.length } }];
      });
      unreadable += entries.length - read.length;
      from = page.value.next;
      await take(
        read.map(({ entry }) => entry),
        read.map(({ place }) => place),
      );
    }
    return ok({ unreadable });
  }
}

/** As many entries from `from` on as one call may carry: at least one. */
function nextCall(batch: readonly Uint8Array[], from: number): Uint8Array[] {
  let bytes = 0;
  let end = from;
  while (end < batch.length && end - from < PAGE) {
    bytes += batch[end]?.length ?? 0;
    if (end > from && bytes > CALL_BYTES) break;
    end += 1;
  }
  return batch.slice(from, end);
}

function readEntry(bytes: Uint8Array): JournalEntry | null {
  return readCanonical(entrySchema, bytes);
}
