import { type IntakePlan, type IntakeState, chainKey, pinKey, readMarkKey } from '@domain/intake/intake.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import type { MessageNote } from '@domain/chat/note.ts';
import type { EventId } from '@shared/ids.ts';
import { programKey } from '@domain/mini/records.ts';
import { alice } from '../../../../support/shared/storeFixtures.ts';

/** The state of a store of Alice that wrote these plans and nothing else. */
export function after(...plans: readonly IntakePlan[]): IntakeState {
  return {
    chains: new Map(plans.flatMap(({ chains }) => chains.map((place) => [chainKey(place), place]))),
    conversations: new Map(plans.flatMap(({ conversations }) => conversations.map((row) => [row.space, row]))),
    kept: new Set(plans.flatMap(({ events }) => events.map(({ id }) => id))),
    readMarks: new Map(plans.flatMap(({ readMarks }) => readMarks.map((mark) => [readMarkKey(mark), mark.at]))),
    pins: new Map(plans.flatMap(({ pins }) => pins.map((pin) => [pinKey(pin), pin]))),
    programs: {
      ledgers: new Map(plans.flatMap(({ said }) => said.ledgers.map((ledger) => [programKey(ledger), ledger]))),
      parts: plans.flatMap(({ said }) => said.parts),
    },
    notes: notesAfter(plans),
    self: alice,
  };
}

function writeNotes(notes: Map<EventId, MessageNote>, { notes: plan }: IntakePlan): void {
  const wiped = new Set(plan.recalled.map(({ message }) => message));
  for (const { event } of plan.goneNotes) notes.delete(event);
  for (const { message, event, said } of notes.values())
    if (wiped.has(message) && said.act !== 'recall') notes.delete(event);
  for (const note of plan.notes) notes.set(note.event, note);
}

/** Everything that is kept of messages and notes after these plans, in the order in which they were written. */
function notesAfter(plans: readonly IntakePlan[]): IntakeState['notes'] {
  const messages = new Map<EventId, MessageRecord>();
  const notes = new Map<EventId, MessageNote>();
  for (const plan of plans) {
    writeNotes(notes, plan);
    for (const message of plan.messages) messages.set(message.id, message);
    for (const { message } of plan.notes.rewritten) messages.set(message.id, message);
  }
  const kept = new Map<EventId, MessageNote[]>();
  for (const note of notes.values()) kept.set(note.message, [...(kept.get(note.message) ?? []), note]);
  return {
    targets: new Map([...messages].map(([id, message]) => [id, { message, isHidden: false }])),
    kept,
    waiting: [...notes.values()].filter((note) => note.waiting !== undefined),
  };
}

/** The state of an empty store. */
export const nothing: IntakeState = after();
