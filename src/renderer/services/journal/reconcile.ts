import * as v from 'valibot';
import type { SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { countSchema } from '@shared/schemas.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { EventJournal, JournalEntry } from './eventJournal.ts';

/** Name of the mark among the store's values: how journal and database stood when they last agreed. */
const MARK_NAME = 'journal-mark';
const markSchema = v.strictObject({ journal: countSchema, events: countSchema });
const SCAN_PAGE = 1000;

/** What comparing works with. */
export interface ReconcileParts {
  readonly store: DocumentStore;
  readonly journal: EventJournal;
  readonly contacts: ContactBook;
  readonly replicator: Replicator;
  readonly log: Log;
}

/** What a comparison did. */
export interface Reconciled {
  /** Events that were in the journal and not in the database. */
  readonly restored: number;
  /** Events that were in the database and not in the journal. */
  readonly journalled: number;
}

/** True when the database knows nothing of the journal although it holds something: lost, emptied, or another profile's (JNL-5). */
export async function isDatabaseLost({ store, journal }: ReconcileParts): Promise<boolean> {
  const [mark, entries] = await Promise.all([store.values.get(MARK_NAME), journal.count()]);
  return mark.ok && mark.value === null && entries.ok && entries.value.count > 0;
}

/**
 * Compares journal and database and gives each what only the other has (JNL-6). Cheap when both stand as the mark says;
 * else everything is read once. `onProgress` hears entries done and in all.
 */
export async function reconcile(
  parts: ReconcileParts,
  onProgress: (done: number, total: number) => void,
): Promise<Result<Reconciled, { readonly code: string; readonly message: string }>> {
  const [mark, entries, figures] = await Promise.all([
    parts.store.values.get(MARK_NAME),
    parts.journal.count(),
    parts.store.figures(),
  ]);
  if (!entries.ok) return entries;
  if (!mark.ok) return mark;
  if (!figures.ok) return figures;
  const known = v.safeParse(markSchema, mark.value?.value);
  const stands =
    known.success && known.output.journal === entries.value.count && known.output.events === figures.value.events;
  if (stands) return ok({ restored: 0, journalled: 0 });
  const seen = new Set<string>();
  let done = 0;
  let restored = 0;
  const read = await parts.journal.readAll(async (page) => {
    restored += await restorePage(parts, page, seen);
    done += page.length;
    onProgress(done, entries.value.count);
  });
  if (!read.ok) return read;
  if (read.value.unreadable > 0) parts.log.write('error', 'journal', `${read.value.unreadable} entries cannot be read`);
  const journalled = await journalMissing(parts, seen);
  await recountUnread(parts);
  await markAgreement(parts);
  return ok({ restored, journalled });
}

/** Notes how both stand now, for the next start. */
export async function markAgreement({ store, journal }: ReconcileParts): Promise<void> {
  if (journal.state.get().behind > 0) return;
  const [entries, figures] = await Promise.all([journal.count(), store.figures()]);
  if (!entries.ok || !figures.ok) return;
  await store.values.put({ name: MARK_NAME, value: { journal: entries.value.count, events: figures.value.events } });
}

async function restorePage(parts: ReconcileParts, page: readonly JournalEntry[], seen: Set<string>): Promise<number> {
  let restored = 0;
  let batch = new Map<SpaceId, Uint8Array[]>();
  const flush = async () => {
    for (const [space, payloads] of batch) restored += await restoreSpace(parts, space, payloads);
    batch = new Map();
  };
  for (const entry of page) {
    if (entry.t === 'event') {
      const event = decodeEvent(entry.payload);
      if (!event.ok || seen.has(event.value.id)) continue;
      seen.add(event.value.id);
      const { space } = event.value.content;
      const waiting = batch.get(space) ?? [];
      waiting.push(entry.payload);
      batch.set(space, waiting);
    } else {
      await flush();
      await restoreContact(parts, entry);
    }
  }
  await flush();
  return restored;
}

async function restoreSpace(
  { replicator, log }: ReconcileParts,
  space: SpaceId,
  payloads: readonly Uint8Array[],
): Promise<number> {
  const spaceLog = await replicator.logOf(space);
  const taken = spaceLog === null ? null : await spaceLog.restore(payloads);
  if (taken?.ok === true) return taken.value;
  log.write('warn', 'journal', `events of a space were left out: ${taken?.error.code ?? 'the store cannot be read'}`);
  return 0;
}

async function restoreContact(
  { contacts }: ReconcileParts,
  entry: Exclude<JournalEntry, { t: 'event' }>,
): Promise<void> {
  // The journal is history: it never overrides what the database knows, it only fills what is missing there.
  if (entry.t === 'contact') await contacts.restore(entry.record);
  else await contacts.forgetRestored(entry.account);
}

async function journalMissing({ store, journal }: ReconcileParts, seen: ReadonlySet<string>): Promise<number> {
  let journalled = 0;
  let after: Parameters<DocumentStore['scan']>[0] = null;
  for (;;) {
    const page: Awaited<ReturnType<DocumentStore['scan']>> = await store.scan(after, SCAN_PAGE);
    if (!page.ok || page.value.length === 0) return journalled;
    const missing = page.value.filter((row) => !seen.has(row.id));
    if (missing.length > 0) await journal.append(missing.map(({ payload }) => ({ t: 'event', payload })));
    journalled += missing.length;
    after = page.value.at(-1)?.id ?? null;
  }
}

async function recountUnread({ store }: ReconcileParts): Promise<void> {
  const rows = await store.conversations.all();
  if (!rows.ok) return;
  for (const row of rows.value) await store.markRead(row.space, row.readAt);
}
