import type { AdmittedEvent } from '@domain/event/event.ts';
import { type IntakePlan, chainKey, pinKey, readMarkKey } from '@domain/intake/planIntake.ts';
import type { MemoryTables } from './memoryDisk.ts';
import { insertMessage, refreshRow } from './memoryMessages.ts';

/** Writes a plan and tells who listens. */
export function writePlan(tables: MemoryTables, plan: IntakePlan): void {
  for (const event of plan.events) keep(tables, event);
  for (const place of plan.chains) tables.space(place.space).places.set(chainKey(place), place);
  for (const bucket of plan.sealed) tables.space(bucket.space).sealed.push(bucket);
  for (const message of plan.messages) insertMessage(tables.space(message.space).messages, message);
  writeMarks(tables, plan);
  for (const row of plan.conversations) tables.records.conversations.set(row.space, row);
  for (const space of plan.recount) refreshRow(tables, space, 'unread');
  tell(tables, plan);
}

function writeMarks(tables: MemoryTables, { attachments, readMarks, pins }: IntakePlan): void {
  for (const row of attachments) tables.space(row.space).attachments.set(row.message, row);
  for (const mark of readMarks) tables.space(mark.space).readMarks.set(readMarkKey(mark), mark);
  for (const pin of pins) tables.space(pin.space).pins.set(pinKey(pin), pin);
  for (const { space } of readMarks) tables.changed(`readMarks/${space}`);
  for (const { space } of pins) tables.changed(`pins/${space}`);
  if (attachments.length > 0) tables.changed('attachments');
  for (const space of new Set(attachments.map((row) => row.space))) tables.changed(`attachments/${space}`);
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
