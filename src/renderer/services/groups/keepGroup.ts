import { emptyGroupConversation } from '@domain/chat/message.ts';
import type { GroupRecord } from '@domain/group/groupRecord.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { Result } from '@shared/result.ts';
import type { Log } from '../diagnostics/log.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import { type GroupSeed, seedName } from './knownGroup.ts';

/** What keeping a group works with. */
export interface KeepingParts {
  readonly store: DocumentStore;
  readonly journal: EventJournal;
  readonly log: Log;
}

/** Keeps a group: its conversation row, seed and record, and, unless that is where it comes from, in the journal. */
export async function keepGroup(
  { store, journal, log }: KeepingParts,
  { record, seed }: { readonly record: GroupRecord; readonly seed: GroupSeed },
  to: { readonly journal: boolean } = { journal: true },
): Promise<Result<void, StoreError>> {
  const { space, founder, joinedAt } = record;
  const row = await store.conversations.update(space, (known) =>
    known?.kind === 'group'
      ? null
      : { ...(known ?? emptyGroupConversation(space, founder, joinedAt)), kind: 'group', account: founder },
  );
  const seeded = row.ok ? await store.values.put({ name: seedName(space), value: seed }) : row;
  const kept = seeded.ok ? await store.groups.put(record) : seeded;
  if (!kept.ok) log.write('warn', 'group', `a group was not kept: ${kept.error.code}`);
  if (kept.ok && to.journal) void journal.append([{ t: 'group', record, card: seed.card }]);
  return kept;
}
