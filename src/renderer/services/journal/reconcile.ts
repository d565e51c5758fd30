import { type AccountId, type SpaceId, accountId } from '@shared/ids.ts';
import type { HostErrorCode } from '@shared/ipc/contract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import type { ContactRecord } from '@domain/contact/contact.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import type { Log } from '../diagnostics/log.ts';
import { groupBy } from '../replication/journalChains.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { Restored } from '../replication/restoreChains.ts';
import type { EventJournal, JournalEntry } from './eventJournal.ts';
import { markAgreement, standingOf } from './standing.ts';
import { reconcileBlocks } from './reconcileBlocks.ts';
import { reconcileFeeds } from './reconcileFeeds.ts';
import { reconcileGroups } from './reconcileGroups.ts';
import { type BackupNotes, restoreChatNotes, restoreValues } from './reconcileBackup.ts';
import { reconcileUnitNotes } from './reconcileUnitNotes.ts';
import { reconcileWallet } from './reconcileWallet.ts';

const SCAN_PAGE = 1000;

/** A comparison ends, or store or host failed in the midst of it; the next one goes on. */
type Compared<T> = Result<T, StoreError | Failure<HostErrorCode>>;

/** What comparing works with. */
export interface ReconcileParts {
  readonly store: DocumentStore;
  readonly journal: EventJournal;
  readonly contacts: ContactBook;
  readonly groups: GroupBook;
  readonly replicator: Replicator;
  readonly log: Log;
  /** Reads again which circles and channels there are: before their events come back somebody has to know whose they are. */
  readonly reloadFeeds: () => Promise<void>;
}

/** What a comparison did. */
export interface Reconciled {
  /** Events that were in the journal and not in the database. */
  readonly restored: number;
  /** Events that were in the database and not in the journal. */
  readonly journalled: number;
  /** The journal was damaged, or holds less than it did at the last agreement: it was lost or is an older copy (JNL-12). */
  readonly isJournalHurt: boolean;
}

/**
 * Compares journal and database and gives each what only the other has (JNL-6). Cheap when both stand as the mark says;
 * else everything is read once. `onProgress` hears entries done and in all.
 */
export async function reconcile(
  parts: ReconcileParts,
  onProgress: (done: number, total: number) => void,
): Promise<Compared<Reconciled>> {
  const standing = await standingOf(parts);
  if (!standing.ok) return standing;
  const { entries, isAgreed, isHurt } = standing.value;
  if (isAgreed) return ok({ restored: 0, journalled: 0, isJournalHurt: false });
  const people = await reconcilePeople(parts);
  if (!people.ok) return people;
  const events = await restoreEvents(parts, entries, (done) => onProgress(done, entries));
  if (!events.ok) return events;
  const money = await reconcileWallet(parts);
  const notes = money.ok ? await reconcileUnitNotes(parts) : money;
  if (!notes.ok) return notes;
  // Own words in the chat of someone who was removed were taken for the sake of the chain, not to be seen.
  for (const space of people.value.gone) await parts.store.clearSpace(space);
  const journalled = await journalMissing(parts, events.value.seen);
  if (!journalled.ok) return journalled;
  await restoreChatNotes(parts.store, people.value.notes);
  await recountUnread(parts);
  await markAgreement(parts);
  const isJournalHurt = isHurt || events.value.unreadable > 0;
  return ok({ restored: events.value.restored, journalled: journalled.value, isJournalHurt });
}

interface ReconciledPeople {
  /** The spaces of those who were removed on purpose. */
  readonly gone: readonly SpaceId[];
  /** What a restored backup has of chats, for when they are here. */
  readonly notes: BackupNotes;
}

/** Values, blocks, contacts, groups, circles and channels. */
async function reconcilePeople(parts: ReconcileParts): Promise<Compared<ReconciledPeople>> {
  const notes = await restoreValues(parts);
  if (!notes.ok) return notes;
  const blocks = await reconcileBlocks(parts);
  const removed = blocks.ok ? await reconcileContacts(parts) : blocks;
  if (!removed.ok) return removed;
  const deleted = await reconcileGroups(parts);
  if (!deleted.ok) return deleted;
  const feeds = await reconcileFeeds(parts);
  if (!feeds.ok) return feeds;
  await parts.reloadFeeds();
  const gone = [...removed.value.map((account) => parts.contacts.spaceWith(account)), ...deleted.value];
  return ok({ gone, notes: notes.value });
}

/** Brings back who is missing here, and journals whom the journal does not know as they are now. The value is who was removed (JNL-8). */
async function reconcileContacts({ contacts, journal }: ReconcileParts): Promise<Compared<readonly AccountId[]>> {
  const last = new Map<string, JournalEntry>();
  const read = await journal.readAll(async (page) => {
    for (const entry of page) {
      if (entry.t === 'contact') last.set(entry.record.account, entry);
      if (entry.t === 'contact-removed') last.set(entry.account, entry);
    }
  });
  if (!read.ok) return read;
  for (const entry of last.values()) {
    const restored = entry.t === 'contact' ? await contacts.restore(entry.record) : ok();
    if (!restored.ok) return restored;
  }
  const missing = [...contacts.contacts.get().values()]
    .map(({ record }): JournalEntry => ({ t: 'contact', record }))
    .filter((entry) => entry.t === 'contact' && !isSameContact(last.get(entry.record.account), entry.record));
  const gone = [...last.keys()].flatMap((text) => {
    const account = accountId(text);
    return account.ok && contacts.get(account.value) === null ? [account.value] : [];
  });
  const unheard = gone
    .filter((account) => last.get(account)?.t === 'contact')
    .map((account): JournalEntry => ({ t: 'contact-removed', account }));
  if (missing.length + unheard.length > 0) await journal.append([...missing, ...unheard]);
  return ok(gone);
}

/** When someone was last seen is too little to be journalled. */
function isSameContact(entry: JournalEntry | undefined, record: ContactRecord): boolean {
  if (entry?.t !== 'contact') return false;
  const { lastSeenAt } = record;
  return equalBytes(encodeCanonical({ ...entry.record, lastSeenAt }), encodeCanonical(record));
}

interface RestoredEvents {
  readonly restored: number;
  readonly unreadable: number;
  /** Ids of all events the journal holds. */
  readonly seen: ReadonlySet<string>;
}

/** Takes every event of the journal that is missing here (JNL-7). What comes before its forerunner waits for it, as does what nobody may say yet. */
async function restoreEvents(
  parts: ReconcileParts,
  total: number,
  onDone: (done: number) => void,
): Promise<Compared<RestoredEvents>> {
  const seen = new Set<string>();
  const waiting = new Map<SpaceId, readonly Uint8Array[]>();
  let restored = 0;
  let done = 0;
  const failures: Compared<never>[] = [];
  const proofs: (JournalEntry & { readonly t: 'proof' })[] = [];
  const read = await parts.journal.readAll(async (page) => {
    if (failures.length > 0) return;
    for (const [space, payloads] of freshOf(page, seen)) {
      const all = [...(waiting.get(space) ?? []), ...payloads];
      const taken = await restoreSpace(parts, space, { payloads: all, toCome: done + page.length < total });
      if (!taken.ok) {
        failures.push(taken);
        return;
      }
      restored += taken.value.restored;
      waiting.set(space, taken.value.waiting);
    }
    for (const entry of page) if (entry.t === 'proof') proofs.push(entry);
    done += page.length;
    onDone(done);
  });
  const [failure] = failures;
  if (failure !== undefined) return failure;
  if (!read.ok) return read;
  if (read.value.unreadable > 0) parts.log.write('error', 'journal', `${read.value.unreadable} entries cannot be read`);
  const late = await restoreWaiting(parts, waiting);
  if (!late.ok) return late;
  restored += late.value;
  // Only now, for a chain ends where it parts: what was kept of it comes back first.
  for (const { first, second } of proofs) await parts.replicator.takeProof(first, second);
  for (const [space, payloads] of waiting) {
    const taken = await restoreSpaceBelow(parts, space, payloads);
    if (!taken.ok) return taken;
    restored += taken.value.restored;
    waiting.set(space, taken.value.waiting);
  }
  const left = [...waiting.values()].reduce((sum, payloads) => sum + payloads.length, 0);
  if (left > 0) parts.log.write('error', 'journal', `${left} events follow one that is missing, or are not admissible`);
  return ok({ restored, seen, unreadable: read.value.unreadable });
}

/** Events of a page that were not seen before, by space. */
function freshOf(page: readonly JournalEntry[], seen: Set<string>): ReadonlyMap<SpaceId, readonly Uint8Array[]> {
  const fresh = page.flatMap((entry) => {
    const event = entry.t === 'event' ? decodeEvent(entry.payload) : null;
    if (event?.ok !== true || seen.has(event.value.id)) return [];
    seen.add(event.value.id);
    return [event.value];
  });
  const bySpace = groupBy(fresh, (event) => event.content.space);
  return new Map([...bySpace].map(([space, events]) => [space, events.map((event) => event.payload)]));
}

/** Chains that are held from some place on (JNL-14), now that nothing more comes. */
async function restoreSpaceBelow(
  { replicator }: ReconcileParts,
  space: SpaceId,
  payloads: readonly Uint8Array[],
): Promise<Result<Restored, StoreError>> {
  const spaceLog = payloads.length === 0 ? null : await replicator.logOf(space);
  return spaceLog === null ? ok({ restored: 0, waiting: payloads }) : spaceLog.restoreBelow(payloads);
}

/**
 * Tries again what was left out, space by space, until a round brings nothing: what one log says of members and devices counts in
 * another, which may have been read before it (JNL-9).
 */
async function restoreWaiting(
  parts: ReconcileParts,
  waiting: Map<SpaceId, readonly Uint8Array[]>,
): Promise<Result<number, StoreError>> {
  let restored = 0;
  for (;;) {
    const before = restored;
    for (const [space, payloads] of waiting) {
      if (payloads.length === 0) continue;
      const taken = await restoreSpace(parts, space, { payloads, toCome: false });
      if (!taken.ok) return taken;
      restored += taken.value.restored;
      waiting.set(space, taken.value.waiting);
    }
    if (restored === before) return ok(restored);
  }
}

async function restoreSpace(
  { replicator, groups }: ReconcileParts,
  space: SpaceId,
  { payloads, toCome }: { readonly payloads: readonly Uint8Array[]; readonly toCome: boolean },
): Promise<Result<Restored, StoreError>> {
  const spaceLog = await replicator.logOf(space);
  if (spaceLog === null) return fail('storage-failed', 'the log cannot be read');
  // An act is not held back: what members say rests on it.
  const isOpen = toCome && groups.of(space)?.record.roster !== space;
  let restored = 0;
  for (;;) {
    const taken = await spaceLog.restore(payloads, isOpen);
    if (!taken.ok) return taken;
    restored += taken.value.restored;
    // Who was added by what just came may have said more: a roster opens itself from its founder on.
    if (taken.value.restored === 0 || groups.of(space) === null) return ok({ ...taken.value, restored });
    await groups.settled();
  }
}

/** Appends the events the journal lacks, each chain in order. */
async function journalMissing(parts: ReconcileParts, seen: ReadonlySet<string>): Promise<Compared<number>> {
  const missing: SignedEvent[] = [];
  let after: Parameters<DocumentStore['scan']>[0] = null;
  for (;;) {
    const page: Awaited<ReturnType<DocumentStore['scan']>> = await parts.store.scan(after, SCAN_PAGE);
    if (!page.ok) return page;
    const last = page.value.at(-1);
    if (last === undefined) break;
    after = last;
    for (const { id, payload } of page.value) {
      const event = seen.has(id) ? null : decodeEvent(payload);
      if (event?.ok === true) missing.push(event.value);
    }
  }
  missing.sort((a, b) => a.content.seq - b.content.seq);
  if (missing.length > 0) await parts.journal.append(missing.map(({ payload }) => ({ t: 'event', payload })));
  return ok(missing.length);
}

async function recountUnread({ store }: ReconcileParts): Promise<void> {
  const rows = await store.conversations.all();
  if (!rows.ok) return;
  for (const row of rows.value) await store.markRead(row.space, row.readAt);
}
