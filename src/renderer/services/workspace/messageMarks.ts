/** What stands beside a message, from the rows it is made of. Pure. */
import type { AccountId, EventId } from '@shared/ids.ts';
import { type FoldedMessage, type NoteRules, foldNotes, wordsOf } from '@domain/chat/foldNotes.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import type { MessageNote } from '@domain/chat/note.ts';
import type { FoundMessage, Message, MessageMarks, PollState } from './messageViews.ts';

/** What marks are made of beside the message and what was said about it. */
export interface MarkSources {
  readonly self: AccountId;
  readonly rules: NoteRules;
  readonly starred: ReadonlySet<string>;
  readonly now: number;
  /** A message that is answered, as it is now; null where it is not here. */
  readonly find: (id: EventId) => FoundMessage | null;
}

/** Notes by the message they are about. */
export type NotesByMessage = ReadonlyMap<EventId, readonly MessageNote[]>;

/** Notes of a stretch, by message. */
export function notesByMessage(notes: readonly MessageNote[]): NotesByMessage {
  const found = new Map<EventId, MessageNote[]>();
  for (const note of notes) {
    const known = found.get(note.message);
    if (known === undefined) found.set(note.message, [note]);
    else known.push(note);
  }
  return found;
}

/** A message as it stands, and its marks. Most have none, and cost nothing. */
export function markedMessage(
  record: MessageRecord,
  notes: readonly MessageNote[] | undefined,
  sources: MarkSources,
): { readonly record: MessageRecord; readonly marks: MessageMarks } {
  const folded =
    notes === undefined && record.body.kind !== 'poll' ? null : foldNotes(record, notes ?? [], sources.rules);
  const shown = folded?.record ?? record;
  return { record: shown, marks: marksOf(shown, folded, sources) };
}

function marksOf(record: MessageRecord, folded: FoldedMessage | null, sources: MarkSources): MessageMarks {
  const { edited, ends, id } = record;
  const isStarred = sources.starred.has(id);
  return {
    ...extrasOf(record, sources),
    ...(edited === undefined ? NONE : { edited: { at: edited.at, versions: folded?.versions ?? 2 } }),
    ...(folded === null ? NONE : saidAbout(record, folded, sources)),
    ...(ends === undefined ? NONE : { expiresAt: ends }),
    ...(isStarred ? { starred: true } : NONE),
  };
}

function saidAbout({ body }: MessageRecord, folded: FoldedMessage, sources: MarkSources): MessageMarks {
  const reactions = reactionsOf(folded, sources.self);
  return {
    ...(reactions.length === 0 ? NONE : { reactions }),
    ...(body.kind === 'poll' ? { poll: pollOf(folded, sources) } : NONE),
  };
}

const NONE: MessageMarks = {};

function extrasOf({ extras, own }: MessageRecord, { self, find }: MarkSources): MessageMarks {
  if (extras === undefined) return NONE;
  const { reply, mentions, forwarded, album } = extras;
  const namesMe = !own && mentions?.some(({ account }) => account === self) === true;
  return {
    ...(reply === undefined ? {} : { reply: { id: reply.id, message: find(reply.id) } }),
    ...(mentions === undefined ? {} : { mentions }),
    ...(namesMe ? { namesMe: true } : {}),
    ...(forwarded === undefined ? {} : { forwarded }),
    ...(album === undefined ? {} : { album }),
  };
}

function reactionsOf({ reactions }: FoldedMessage, self: AccountId): NonNullable<MessageMarks['reactions']> {
  return reactions.map(({ sign, people }) => ({ sign, people, own: people.includes(self) }));
}

function pollOf({ votes, closesAt }: FoldedMessage, { self, now }: MarkSources): PollState {
  return {
    votes,
    people: new Set(votes.flat()).size,
    own: votes.flatMap((people, place) => (people.includes(self) ? [place] : [])),
    isClosed: closesAt !== null && closesAt <= now,
  };
}

/** A message of which only is asked what it says. */
export function foundMessage({ id, at, own, author, body }: MessageRecord): FoundMessage {
  return { id, at, own, author, body };
}

/** Whether two views of one message look the same, so that its row need not be drawn again. */
export function looksSame(a: Message, b: Message): boolean {
  if (a.state !== b.state || a.at !== b.at || a.body.kind !== b.body.kind) return false;
  return wordsOf(a.body) === wordsOf(b.body) && marksKey(a) === marksKey(b);
}

/** Empty for the many that have no marks. */
function marksKey({ reply, edited, reactions, mentions, poll, expiresAt, starred, album, forwarded }: Message): string {
  const answered = reply === undefined ? null : [reply.id, reply.message?.body.kind, wordsIn(reply.message)];
  const marks = [answered, edited, reactions, mentions, poll, expiresAt, starred, album, forwarded];
  return marks.every((mark) => mark === undefined || mark === null) ? '' : JSON.stringify(marks);
}

function wordsIn(message: FoundMessage | null): string {
  return message === null ? '' : wordsOf(message.body);
}
