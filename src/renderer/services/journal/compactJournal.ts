import * as v from 'valibot';
import type { HostErrorCode } from '@shared/ipc/contract.ts';
import { type Failure, type Result, ok } from '@shared/result.ts';
import { countSchema } from '@shared/schemas.ts';
import { toBase64url } from '@shared/base64url.ts';
import { taggedHash } from '@domain/codec/bytes.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { EntryPlace, EventJournal, JournalEntry } from './eventJournal.ts';

/** Below this size a journal is not worth looking at, bytes. */
const SMALLEST = 4 * 1024 * 1024;
/** It is looked at again when it has this many times the entries it had. */
const GROWTH = 1.1;
/** It is compacted when more than this share of its bytes is superfluous. */
const SHARE = 0.3;
/** Name, among the store's values, of how many entries the journal had when it was last looked at. */
const LOOKED_NAME = 'journal-looked';

/**
 * Drops what is superfluous in the journal when that is worth it (JNL-11). The value is how many bytes were freed: 0 when it was
 * left as it is. `smallest` is the size from which on it is looked at.
 */
export async function compactJournal(
  { store, journal }: { readonly store: DocumentStore; readonly journal: EventJournal },
  smallest = SMALLEST,
): Promise<Result<number, Failure<HostErrorCode>>> {
  const standing = await journal.count();
  if (!standing.ok) return standing;
  const { count, bytes } = standing.value;
  if (bytes <= smallest) return ok(0);
  if (!(await hasGrown(store, count))) return ok(0);
  const found = await findSuperfluous(journal);
  if (!found.ok) return found;
  const isWorthIt = found.value.bytes > found.value.total * SHARE;
  const freed = isWorthIt ? await journal.drop(found.value.numbers) : ok(0);
  if (freed.ok) await store.values.put({ name: LOOKED_NAME, value: count });
  return freed;
}

async function hasGrown(store: DocumentStore, count: number): Promise<boolean> {
  const looked = await store.values.get(LOOKED_NAME);
  const before = v.safeParse(countSchema, looked.ok ? looked.value?.value : undefined);
  return !before.success || count >= before.output * GROWTH;
}

interface Superfluous {
  readonly numbers: readonly number[];
  readonly bytes: number;
  /** Bytes of all entries that can be read. */
  readonly total: number;
}

/** Reads all and finds entries that others replace: of one event all but the first, of one person or group all but the last. */
async function findSuperfluous(journal: EventJournal): Promise<Result<Superfluous, Failure<HostErrorCode>>> {
  const kept = new Map<string, EntryPlace>();
  const numbers: number[] = [];
  let [bytes, total] = [0, 0];
  const read = await journal.readAll((entries, places) => {
    for (const [index, place] of places.entries()) {
      total += place.bytes;
      const key = keyOf(entries[index]);
      if (key === null) continue;
      const other = kept.get(key);
      const isFirstKept = isWord(entries[index]);
      if (other === undefined || !isFirstKept) kept.set(key, place);
      if (other === undefined) continue;
      const superfluous = isFirstKept ? place : other;
      numbers.push(superfluous.number);
      bytes += superfluous.bytes;
    }
    return Promise.resolve();
  });
  return read.ok ? ok({ numbers, bytes, total }) : read;
}

/** What was said once and does not change: its first entry is as good as any. */
function isWord(entry: JournalEntry | undefined): boolean {
  return entry?.t === 'event' || entry?.t === 'wallet';
}

/** What an entry is about; null for what is kept in any case: proofs, and events that cannot be read. */
function keyOf(entry: JournalEntry | undefined): string | null {
  if (entry === undefined || entry.t === 'proof') return null;
  if (entry.t === 'event') return idOf(entry.payload);
  // The same record with other signatures is another entry: each may hold one that no other has.
  if (entry.t === 'wallet') return `wallet ${toBase64url(taggedHash('journal', entry.kind, entry.bytes))}`;
  if (entry.t === 'value') return `value ${entry.name}`;
  if (entry.t === 'chat-note') return `chat ${entry.space}`;
  return recordKeyOf(entry);
}

/** The same for what changes. */
function recordKeyOf(
  entry: Exclude<JournalEntry, { t: 'proof' | 'event' | 'wallet' | 'value' | 'chat-note' }>,
): string {
  switch (entry.t) {
    case 'unit-note':
      return `unit ${entry.unit}`;
    case 'feed':
    case 'feed-removed':
      return `feed ${entry.kind} ${entry.id}`;
    case 'group':
      return `group ${entry.record.space}`;
    case 'group-removed':
      return `group ${entry.space}`;
    case 'contact':
      return `contact ${entry.record.account}`;
    case 'contact-removed':
      return `contact ${entry.account}`;
    case 'blocked':
    case 'unblocked':
      return `block ${entry.account}`;
  }
}

function idOf(payload: Uint8Array): string | null {
  const event = decodeEvent(payload);
  return event.ok ? event.value.id : null;
}
