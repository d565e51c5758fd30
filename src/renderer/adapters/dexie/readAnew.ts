/** Reading anew what an older version kept without understanding it (STO-66). */
import type { AccountId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { isUnderstood } from '@domain/chat/project.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { planAnew } from '@domain/intake/planAnew.ts';
import type { EventPlace, StoreError, Stored } from '@ports/documentStore.ts';
import { type AdmitContext, readState, tablesOf, writeLittleByLittle } from './admitEvents.ts';
import type { Connection } from './connection.ts';
import { ROW_TABLES, refreshConversation } from './conversationRow.ts';
import type { KeptEvents } from './keptEvents.ts';
import { wipeNotes } from './noteTables.ts';
import type { EventRow } from './schema.ts';
import type { WriteScope } from './writeScope.ts';

/** What a step works with. */
export interface ReadAnewParts {
  readonly connection: Connection;
  readonly events: KeptEvents;
  readonly context: (self: AccountId) => AdmitContext;
}

/** Looks at kept events after a place, and makes the rows anew of those that are shown as not understood and are understood now. */
export async function readAnew(
  { connection, events, context }: ReadAnewParts,
  { self, after, limit }: { readonly self: AccountId; readonly after: EventPlace | null; readonly limit: number },
): Stored<EventPlace | null> {
  const page = await events.rowsAfter(after, limit);
  if (!page.ok) return page;
  const last = page.value.at(-1) ?? null;
  const candidates = page.value.flatMap(admittedFrom).filter((event) => isUnderstood(event, self));
  if (candidates.length === 0) return ok(last);
  const tables = [...new Set([...tablesOf(candidates), ...ROW_TABLES])];
  const written = await connection.transact({ tables, mode: 'readwrite', durability: 'relaxed' }, (scope) =>
    rewrite(scope, candidates, context(self)),
  );
  return written.ok ? ok(last) : written;
}

/** A kept event as it was admitted; none where it cannot be read. */
export function admittedFrom({ payload, author, bucket, sortAt }: EventRow): readonly AdmittedEvent[] {
  const event = decodeEvent(payload);
  return event.ok ? [{ ...event.value, author, bucket, sortAt }] : [];
}

async function rewrite(
  scope: WriteScope,
  candidates: readonly AdmittedEvent[],
  context: AdmitContext,
): Promise<Result<void, StoreError>> {
  const keys = candidates.map(({ id, sortAt, content }) => [content.space, sortAt, id]);
  const rows = await Promise.all(keys.map((key) => scope.get('messages', key)));
  const those = candidates.filter((_, place) => context.door.message(rows[place])?.body.kind === 'unsupported');
  if (those.length === 0) return ok();
  const spaces = new Set(those.map(({ content }) => content.space));
  for (const space of spaces) context.memory.forget(space);
  for (const { id, sortAt, content } of those) scope.delete('messages', [content.space, sortAt, id]);
  // None of them is to be kept again.
  const { state } = await readState(scope, those, { ...context, questioned: () => [] });
  const plan = planAnew(those, state);
  await wipeNotes(scope, { places: plan.notes.recalled, isGone: false }, context);
  await writeLittleByLittle(scope, plan);
  for (const space of spaces) {
    scope.touch('messages', space);
    // What was no message after all is counted no more, and is the last of nothing.
    await refreshConversation(scope, space, context);
  }
  return ok();
}
