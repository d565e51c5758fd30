import type { HostErrorCode } from '@shared/ipc/contract.ts';
import { type Failure, type Result, ok } from '@shared/result.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { EventJournal, JournalEntry } from './eventJournal.ts';

type FeedEntry = JournalEntry & { readonly t: 'feed' | 'feed-removed' };

/**
 * Brings back the small records of circles and channels where the database has nothing of them, and journals what the journal does not
 * know as it is now (JNL-17). What is here wins: it is what the person, or somebody linked, said last.
 */
export async function reconcileFeeds({
  store,
  journal,
}: {
  readonly store: Pick<DocumentStore, 'feed'>;
  readonly journal: EventJournal;
}): Promise<Result<void, StoreError | Failure<HostErrorCode>>> {
  const last = new Map<string, FeedEntry>();
  const read = await journal.readAll((page) => {
    for (const entry of page) if (entry.t === 'feed' || entry.t === 'feed-removed') last.set(nameOf(entry), entry);
    return Promise.resolve();
  });
  if (!read.ok) return read;
  const kept = await store.feed.keeps.journalled();
  if (!kept.ok) return kept;
  const here = new Set(kept.value.map(nameOf));
  const lost = [...last.values()].flatMap((entry) => {
    if (entry.t !== 'feed' || here.has(nameOf(entry))) return [];
    const { kind, id, bytes, at } = entry;
    return [{ kind, id, bytes, at }];
  });
  const restored = lost.length === 0 ? ok() : await store.feed.keeps.put(lost);
  if (!restored.ok) return restored;
  const unheard = kept.value.filter((keep) => !isSame(last.get(nameOf(keep)), keep));
  if (unheard.length > 0) await journal.append(unheard.map((keep): JournalEntry => ({ t: 'feed', ...keep })));
  return ok();
}

function nameOf({ kind, id }: Pick<FeedKeep, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}

function isSame(entry: FeedEntry | undefined, keep: FeedKeep): boolean {
  return entry?.t === 'feed' && equalBytes(entry.bytes, keep.bytes);
}
