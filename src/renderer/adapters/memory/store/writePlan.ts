import type { AdmittedEvent } from '@domain/event/event.ts';
import { type IntakePlan, chainKey } from '@domain/intake/planIntake.ts';
import type { MemoryTables } from './memoryDisk.ts';
import { insertMessage, refreshRow } from './memoryMessages.ts';

/** Writes a plan and tells who listens. */
export function writePlan(tables: MemoryTables, plan: IntakePlan): void {
  for (const event of plan.events) keep(tables, event);
  for (const place of plan.chains) tables.space(place.space).places.set(chainKey(place), place);
  for (const bucket of plan.sealed) tables.space(bucket.space).sealed.push(bucket);
  for (const message of plan.messages) insertMessage(tables.space(message.space).messages, message);
  for (const row of plan.conversations) tables.records.conversations.set(row.space, row);
  for (const space of plan.recount) refreshRow(tables, space, 'unread');
  tell(tables, plan);
}

function keep(tables: MemoryTables, event: AdmittedEvent): void {
  tables.events.set(event.id, event);
  const { chains } = tables.space(event.content.space);
  const chain = chains.get(chainKey(event.content));
  if (chain === undefined) chains.set(chainKey(event.content), [event]);
  else chain.push(event);
}

function tell(tables: MemoryTables, plan: IntakePlan): void {
  for (const space of new Set(plan.messages.map((message) => message.space))) tables.changed(`messages/${space}`);
  if (plan.conversations.length > 0) tables.changed('conversations');
  for (const { space } of plan.conversations) tables.changed(`conversations/${space}`);
}
