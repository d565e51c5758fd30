import type { AccountId } from '@shared/ids.ts';
import { type Mention, cleanMentions } from './extras.ts';
import type { MessageRecord } from './message.ts';
import { type MessageNote, type NoteSaid, isNewerNote } from './note.ts';

/** Who may ask for what in a conversation, beside authors for their own. */
export interface NoteRules {
  /** Whether somebody might take away others' messages at a time: in a group, who ran it then. */
  readonly mightRecall: (account: AccountId, at: number) => boolean;
}

/** In a chat of two nobody takes away the other's. */
export const OWN_ONLY: NoteRules = { mightRecall: () => false };

/** What a message and all that was said about it come to. */
export interface FoldedMessage {
  /** As it stands: edited, or recalled. */
  readonly record: MessageRecord;
  /** How many forms of its words there are, the first included. */
  readonly versions: number;
  /** In the order in which each sign first came; people within it oldest first. */
  readonly reactions: readonly { readonly sign: string; readonly people: readonly AccountId[] }[];
  /** For a poll: who chose what, first come first, and from when on nobody's choice counts (null: not yet known). */
  readonly votes: readonly (readonly AccountId[])[];
  readonly closesAt: number | null;
}

type NoteOf<Act extends NoteSaid['act']> = MessageNote & { readonly said: Extract<NoteSaid, { readonly act: Act }> };

/** Kinds of messages that may be asked to be seen no more: what stands elsewhere, as promises and programs do, is not undone by taking its card away. */
const RECALLABLE: ReadonlySet<MessageRecord['body']['kind']> = new Set([
  'text',
  'file',
  'sticker',
  'contact',
  'place',
  'poll',
  'post',
  'fleeting',
  'unsupported',
]);

/** Whether a message may be asked to be seen no more. */
export function isRecallable({ body }: Pick<MessageRecord, 'body'>): boolean {
  return RECALLABLE.has(body.kind);
}

/** Whether a message has words its author may change: such as end are not changed, for what says so would outlast them. */
export function isEditable({ body, ends }: Pick<MessageRecord, 'body' | 'ends'>): boolean {
  return ends === undefined && (body.kind === 'text' || body.kind === 'file');
}

/**
 * Folds what was said about a message (CHT-50 to CHT-54): a function of the set of notes, whatever their order, and the same whether the
 * record has some of them in it already or not.
 */
export function foldNotes(message: MessageRecord, notes: readonly MessageNote[], rules: NoteRules): FoldedMessage {
  const seen = notes.filter(({ hidden }) => hidden === undefined);
  const recall = recallOf(message, seen, rules);
  if (recall !== null) return { ...NOTHING, record: recalled(message, recall) };
  const edits = editsOf(message, seen);
  return {
    record: withEdit(message, edits.at(-1) ?? null),
    versions: edits.length + 1,
    reactions: reactionsOf(seen),
    ...pollOf(message, seen),
  };
}

const NOTHING = { versions: 1, reactions: [], votes: [], closesAt: null } as const;

/** Who first asked that a message be seen no more, where that counts; null: nobody. */
function recallOf(message: MessageRecord, notes: readonly MessageNote[], rules: NoteRules): AccountId | null {
  if (message.body.kind === 'recalled') return message.body.by;
  if (!isRecallable(message)) return null;
  const counting = notes
    .filter((note) => is(note, 'recall'))
    .filter(({ author, saidAt }) => author === message.author || rules.mightRecall(author, saidAt));
  return counting.toSorted(byTime)[0]?.author ?? null;
}

/** The record with nothing left of what it said. */
export function recalled(message: MessageRecord, by: AccountId): MessageRecord {
  if (message.body.kind === 'recalled') return message;
  const { extras: _extras, edited: _edited, ends: _ends, ...rest } = message;
  return { ...rest, body: { kind: 'recalled', by } };
}

/** Changes of the words that count, oldest first: the author's, of what has words, and of a text none that leaves nothing. */
export function editsOf(message: MessageRecord, notes: readonly MessageNote[]): readonly NoteOf<'edit'>[] {
  if (!isEditable(message)) return [];
  return notes
    .filter((note) => is(note, 'edit'))
    .filter(({ author, said }) => author === message.author && (message.body.kind === 'file' || said.text !== ''))
    .toSorted(byTime);
}

/** The record with the words an edit gives it; with its first ones where there is none. */
export function withEdit(message: MessageRecord, edit: NoteOf<'edit'> | null): MessageRecord {
  const { edited, ...rest } = message;
  if (edit === null)
    return edited === undefined ? message : { ...rest, body: withWords(message.body, edited.original) };
  if (edited?.event === edit.event) return message;
  const original = edited?.original ?? wordsOf(message.body);
  const body = withWords(message.body, edit.said.text);
  const record = { ...withMentions(rest, cleanMentions(edit.said.mentions, edit.said.text)), body };
  return { ...record, edited: { at: edit.saidAt, event: edit.event, original } };
}

/** The words of a text, or of a file's caption; empty for anything else. */
export function wordsOf(body: MessageRecord['body']): string {
  if (body.kind === 'text') return body.text;
  return body.kind === 'file' ? body.caption : '';
}

function withWords(body: MessageRecord['body'], text: string): MessageRecord['body'] {
  if (body.kind === 'text') return { ...body, text };
  return body.kind === 'file' ? { ...body, caption: text } : body;
}

function withMentions(message: MessageRecord, mentions: readonly Mention[]): MessageRecord {
  const { extras, ...rest } = message;
  const { mentions: _before, ...others } = extras ?? {};
  const next = mentions.length === 0 ? others : { ...others, mentions };
  return Object.keys(next).length === 0 ? rest : { ...rest, extras: next };
}

function reactionsOf(notes: readonly MessageNote[]): FoldedMessage['reactions'] {
  const signs = new Map<string, AccountId[]>();
  for (const { author, said } of newestOfEach(notes.filter((note) => is(note, 'react'))).toSorted(byTime)) {
    if (said.sign === null) continue;
    const people = signs.get(said.sign) ?? [];
    people.push(author);
    signs.set(said.sign, people);
  }
  return [...signs].map(([sign, people]) => ({ sign, people }));
}

function pollOf(
  { author, body }: MessageRecord,
  notes: readonly MessageNote[],
): Pick<FoldedMessage, 'votes' | 'closesAt'> {
  if (body.kind !== 'poll') return { votes: [], closesAt: null };
  const { options, several, closes } = body.poll;
  const closed = notes.filter((note) => is(note, 'close') && note.author === author).map(({ saidAt }) => saidAt);
  const ends = [...closed, ...(closes === null ? [] : [closes])];
  const closesAt = ends.length === 0 ? null : Math.min(...ends);
  const counting = notes
    .filter((note) => is(note, 'vote'))
    .filter(({ saidAt }) => closesAt === null || saidAt < closesAt)
    .filter(({ said }) => said.options.every((place) => place < options.length))
    .filter(({ said }) => several || said.options.length <= 1);
  const standing = newestOfEach(counting).toSorted(byTime);
  const votes = options.map((_, place) =>
    standing.filter(({ said }) => said.options.includes(place)).map((note) => note.author),
  );
  return { votes, closesAt };
}

function newestOfEach<Note extends MessageNote>(notes: readonly Note[]): readonly Note[] {
  const newest = new Map<AccountId, Note>();
  for (const note of notes) {
    const known = newest.get(note.author);
    if (known === undefined || isNewerNote(note, known)) newest.set(note.author, note);
  }
  return [...newest.values()];
}

/** How long words last that are said in a space now (CHT-56): of all who might say so, the newest word. */
export function timerOf(
  notes: readonly MessageNote[],
  mightSet: (account: AccountId, at: number) => boolean,
): NoteOf<'timer'> | null {
  return timersOf(notes, mightSet).at(-1) ?? null;
}

/** Every word on how long words last in a space, of all who might say so, oldest first. */
export function timersOf(
  notes: readonly MessageNote[],
  mightSet: (account: AccountId, at: number) => boolean,
): readonly NoteOf<'timer'>[] {
  return notes
    .filter((note) => note.hidden === undefined)
    .filter((note) => is(note, 'timer'))
    .filter(({ author, saidAt }) => mightSet(author, saidAt))
    .toSorted(byTime);
}

function is<Act extends NoteSaid['act']>(note: MessageNote, act: Act): note is NoteOf<Act> {
  return note.said.act === act;
}

function byTime(one: MessageNote, other: MessageNote): number {
  return isNewerNote(one, other) ? 1 : -1;
}
