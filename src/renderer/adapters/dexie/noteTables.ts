/** What was said about messages: what an admission reads and writes of it. */
import type { EventId, SpaceId } from '@shared/ids.ts';
import { type MessageNote, WAITING_NOTES, messageNoteSchema, waitingPlace } from '@domain/chat/note.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { IntakePlan } from '@domain/intake/intake.ts';
import { NO_NOTES, type NoteTarget, type NotesKnown, type PlacedId, notesIn } from '@domain/intake/noteDraft.ts';
import { messageRow } from './messageRow.ts';
import { PackedMessages } from './packedMessages.ts';
import { type RowDoor, eventSchema } from './rowDoor.ts';
import { KEY_END, type TableName } from './schema.ts';
import type { IndexRange, WriteScope } from './writeScope.ts';

/** The tables beside messages. */
export const NOTE_TABLES: readonly TableName[] = ['messageNotes', 'messageNames', 'messageEnds'];
/** Where a note stands. */
export const NOTE_KEY = '[space+at+message+author+event]';

/** What reading notes needs besides the transaction. */
export interface NoteContext {
  readonly door: RowDoor;
  readonly keyRange: typeof IDBKeyRange;
}

/** Whether anything that was said in a space waits for its message. */
export async function hasWaiting(scope: WriteScope, space: SpaceId, keyRange: typeof IDBKeyRange): Promise<boolean> {
  return (await scope.countUpTo(waitingIn(keyRange.bound([space], [space, KEY_END])), 1)) > 0;
}

/** Reads what a batch needs to know of notes: little where it brings none and nothing waits. */
export async function notesRead(
  scope: WriteScope,
  events: readonly AdmittedEvent[],
  context: NoteContext,
): Promise<NotesKnown> {
  const { notes, others } = notesIn(events);
  const awaited = await awaitedOf(scope, others, context);
  if (notes.length + awaited.length === 0) return NO_NOTES;
  const targets = new Map<EventId, NoteTarget>();
  const kept = new Map<EventId, Map<EventId, MessageNote>>();
  const add = (message: EventId, found: readonly MessageNote[]) => {
    const known = kept.get(message) ?? new Map<EventId, MessageNote>();
    for (const note of found) known.set(note.event, note);
    kept.set(message, known);
  };
  const packed = new PackedMessages(scope, context);
  for (const note of notes) {
    const target = note.said.act === 'timer' ? null : await targetFor(scope, note, { ...context, packed });
    if (target !== null) targets.set(note.message, target);
    const at = target?.message.at ?? (note.said.act === 'timer' ? note.at : null);
    const found =
      at === null ? await waitingFor(scope, note, context) : await notesOfAuthor(scope, { ...note, at }, context);
    add(note.message, found);
  }
  for (const place of awaited) add(place.message, await waitingFor(scope, place, context));
  const homeless = notes.filter(({ message, said }) => said.act !== 'timer' && !targets.has(message));
  const waiting = await crowdsOf(scope, homeless, context);
  return { targets, kept: new Map([...kept].map(([message, found]) => [message, [...found.values()]])), waiting };
}

/** Of those of whom with these more wait in a space than may: all that waits. Of others it is only counted. */
async function crowdsOf(
  scope: WriteScope,
  notes: readonly MessageNote[],
  { door, keyRange }: NoteContext,
): Promise<readonly MessageNote[]> {
  const crowds = new Map<string, Pick<MessageNote, 'space' | 'author'> & { readonly count: number }>();
  for (const { space, author } of notes) {
    const whose = `${space}/${author}`;
    crowds.set(whose, { space, author, count: (crowds.get(whose)?.count ?? 0) + 1 });
  }
  const found: MessageNote[] = [];
  for (const { space, author, count } of crowds.values()) {
    const place = [space, waitingPlace(author)];
    const range = keyRange.bound(place, [...place, KEY_END]);
    const keys = await scope.primaryKeys('messageNotes', range, WAITING_NOTES.most);
    if (keys.length + count <= WAITING_NOTES.most) continue;
    const rows = door.parseAll('messageNotes', messageNoteSchema, await scope.rows('messageNotes', range));
    found.push(...rows.filter((note) => note.author === author && note.waiting !== undefined));
  }
  return found;
}

/** Events of spaces in which something waits. */
async function awaitedOf(
  scope: WriteScope,
  others: readonly PlacedId[],
  { keyRange }: NoteContext,
): Promise<readonly PlacedId[]> {
  const spaces = [...new Set(others.map(({ space }) => space))];
  const awaited = await Promise.all(spaces.map((space) => hasWaiting(scope, space, keyRange)));
  const busy = new Set(spaces.filter((_, place) => awaited[place]));
  return busy.size === 0 ? [] : others.filter(({ space }) => busy.has(space));
}

/** The message a note speaks of: where the note says, where its event says, or hidden. */
async function targetFor(
  scope: WriteScope,
  note: MessageNote,
  context: NoteContext & { readonly packed: PackedMessages },
): Promise<NoteTarget | null> {
  const found = await targetAt(scope, note, context);
  if (found !== null) return found;
  const { space, message } = note;
  const row: unknown = await scope.get('events', message);
  const event = context.door.parse('events', eventSchema, row);
  if (event !== null && event.space !== space) return null;
  const at = row === undefined ? await context.packed.placeOf(note) : (event?.sortAt ?? null);
  return at === null || at === note.at ? null : targetAt(scope, { space, message, at }, context);
}

/** The message at a place, or hidden; null where it is in neither. */
export async function targetAt(
  scope: WriteScope,
  { space, at, message }: PlacedId,
  { door }: NoteContext,
): Promise<NoteTarget | null> {
  const [shown, hidden] = await Promise.all([
    scope.get('messages', [space, at, message]),
    scope.get('hidden', [space, message]),
  ]);
  const found = door.message(shown);
  if (found !== null) return { message: found, isHidden: false };
  const put = door.message(hidden);
  return put === null ? null : { message: put, isHidden: true };
}

/** What its author said about a message that stands at a place. */
export async function notesOfAuthor(
  scope: WriteScope,
  { space, at, message, author }: Pick<MessageNote, 'space' | 'at' | 'message' | 'author'>,
  { door, keyRange }: NoteContext,
): Promise<readonly MessageNote[]> {
  const range = keyRange.bound([space, at, message, author], [space, at, message, author, KEY_END]);
  return door.parseAll('messageNotes', messageNoteSchema, await scope.rows('messageNotes', range));
}

/** What waits for a message. */
export async function waitingFor(
  scope: WriteScope,
  { space, message }: Pick<PlacedId, 'space' | 'message'>,
  { door, keyRange }: NoteContext,
): Promise<readonly MessageNote[]> {
  const rows = await scope.indexed(waitingIn(keyRange.only([space, message])));
  return door.parseAll('messageNotes', messageNoteSchema, rows);
}

/** The note an event made. */
export async function noteByEvent(
  scope: WriteScope,
  event: EventId,
  { door, keyRange }: NoteContext,
): Promise<MessageNote | null> {
  const [row] = await scope.indexed({ table: 'messageNotes', name: 'event', range: keyRange.only(event) }, 1);
  return door.parse('messageNotes', messageNoteSchema, row);
}

/** Puts a note in its place. */
export function putNote(scope: WriteScope, note: MessageNote): void {
  scope.put('messageNotes', [note]);
  scope.touch('messageNotes', note.space);
}

/** Takes away what stands beside messages that were taken back, but for who asked for it, or that are gone. Before anything else of a plan is written. */
export async function wipeNotes(
  scope: WriteScope,
  { places, isGone }: { readonly places: readonly PlacedId[]; readonly isGone: boolean },
  context: NoteContext,
): Promise<void> {
  for (const { space, at, message } of places) {
    const range = context.keyRange.bound([space, at, message], [space, at, message, KEY_END]);
    const rows = context.door.parseAll('messageNotes', messageNoteSchema, await scope.rows('messageNotes', range));
    for (const note of rows) if (isGone || note.said.act !== 'recall') scope.delete('messageNotes', keyOfNote(note));
    scope.delete('attachments', [space, at, message]);
    scope.delete('messageNames', [space, at, message]);
    scope.delete('messageEnds', [space, message]);
    for (const table of ['messageNotes', 'attachments', 'messageNames', 'messageEnds'] as const)
      scope.touch(table, space);
    scope.touchIndex('messageNames', 'at', at);
  }
}

/** Writes what a batch says about messages. */
export function writeNotes(scope: WriteScope, { notes: plan, ends }: Pick<IntakePlan, 'notes' | 'ends'>): void {
  for (const note of plan.goneNotes) scope.delete('messageNotes', keyOfNote(note));
  for (const { space, at, message } of plan.goneNamed) scope.delete('messageNames', [space, at, message]);
  scope.put('messageNotes', plan.notes);
  scope.put('messageNames', plan.named);
  scope.put('messageEnds', ends);
  for (const { message, isHidden } of plan.rewritten) {
    scope.put(isHidden ? 'hidden' : 'messages', [messageRow(message)]);
    scope.touch(isHidden ? 'hidden' : 'messages', message.space);
  }
  for (const { space } of [...plan.notes, ...plan.goneNotes]) scope.touch('messageNotes', space);
  for (const { space, at } of [...plan.named, ...plan.goneNamed]) {
    scope.touch('messageNames', space);
    scope.touchIndex('messageNames', 'at', at);
  }
}

function keyOfNote({ space, at, message, author, event }: MessageNote): IDBValidKey {
  return [space, at, message, author, event];
}

function waitingIn(range: IDBKeyRange): IndexRange {
  return { table: 'messageNotes', name: '[space+waiting]', range };
}
