/** What was said about messages, in memory. */
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { attachmentOf } from '@domain/chat/marks.ts';
import { recalled } from '@domain/chat/foldNotes.ts';
import { rereadMessage, withHidden } from '@domain/chat/hideNote.ts';
import type { MessageKey, MessageRecord } from '@domain/chat/message.ts';
import { type MessageNote, noteSlot, readNote } from '@domain/chat/note.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { IntakePlan } from '@domain/intake/intake.ts';
import { type NoteTarget, type NotesKnown, type PlacedId, notesIn } from '@domain/intake/noteDraft.ts';
import type { Stored } from '@ports/documentStore.ts';
import type {
  DroppedMessage,
  MessageEnd,
  MessageNotes,
  MessageStretch,
  NamedPlace,
  NotesAgain,
  NotesFound,
  RevealedWords,
} from '@ports/messageNotes.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { MemoryTables } from './memoryDisk.ts';
import { insertMessage, refreshRow, tellRow } from './memoryMessages.ts';
import type { MemorySession } from './memorySession.ts';

/** What a batch needs to know of notes. */
export function notesFor(tables: MemoryTables, events: readonly AdmittedEvent[]): NotesKnown {
  const { notes, others } = notesIn(events);
  const targets = new Map<EventId, NoteTarget>();
  const kept = new Map<EventId, readonly MessageNote[]>();
  for (const note of notes) {
    const target = targetOf(tables, note);
    if (target !== null) targets.set(note.message, target);
    kept.set(note.message, notesAbout(tables, note));
  }
  for (const message of others) kept.set(message.message, notesAbout(tables, message));
  return { targets, kept, waiting: waitingOf(tables, notes) };
}

/** All that waits of those who say something. */
function waitingOf(tables: MemoryTables, notes: readonly MessageNote[]): readonly MessageNote[] {
  const authors = new Map(notes.map(({ space, author }) => [`${space}/${author}`, { space, author }]));
  return [...authors.values()].flatMap(({ space, author }) =>
    [...tables.space(space).notes.values()].filter((note) => note.author === author && note.waiting !== undefined),
  );
}

function targetOf(tables: MemoryTables, { space, message }: Pick<PlacedId, 'space' | 'message'>): NoteTarget | null {
  const held = tables.space(space);
  const shown = held.messages.find(({ id }) => id === message);
  if (shown !== undefined) return { message: shown, isHidden: false };
  const hidden = held.hidden.get(message);
  return hidden === undefined ? null : { message: hidden, isHidden: true };
}

function notesAbout(
  tables: MemoryTables,
  { space, message }: Pick<PlacedId, 'space' | 'message'>,
): readonly MessageNote[] {
  return [...tables.space(space).notes.values()].filter((note) => note.message === message);
}

/** Writes what a batch says about messages. */
export function writeNotes(tables: MemoryTables, { notes: plan, ends }: Pick<IntakePlan, 'notes' | 'ends'>): void {
  for (const { space, event } of plan.goneNotes) tables.space(space).notes.delete(event);
  for (const place of plan.recalled) wipe(tables, place);
  for (const note of plan.notes) tables.space(note.space).notes.set(note.event, note);
  for (const { space, message } of plan.goneNamed) tables.space(space).named.delete(message);
  for (const place of plan.named) tables.space(place.space).named.set(place.message, place);
  for (const end of ends) tables.space(end.space).ends.set(end.message, end);
  for (const { message, isHidden } of plan.rewritten) rewrite(tables, message, isHidden);
  const touched = [...plan.notes, ...plan.goneNotes, ...plan.recalled].map(({ space }) => space);
  for (const space of new Set(touched)) tables.changed(`notes/${space}`);
  if (plan.named.length + plan.goneNamed.length > 0) tables.changed('named');
}

function rewrite(tables: MemoryTables, message: MessageRecord, isHidden: boolean): void {
  const held = tables.space(message.space);
  if (isHidden) held.hidden.set(message.id, message);
  else insertMessage(held.messages, message);
  tables.changed(`messages/${message.space}`);
}

/** Nothing stands beside a message that was taken back but who asked for it. */
function wipe(tables: MemoryTables, { space, message }: PlacedId): void {
  const held = tables.space(space);
  for (const note of notesAbout(tables, { space, message }))
    if (note.said.act !== 'recall') held.notes.delete(note.event);
  held.attachments.delete(message);
  held.named.delete(message);
  held.ends.delete(message);
  tables.changed('attachments');
  tables.changed(`attachments/${space}`);
  tables.changed('named');
}

/** Takes a note out of sight, or puts it back; false where there is none such. */
export function hideNote(
  tables: MemoryTables,
  { space, id }: { readonly space: SpaceId; readonly id: EventId },
  isHidden: boolean,
): boolean {
  const held = tables.space(space);
  const note = held.notes.get(id);
  if (note === undefined || (note.hidden === true) === isHidden) return false;
  held.notes.set(id, withHidden(note, isHidden));
  const target = targetOf(tables, note);
  if (target !== null) {
    rewrite(tables, rereadMessage(target.message, notesAbout(tables, note)), target.isHidden);
    refreshRow(tables, space, 'all');
    tellRow(tables, space);
  }
  tables.changed(`notes/${space}`);
  return true;
}

/** Makes rows of kept events anew. */
type ProjectAgain = (tables: MemoryTables, said: readonly AdmittedEvent[], self: AccountId) => void;

/** See `MessageNotes`. */
export class MemoryNotes implements MessageNotes {
  private readonly session: MemorySession;
  private readonly project: ProjectAgain;

  constructor(session: MemorySession, project: ProjectAgain) {
    this.session = session;
    this.project = project;
  }

  within(space: SpaceId, stretch: MessageStretch): Stored<readonly MessageNote[]> {
    return this.session.read((tables) => notesWithin(tables, space, stretch));
  }

  watchWithin(space: SpaceId, stretch: MessageStretch): LiveQuery<readonly MessageNote[]> {
    return this.session.watch(`notes/${space}`, (tables) => notesWithin(tables, space, stretch));
  }

  ofSpace(space: SpaceId): Stored<readonly MessageNote[]> {
    return this.session.read((tables) => timersIn(tables, space));
  }

  watchOfSpace(space: SpaceId): LiveQuery<readonly MessageNote[]> {
    return this.session.watch(`notes/${space}`, (tables) => timersIn(tables, space));
  }

  openRecalls(space: SpaceId, stretch: MessageStretch): Stored<readonly MessageNote[]> {
    return this.session.read((tables) =>
      notesWithin(tables, space, stretch).filter((note) => note.said.act === 'recall' && saysSomething(tables, note)),
    );
  }

  recall(space: SpaceId, id: EventId, by: AccountId): Stored<boolean> {
    return this.session.write((tables) => {
      const target = targetOf(tables, { space, message: id });
      if (target === null) return false;
      const next = recalled(target.message, by);
      if (next === target.message) return true;
      wipe(tables, { space, message: id, at: next.at });
      this.rewriteRow(tables, next, target.isHidden);
      tables.changed(`notes/${space}`);
      return true;
    });
  }

  named(space: SpaceId | null, limit: number): Stored<readonly NamedPlace[]> {
    return this.session.read((tables) => namedIn(tables, space, limit));
  }

  watchNamed(space: SpaceId | null, limit: number): LiveQuery<readonly NamedPlace[]> {
    return this.session.watch('named', (tables) => namedIn(tables, space, limit));
  }

  reveal(space: SpaceId, id: EventId, words: RevealedWords): Stored<boolean> {
    return this.session.write((tables) => {
      const target = targetOf(tables, { space, message: id });
      if (target?.message.body.kind !== 'fleeting') return false;
      const { namesMe, ...said } = words;
      const message = { ...target.message, ...said };
      this.rewriteRow(tables, message, target.isHidden);
      const file = attachmentOf(message);
      if (file !== null) tables.space(space).attachments.set(id, file);
      if (namesMe === true) tables.space(space).named.set(id, { space, message: id, at: message.at });
      for (const topic of ['attachments', `attachments/${space}`, 'named']) tables.changed(topic);
      return true;
    });
  }

  ends(limit: number): Stored<readonly MessageEnd[]> {
    return this.session.read(({ spaces }) =>
      [...spaces.values()]
        .flatMap(({ ends }) => [...ends.values()])
        .toSorted((one, other) => one.ends - other.ends)
        .slice(0, limit),
    );
  }

  readAgain(space: SpaceId, { self, beside, isShown }: NotesAgain): Stored {
    return this.session.write((tables) => {
      const { notes, chains } = tables.space(space);
      const slots = new Set(beside.flatMap((event) => notes.get(event) ?? []).map(noteSlot));
      const said = [...chains.values()].flat().filter((event) => {
        const note = readNote(event);
        return note !== null && slots.has(noteSlot(note)) && isShown(event);
      });
      this.project(tables, said, self);
      refreshRow(tables, space, 'all');
      for (const topic of [`messages/${space}`, `notes/${space}`]) tables.changed(topic);
      tellRow(tables, space);
    });
  }

  /** Here every message is found by its id as something is said about it: nothing waits for one that is here. */
  findAwaited(): Stored<NotesFound> {
    return this.session.read(() => ({ isMore: false, space: null }));
  }

  drop(messages: readonly DroppedMessage[]): Stored {
    return this.session.write((tables) => {
      for (const { space, message } of messages) {
        const held = tables.space(space);
        held.messages = held.messages.filter(({ id }) => id !== message);
        held.hidden.delete(message);
        wipe(tables, { space, message, at: 0 });
        for (const note of notesAbout(tables, { space, message })) held.notes.delete(note.event);
        refreshRow(tables, space, 'all');
        tables.changed(`messages/${space}`);
        tables.changed(`notes/${space}`);
        tellRow(tables, space);
      }
    });
  }

  private rewriteRow(tables: MemoryTables, next: MessageRecord, isHidden: boolean): void {
    rewrite(tables, next, isHidden);
    refreshRow(tables, next.space, 'all');
    tellRow(tables, next.space);
  }
}

function notesWithin(tables: MemoryTables, space: SpaceId, { from, to }: MessageStretch): readonly MessageNote[] {
  return [...tables.space(space).notes.values()]
    .filter(({ waiting, said }) => waiting === undefined && said.act !== 'timer')
    .filter((note) => !isBefore(note, from) && (to === null || !isBefore({ at: to.at, message: to.id }, keyOf(note))))
    .toSorted((one, other) => (isBefore(one, keyOf(other)) ? -1 : 1));
}

function saysSomething(tables: MemoryTables, note: MessageNote): boolean {
  const target = targetOf(tables, note);
  return target !== null && target.message.body.kind !== 'recalled';
}

function isBefore({ at, message }: { readonly at: number; readonly message: string }, key: MessageKey): boolean {
  return at === key.at ? message < key.id : at < key.at;
}

function keyOf({ at, message }: MessageNote): MessageKey {
  return { at, id: message };
}

function timersIn(tables: MemoryTables, space: SpaceId): readonly MessageNote[] {
  return [...tables.space(space).notes.values()].filter(({ said }) => said.act === 'timer');
}

function namedIn(tables: MemoryTables, space: SpaceId | null, limit: number): readonly NamedPlace[] {
  const spaces = space === null ? [...tables.spaces.values()] : [tables.space(space)];
  return spaces
    .flatMap(({ named }) => [...named.values()])
    .toSorted((one, other) => other.at - one.at)
    .slice(0, limit);
}
