import type { AdmittedEvent } from '@domain/event/event.ts';
import { type IntakePlan, type BucketHead, chainKey, pinKey, readMarkKey } from '@domain/intake/intake.ts';
import type { MemoryTables } from './memoryDisk.ts';
import { writeFeed } from './memoryFeed.ts';
import { insertMessage, refreshRow } from './memoryMessages.ts';
import { writeNotes } from './memoryNotes.ts';
import { writePrograms } from './memoryPrograms.ts';

/** Writes a plan and tells who listens. */
export function writePlan(tables: MemoryTables, plan: IntakePlan): void {
  for (const event of plan.events) tables.events.set(event.id, event);
  keep(tables, plan.events);
  for (const place of plan.chains) tables.space(place.space).places.set(chainKey(place), place);
  for (const bucket of plan.sealed) seal(tables, bucket);
  writePrograms(tables, plan);
  writeFeed(tables, plan.feed);
  for (const message of plan.messages) insertMessage(tables.space(message.space).messages, message);
  writeNotes(tables, plan);
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

/** Puts events at the end of their chains, or, of one chain, before what is held of it. */
function keep(tables: MemoryTables, events: readonly AdmittedEvent[]): void {
  const below: AdmittedEvent[] = [];
  for (const event of events) {
    const { chains } = tables.space(event.content.space);
    const key = chainKey(event.content);
    const chain = chains.get(key) ?? [];
    chains.set(key, chain);
    if (event.content.seq < (chain[0]?.content.seq ?? 0)) below.push(event);
    else chain.push(event);
  }
  const [first] = below;
  if (first !== undefined)
    tables
      .space(first.content.space)
      .chains.get(chainKey(first.content))
      ?.unshift(...below);
}

/** A bucket of a chain that is held from further down on replaces what was known of it. */
function seal(tables: MemoryTables, bucket: BucketHead): void {
  const { sealed } = tables.space(bucket.space);
  const place = sealed.findIndex((one) => one.bucket === bucket.bucket && one.device === bucket.device);
  sealed.splice(place === -1 ? sealed.length : place, 1, bucket);
}

function tell(tables: MemoryTables, plan: IntakePlan): void {
  for (const space of new Set(plan.messages.map((message) => message.space))) tables.changed(`messages/${space}`);
  if (plan.conversations.length > 0) tables.changed('conversations');
  for (const { space } of plan.conversations) tables.changed(`conversations/${space}`);
}
