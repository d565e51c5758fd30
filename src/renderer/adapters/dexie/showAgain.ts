/** Making what a cleared conversation showed anew from its events (STO-67). */
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { planAnew } from '@domain/intake/planAnew.ts';
import type { EventPlace, StoreError, Stored } from '@ports/documentStore.ts';
import { type AdmitContext, readState, tablesOf, writeLittleByLittle } from './admitEvents.ts';
import { clearSpace } from './clearSpace.ts';
import { ROW_TABLES, refreshConversation } from './conversationRow.ts';
import { wipeNotes } from './noteTables.ts';
import { type ReadAnewParts, admittedFrom } from './readAnew.ts';
import type { WriteScope } from './writeScope.ts';

/** Events in one transaction. */
const PAGE = 200;

/** See `DocumentStore.showAgain`. */
export async function showAgain(
  parts: ReadAnewParts,
  { self, space }: { readonly self: AccountId; readonly space: SpaceId },
): Stored {
  const { connection } = parts;
  const cleared = await connection.run(async (database) => {
    const row = await database.conversations.get(space);
    await clearSpace(database, space);
    if (row !== undefined) await database.conversations.put({ ...row, last: null, unread: 0 });
  });
  return cleared.ok ? projectKept(parts, { self, space, isWanted: () => true }) : cleared;
}

/** Makes rows anew of the events that are kept of a space and wanted, in their order, a page at a time. */
export async function projectKept(
  { connection, events, context }: ReadAnewParts,
  {
    self,
    space,
    isWanted,
  }: { readonly self: AccountId; readonly space: SpaceId; readonly isWanted: (event: AdmittedEvent) => boolean },
): Stored {
  // Before all places of the space: no device has so short a name.
  let after: EventPlace = { space, bucket: -1, device: '' as DeviceId, seq: 0 };
  for (;;) {
    const page = await events.rowsAfter(after, PAGE);
    if (!page.ok) return page;
    const here = page.value.filter((row) => row.space === space);
    const last = here.at(-1);
    if (last === undefined) return ok();
    after = last;
    const said = here.flatMap(admittedFrom).filter(isWanted);
    if (said.length === 0) continue;
    const options = {
      tables: [...new Set([...tablesOf(said), ...ROW_TABLES])],
      mode: 'readwrite',
      durability: 'strict',
    } as const;
    // What was remembered of the rows of the space is no more.
    context(self).memory.forget(space);
    const written = await connection.transact(options, (scope) => project(scope, said, context(self)));
    if (!written.ok) return written;
  }
}

async function project(
  scope: WriteScope,
  said: readonly AdmittedEvent[],
  context: AdmitContext,
): Promise<Result<void, StoreError>> {
  const [first] = said;
  if (first === undefined) return ok();
  const { state } = await readState(scope, said, { ...context, questioned: () => [] });
  const plan = planAnew(said, state);
  await wipeNotes(scope, { places: plan.notes.recalled, isGone: false }, context);
  await writeLittleByLittle(scope, plan);
  scope.touch('messages', first.content.space);
  await refreshConversation(scope, first.content.space, context);
  return ok();
}
