import { type SpaceId, spaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { HostErrorCode } from '@shared/ipc/contract.ts';
import type { Failure } from '@shared/result.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { encodeCanonical } from '@domain/codec/canonical.ts';
import type { StoreError } from '@ports/documentStore.ts';
import type { GroupBook } from '../groups/groupBook.ts';
import type { EventJournal, JournalEntry } from './eventJournal.ts';

/**
 * Brings back groups that are missing here, and journals those the journal does not know as they are now. The value is which
 * were deleted on purpose (JNL-9).
 */
export async function reconcileGroups({
  groups,
  journal,
}: {
  readonly groups: GroupBook;
  readonly journal: EventJournal;
}): Promise<Result<readonly SpaceId[], StoreError | Failure<HostErrorCode>>> {
  const last = new Map<string, JournalEntry>();
  const read = await journal.readAll(async (page) => {
    for (const entry of page) {
      if (entry.t === 'group') last.set(entry.record.space, entry);
      if (entry.t === 'group-removed') last.set(entry.space, entry);
    }
  });
  if (!read.ok) return read;
  for (const entry of last.values()) {
    const restored = entry.t === 'group' ? await groups.restore(entry.record, entry.card) : ok();
    if (!restored.ok) return restored;
  }
  const missing = [...groups.groups.get().values()]
    .map(({ record, seed }): JournalEntry => ({ t: 'group', record, card: seed.card }))
    .filter((entry) => entry.t === 'group' && !isSame(last.get(entry.record.space), entry));
  const gone = [...last.keys()].flatMap((text) => {
    const space = spaceId(text);
    return space.ok && groups.get(space.value) === null ? [space.value] : [];
  });
  const unheard = gone
    .filter((space) => last.get(space)?.t === 'group')
    .map((space): JournalEntry => ({ t: 'group-removed', space }));
  if (missing.length + unheard.length > 0) await journal.append([...missing, ...unheard]);
  return ok(gone);
}

function isSame(known: JournalEntry | undefined, entry: JournalEntry): boolean {
  return known !== undefined && equalBytes(encodeCanonical(known), encodeCanonical(entry));
}
