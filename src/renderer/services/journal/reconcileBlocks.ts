import { accountId } from '@shared/ids.ts';
import type { HostErrorCode } from '@shared/ipc/contract.ts';
import { type Failure, type Result, ok } from '@shared/result.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { EventJournal, JournalEntry } from './eventJournal.ts';

/**
 * Brings back who is blocked without being a contact, and journals those the journal has not heard of (JNL-10). Blocks win: who is
 * blocked on either side is so afterwards, unless the last word of the journal on someone who is not blocked here is that they are not.
 */
export async function reconcileBlocks({
  store,
  journal,
}: {
  readonly store: DocumentStore;
  readonly journal: EventJournal;
}): Promise<Result<void, StoreError | Failure<HostErrorCode>>> {
  const last = new Map<string, JournalEntry>();
  const read = await journal.readAll((page) => {
    for (const entry of page) if (entry.t === 'blocked' || entry.t === 'unblocked') last.set(entry.account, entry);
    return Promise.resolve();
  });
  if (!read.ok) return read;
  const held = await store.blocks.all();
  if (!held.ok) return held;
  const here = new Set<string>(held.value.map(({ account }) => account));
  for (const entry of last.values()) {
    if (entry.t !== 'blocked' || here.has(entry.account)) continue;
    const account = accountId(entry.account);
    const kept = account.ok ? await store.blocks.put({ account: account.value, at: entry.at }) : ok();
    if (!kept.ok) return kept;
  }
  const unheard = held.value.filter(({ account }) => last.get(account)?.t !== 'blocked');
  if (unheard.length > 0)
    await journal.append(unheard.map(({ account, at }): JournalEntry => ({ t: 'blocked', account, at })));
  return ok();
}
