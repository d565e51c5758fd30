import type { Result } from '@shared/result.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { BucketHead } from '@domain/intake/intake.ts';
import type { KeptProof } from '@domain/wallet/keptRecords.ts';
import type { DocumentStore, EventPlace, StoreError } from '@ports/documentStore.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { Log } from '../diagnostics/log.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import type { EventJournal, JournalEntry } from './eventJournal.ts';
import { entryOfNote } from './reconcileUnitNotes.ts';
import { entryOf } from './reconcileWallet.ts';

const PAGE = 500;

/** What saving works with. */
export interface SalvageParts {
  readonly store: DocumentStore;
  readonly journal: EventJournal;
  readonly contacts: Pick<ContactBook, 'contacts'>;
  readonly groups: Pick<GroupBook, 'groups'>;
  readonly log: Log;
}

/**
 * Gives the journal what it lacks and what can still be read of a database that cannot be compared with it (JNL-19). `later`: journal or
 * host do not answer, it can be begun again. `closed`: the database cannot be asked at all, so nothing is known of what is in it.
 */
export async function salvage(parts: SalvageParts): Promise<'saved' | 'later' | 'closed'> {
  const asked = await parts.store.allChainHeads();
  if (!asked.ok && asked.error.code === 'store-closed') return 'closed';
  const known = await knownTo(parts.journal);
  if (known === null) return 'later';
  const saving = new Saving(parts, known);
  await saving.all();
  const { saved, holes, stopped } = saving;
  parts.log.write('warn', 'journal', `of a damaged database: ${saved} saved, ${holes} reads failed`);
  return stopped ?? 'saved';
}

interface Known {
  readonly events: ReadonlySet<string>;
  /** The last entry of each record, by what it is of. */
  readonly last: ReadonlyMap<string, JournalEntry>;
}

async function knownTo(journal: EventJournal): Promise<Known | null> {
  const events = new Set<string>();
  const last = new Map<string, JournalEntry>();
  const read = await journal.readAll((page) => {
    for (const entry of page) {
      const name = nameOf(entry);
      if (name !== null) last.set(name, entry);
      const event = entry.t === 'event' ? decodeEvent(entry.payload) : null;
      if (event?.ok === true) events.add(event.value.id);
    }
    return Promise.resolve();
  });
  return read.ok ? { events, last } : null;
}

/** What an entry is of, where the last one counts. */
function nameOf(entry: JournalEntry): string | null {
  switch (entry.t) {
    case 'contact':
    case 'group':
      return `${entry.t} ${entry.t === 'contact' ? entry.record.account : entry.record.space}`;
    case 'blocked':
    case 'unblocked':
      return `block ${entry.account}`;
    case 'unit-note':
      return `unit ${entry.unit}`;
    case 'wallet':
      return `wallet ${entry.id}`;
    case 'feed':
    case 'feed-removed':
      return `feed ${entry.kind} ${entry.id}`;
    default:
      return null;
  }
}

/** One saving: what cannot be read is passed over, the rest of it goes to the journal page by page. */
class Saving {
  saved = 0;
  holes = 0;
  stopped: 'later' | 'closed' | null = null;
  private readonly parts: SalvageParts;
  private readonly known: Known;
  private readonly events: Set<string>;

  constructor(parts: SalvageParts, known: Known) {
    this.parts = parts;
    this.known = known;
    this.events = new Set(known.events);
  }

  async all(): Promise<void> {
    const isWhole = await this.scanned();
    if (!isWhole) await this.byPlaces();
    await this.wallet();
    await this.records();
  }

  /** All events in one go, as far as that can be read. */
  private async scanned(): Promise<boolean> {
    let after: EventPlace | null = null;
    for (;;) {
      const page: Awaited<ReturnType<DocumentStore['scan']>> = await this.parts.store.scan(after, PAGE);
      const rows = this.taken(page);
      if (rows === null) return false;
      after = rows.at(-1) ?? null;
      if (after === null) return true;
      await this.keepEvents(rows.map(({ payload }) => payload));
    }
  }

  /** Stretch by stretch, ever smaller around what cannot be read. */
  private async byPlaces(): Promise<void> {
    const { store } = this.parts;
    const chains = this.taken(await store.allChainHeads()) ?? [];
    const rows = this.taken(await store.conversations.all()) ?? [];
    for (const space of new Set([...chains, ...rows].map((one) => one.space))) {
      const heads = this.taken(await store.bucketHeads(space)) ?? [];
      for (const { firstSeq, count, ...head } of heads) await this.stretch(head, firstSeq, count);
    }
  }

  private async stretch(head: Pick<BucketHead, 'space' | 'bucket' | 'device'>, first: number, count: number) {
    const open = [{ from: first, limit: count }];
    for (let part = open.pop(); part !== undefined && this.stopped === null; part = open.pop()) {
      const { from, limit } = part;
      const { space, bucket, device } = head;
      const size = Math.min(limit, PAGE);
      if (limit > size) open.push({ from: from + size, limit: limit - size });
      const read = this.taken(await this.parts.store.payloads({ space, bucket, device, from, limit: size }));
      if (read !== null) await this.keepEvents(read);
      else if (size > 1) {
        const half = size >> 1;
        open.push({ from: from + half, limit: size - half }, { from, limit: half });
      }
    }
  }

  private async wallet(): Promise<void> {
    const last = this.taken(await this.parts.store.wallet.last());
    let after: number | null = 0;
    let limit = PAGE;
    while (after !== null && after < (last ?? Infinity) && this.stopped === null) {
      const page: readonly KeptProof[] | null = this.taken(await this.parts.store.wallet.after(after, limit));
      if (page !== null) {
        after = page.at(-1)?.serial ?? null;
        limit = PAGE;
        await this.keep(page.map(entryOf));
      } else if (limit > 1) limit >>= 1;
      // Where nobody knows the end of it, what lies behind a hole could be nothing.
      else after = last === null ? null : after + 1;
    }
  }

  private async records(): Promise<void> {
    const { store, contacts, groups } = this.parts;
    const blocks = this.taken(await store.blocks.all()) ?? [];
    const units = this.taken(await store.wallet.units.all()) ?? [];
    const feeds = this.taken(await store.feed.keeps.journalled()) ?? [];
    await this.keep([
      ...[...contacts.contacts.get().values()].map(({ record }): JournalEntry => ({ t: 'contact', record })),
      ...[...groups.groups.get().values()].map(({ record, seed }): JournalEntry => ({
        t: 'group',
        record,
        card: seed.card,
      })),
      ...blocks.map(({ account, at }): JournalEntry => ({ t: 'blocked', account, at })),
      ...units.map(entryOfNote),
      ...feeds.map((keep): JournalEntry => ({ t: 'feed', ...keep })),
    ]);
  }

  private async keepEvents(payloads: readonly Uint8Array[]): Promise<void> {
    const fresh = payloads.filter((payload) => {
      const event = decodeEvent(payload);
      if (!event.ok || this.events.has(event.value.id)) return false;
      this.events.add(event.value.id);
      return true;
    });
    await this.append(fresh.map((payload): JournalEntry => ({ t: 'event', payload })));
  }

  private keep(entries: readonly JournalEntry[]): Promise<void> {
    const { last } = this.known;
    return this.append(
      entries.filter((entry) => {
        const known = last.get(nameOf(entry) ?? '');
        return known === undefined || !equalBytes(encodeCanonical(known), encodeCanonical(entry));
      }),
    );
  }

  private async append(entries: readonly JournalEntry[]): Promise<void> {
    if (entries.length === 0 || this.stopped !== null) return;
    const kept = await this.parts.journal.append(entries);
    if (kept.ok) this.saved += entries.length;
    else this.stopped = 'later';
  }

  /** What was read; null where it cannot be, or nothing more is to be asked. */
  private taken<T>(read: Result<T, StoreError>): T | null {
    if (this.stopped !== null) return null;
    if (read.ok) return read.value;
    if (read.error.code === 'store-closed') this.stopped = 'closed';
    this.holes += 1;
    return null;
  }
}
