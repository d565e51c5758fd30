import * as v from 'valibot';
import type { HostErrorCode } from '@shared/ipc/contract.ts';
import { spaceId } from '@shared/ids.ts';
import { type Failure, type Result, ok } from '@shared/result.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import { readCanonical } from '@domain/codec/readCanonical.ts';
import type { DocumentStore, NamedValue } from '@ports/documentStore.ts';
import type { EventJournal, JournalEntry } from './eventJournal.ts';
import { hasAgreed } from './standing.ts';

/** Values of this device, or made anew at every start: in no backup. */
const OWN_VALUES: ReadonlySet<string> = new Set([
  'journal-mark',
  'journal-looked',
  'flushed',
  'own-profile',
  'own-devices',
  'device-offer',
  'wallet-pin-set',
  'wallet-pin-tries',
]);

/** Most bytes of one such entry, and of all of them: they cross to the host in one call. */
const MOST_ENTRY_BYTES = 256 * 1024;
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * What a database has that its journal does not, as entries for a backup (JNL-18). Values that are `made` for it take the place of kept ones of
 * that name, and go first; the newest words of a chat count more than an old value.
 */
export async function backupEntries(
  store: Pick<DocumentStore, 'values' | 'conversations'>,
  made: readonly ValueEntry[] = [],
): Promise<readonly Uint8Array[]> {
  const [rows, values] = await Promise.all([store.conversations.all(), store.values.all()]);
  const notes = (rows.ok ? rows.value : [])
    .filter(({ readAt, draft }) => readAt > 0 || draft !== '')
    .map(({ space, readAt, draft }): JournalEntry => ({ t: 'chat-note', space, readAt, draft }));
  const names = new Set(made.map(({ name }) => name));
  const kept = (values.ok ? values.value : []).filter(({ name }) => !names.has(name)).flatMap(valueEntry);
  let left = MOST_BYTES;
  return [...made, ...notes, ...kept]
    .map((entry) => encodeCanonical(entry))
    .filter(({ length }) => {
      if (length > MOST_ENTRY_BYTES || length > left) return false;
      left -= length;
      return true;
    });
}

function valueEntry({ name, value }: NamedValue): JournalEntry[] {
  if (OWN_VALUES.has(name)) return [];
  try {
    return [{ t: 'value', name, bytes: encodeCanonical(value) }];
  } catch {
    // A value with no canonical form (a fraction, a hole) is one that its owner makes again.
    return [];
  }
}

/** A value by name, as a backup has it. */
export type ValueEntry = JournalEntry & { readonly t: 'value' };

type ChatNote = JournalEntry & { readonly t: 'chat-note' };

/** What a restored backup left in the journal about chats. */
export type BackupNotes = readonly ChatNote[];

/**
 * Brings back values of which there is nothing here, and answers what is to be noted at chats once they are here; nothing of either where the
 * database agreed with its journal before. What cannot be read is left out: each caller reads its own leniently.
 */
export async function restoreValues({
  store,
  journal,
}: {
  readonly store: DocumentStore;
  readonly journal: EventJournal;
}): Promise<Result<BackupNotes, Failure<HostErrorCode>>> {
  const values = new Map<string, Uint8Array>();
  const chats = new Map<string, ChatNote>();
  if (await hasAgreed(store)) return ok([]);
  const read = await journal.readAll((page) => {
    for (const entry of page) {
      if (entry.t === 'value') values.set(entry.name, entry.bytes);
      if (entry.t === 'chat-note') chats.set(entry.space, entry);
    }
    return Promise.resolve();
  });
  if (!read.ok) return read;
  for (const [name, bytes] of values) {
    const value = OWN_VALUES.has(name) ? null : readCanonical(v.unknown(), bytes);
    if (value === null) continue;
    await store.values.update(name, (current) => (current === null ? { name, value } : null));
  }
  return ok([...chats.values()]);
}

/** Brings back how far one had read, and words that were half written, in chats that are here now. */
export async function restoreChatNotes(
  store: Pick<DocumentStore, 'conversations' | 'markRead'>,
  notes: BackupNotes,
): Promise<void> {
  for (const { space, readAt, draft } of notes) {
    const id = spaceId(space);
    if (!id.ok) continue;
    await store.markRead(id.value, readAt);
    if (draft !== '') {
      await store.conversations.update(id.value, (row) =>
        row === null || row.draft !== '' ? null : { ...row, draft },
      );
    }
  }
}
