import type { AccountId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { type ChainPlace, type IntakeState, type BucketHead, chainKey } from '@domain/intake/intake.ts';
import { planAnew } from '@domain/intake/planAnew.ts';
import { planBelow } from '@domain/intake/planBelow.ts';
import { planIntake } from '@domain/intake/planIntake.ts';
import type { StoreError } from '@ports/documentStore.ts';
import type { MemoryTables } from './memoryDisk.ts';
import { notesFor } from './memoryNotes.ts';
import { marksIn } from './memoryMarks.ts';
import { clearMessages, refreshRow, tellRow } from './memoryMessages.ts';
import { clearPrograms, programsIn } from './memoryPrograms.ts';
import { writePlan } from './writePlan.ts';

/** Keeps events that go on their chains, or refuses all of them. */
export function takeEvents(
  tables: MemoryTables,
  events: readonly AdmittedEvent[],
  self: AccountId | null,
): Result<void, StoreError> {
  if (self === null) return ok();
  const planned = planIntake(events, stateFor(tables, events, self));
  if (planned.ok) writePlan(tables, planned.value);
  return planned.ok ? ok() : planned;
}

/** Keeps events right below what is held of their chain, or refuses all of them. */
export function takeEventsBelow(
  tables: MemoryTables,
  events: readonly AdmittedEvent[],
  self: AccountId | null,
): Result<void, StoreError> {
  const last = events.at(-1);
  if (self === null || last === undefined) return ok();
  const isIn = (bucket: BucketHead) => bucket.device === last.content.device && bucket.bucket === last.bucket;
  const sealed = tables.space(last.content.space).sealed.find(isIn) ?? null;
  const planned = planBelow(events, { ...stateFor(tables, events, self), sealed });
  if (planned.ok) writePlan(tables, planned.value);
  return planned.ok ? ok() : planned;
}

function stateFor(tables: MemoryTables, events: readonly AdmittedEvent[], self: AccountId): IntakeState {
  const chains = new Map<string, ChainPlace>();
  for (const { content } of events) {
    const place = tables.space(content.space).places.get(chainKey(content));
    if (place !== undefined) chains.set(chainKey(content), place);
  }
  const kept = new Set(events.map(({ id }) => id).filter((id) => tables.events.has(id)));
  const { readMarks, pins } = marksIn(tables, events, self);
  const programs = programsIn(tables, events);
  const notes = notesFor(tables, events);
  return { chains, conversations: tables.records.conversations, kept, readMarks, pins, programs, notes, self };
}

/** Makes rows of kept events anew. */
export function projectAgain(tables: MemoryTables, said: readonly AdmittedEvent[], self: AccountId): void {
  writePlan(tables, planAnew(said, stateFor(tables, said, self)));
}

/** Makes the rows of a space anew from its events: see `DocumentStore.showAgain`. */
export function showAgain(tables: MemoryTables, space: SpaceId, self: AccountId | null): void {
  const { conversations } = tables.records;
  const row = conversations.get(space);
  clearMessages(tables, space);
  clearPrograms(tables, space);
  if (row !== undefined) conversations.set(space, { ...row, last: null, unread: 0 });
  const said = [...tables.space(space).chains.values()].flat();
  if (self !== null) projectAgain(tables, said, self);
  refreshRow(tables, space, 'all');
  tables.changed(`messages/${space}`);
  tellRow(tables, space);
}
