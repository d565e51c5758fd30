import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { OWN_ONLY, editsOf, foldNotes, isEditable, isRecallable, recalled, withEdit } from '../chat/foldNotes.ts';
import type { MessageRecord } from '../chat/message.ts';
import { MOST_NOTES, type MessageNote, WAITING_NOTES, isNewerNote, readNote, waitingPlace } from '../chat/note.ts';
import type { AdmittedEvent } from '../event/event.ts';
import { laneOf } from '../feed/project.ts';

/** A message that is here: in the conversation, or hidden on this device. */
export interface NoteTarget {
  readonly message: MessageRecord;
  readonly isHidden: boolean;
}

/** What a store must read of notes before it plans. */
export interface NotesKnown {
  /** By id: messages that notes of the batch speak of, where they are here. */
  readonly targets: ReadonlyMap<EventId, NoteTarget>;
  /**
   * By message: of those, what is kept of the same author and act as a note of the batch; of messages the batch brings, and of such as are
   * not here, all that waits for them; of a space what is kept about it.
   */
  readonly kept: ReadonlyMap<EventId, readonly MessageNote[]>;
  /** Of everybody of whom with the batch more may wait in a space than is left waiting: all that waits of theirs there. */
  readonly waiting: readonly MessageNote[];
}

/** Where the batch says nothing about messages, and nothing waits for those it brings. */
export const NO_NOTES: NotesKnown = { targets: new Map(), kept: new Map(), waiting: [] };

/** Where a message stands that names oneself, or whose words end. */
export interface PlacedId {
  readonly space: SpaceId;
  readonly message: EventId;
  readonly at: number;
}

/** What to write of notes. */
export interface NotesPlan {
  readonly notes: readonly MessageNote[];
  /** As they are kept, to be taken away: pushed out, or standing elsewhere from now on. Before `notes` are put. */
  readonly goneNotes: readonly MessageNote[];
  /** Messages that were here and read differently now. */
  readonly rewritten: readonly NoteTarget[];
  /** Of these nothing is left but that they were: what stands beside them goes. */
  readonly recalled: readonly PlacedId[];
  readonly named: readonly PlacedId[];
  readonly goneNamed: readonly PlacedId[];
}

/** A plan that says nothing about messages. */
export const NO_NOTE_ROWS: NotesPlan = {
  notes: [],
  goneNotes: [],
  rewritten: [],
  recalled: [],
  named: [],
  goneNamed: [],
};

/** The notes a batch brings, and everything else in it for which something may wait. */
export function notesIn(events: readonly AdmittedEvent[]): {
  readonly notes: readonly MessageNote[];
  readonly others: readonly PlacedId[];
} {
  const notes: MessageNote[] = [];
  const others: PlacedId[] = [];
  for (const event of events) {
    const note = readNote(event);
    if (note !== null) notes.push(note);
    else if (laneOf(event.content.kind) === null)
      others.push({ space: event.content.space, message: event.id, at: event.sortAt });
  }
  return { notes, others };
}

/** Follows what is said about messages through a batch (INT-15 to INT-17): rows come out the same whatever the order. */
export class NoteDraft {
  private readonly known: NotesKnown;
  private readonly self: AccountId;
  /** By message, then event: what stands now of what was read or came. */
  private readonly standing = new Map<EventId, Map<EventId, MessageNote>>();
  private readonly put = new Map<EventId, MessageNote>();
  private readonly gone = new Map<EventId, MessageNote>();
  private readonly arrived = new Map<EventId, MessageRecord>();
  private readonly rewritten = new Map<EventId, NoteTarget>();
  private readonly wiped = new Map<EventId, PlacedId>();
  private readonly named = new Map<EventId, PlacedId>();
  private readonly unnamed = new Map<EventId, PlacedId>();

  constructor(known: NotesKnown, self: AccountId) {
    this.known = known;
    this.self = self;
  }

  plan(): NotesPlan {
    this.crowdOut();
    if (this.put.size + this.gone.size + this.rewritten.size + this.named.size === 0) return NO_NOTE_ROWS;
    return {
      notes: [...this.put.values()],
      goneNotes: [...this.gone.values()],
      rewritten: [...this.rewritten.values()],
      recalled: [...this.wiped.values()],
      named: [...this.named.values()],
      goneNamed: [...this.unnamed.values()],
    };
  }

  /** A message of the batch, as what waited for it leaves it. */
  addMessage(message: MessageRecord): MessageRecord {
    const waiting = [...this.notesOf(message.id).values()];
    const standing = waiting.filter((note) => mayStand(note, message));
    for (const note of waiting) if (!standing.includes(note)) this.letGo(note);
    for (const note of standing) this.move(note, message.at);
    const settled = standing.length === 0 ? message : foldNotes(message, standing, OWN_ONLY).record;
    this.arrived.set(message.id, settled);
    if (settled.body.kind === 'recalled') this.wipe(settled);
    else this.name(settled, false);
    return settled;
  }

  /** A message of the batch, as it stands by now. */
  latest(message: MessageRecord): MessageRecord {
    return this.arrived.get(message.id) ?? message;
  }

  /** Takes a note. The message as it reads now, where that changed and it is not hidden. */
  addNote(note: MessageNote): MessageRecord | null {
    const target = this.targetOf(note.message);
    if (note.said.act !== 'timer' && target !== null && !mayStand(note, target.message)) return null;
    if (!this.takeIn(placedNote(note, target)) || target === null) return null;
    const next = this.settled(target.message, note);
    if (next === target.message) return null;
    return this.rewrite(target, next);
  }

  private targetOf(id: EventId): NoteTarget | null {
    const arrived = this.arrived.get(id);
    if (arrived !== undefined) return { message: arrived, isHidden: false };
    return this.rewritten.get(id) ?? this.known.targets.get(id) ?? null;
  }

  private notesOf(message: EventId): Map<EventId, MessageNote> {
    const known = this.standing.get(message);
    if (known !== undefined) return known;
    const read = new Map((this.known.kept.get(message) ?? []).map((note) => [note.event, note]));
    this.standing.set(message, read);
    return read;
  }

  /** False where newer ones of its author leave it no room. What is out of sight takes none from what is in it, and has as much of its own. */
  private takeIn(note: MessageNote): boolean {
    const all = this.notesOf(note.message);
    // One that stands already stays as it is, in sight or not.
    if (all.has(note.event)) return false;
    const slot = [...all.values()].filter(({ author, said }) => author === note.author && said.act === note.said.act);
    const most = MOST_NOTES[note.said.act];
    for (const isIn of [false, true]) {
      const others = slot.filter((one) => isSeen(one) === isIn);
      for (const out of newestFirst(isSeen(note) === isIn ? [...others, note] : others).slice(most)) {
        if (out.event === note.event) return false;
        this.letGo(out);
      }
    }
    all.set(note.event, note);
    this.put.set(note.event, note);
    return true;
  }

  /** Of what waits no more of one author in a space stays than may (INT-17). */
  private crowdOut(): void {
    if (this.known.waiting.length + this.put.size <= WAITING_NOTES.most) return;
    const ofAuthors = new Map<string, Map<EventId, MessageNote>>();
    for (const note of [...this.known.waiting, ...this.put.values()]) {
      if (note.waiting === undefined || this.gone.has(note.event)) continue;
      const whose = `${note.space}/${note.author}`;
      ofAuthors.set(whose, (ofAuthors.get(whose) ?? new Map<EventId, MessageNote>()).set(note.event, note));
    }
    for (const notes of ofAuthors.values()) {
      if (notes.size <= WAITING_NOTES.most) continue;
      for (const out of [...notes.values()].toSorted(byWorth).slice(WAITING_NOTES.kept)) this.letGo(out);
    }
  }

  private letGo(note: MessageNote): void {
    this.notesOf(note.message).delete(note.event);
    if (!this.put.delete(note.event)) this.gone.set(note.event, note);
  }

  /** What waited stands where its message stands. */
  private move(note: MessageNote, at: number): void {
    const { waiting: _waiting, ...rest } = note;
    const moved = { ...rest, at };
    if (!this.put.has(note.event)) this.gone.set(note.event, note);
    this.notesOf(note.message).set(note.event, moved);
    this.put.set(note.event, moved);
  }

  private settled(message: MessageRecord, note: MessageNote): MessageRecord {
    if (!isSeen(note)) return message;
    if (note.said.act === 'recall') return note.author === message.author ? recalled(message, note.author) : message;
    if (note.said.act !== 'edit') return message;
    const edits = editsOf(message, [...this.notesOf(message.id).values()].filter(isSeen));
    return withEdit(message, edits.at(-1) ?? null);
  }

  private rewrite({ isHidden }: NoteTarget, next: MessageRecord): MessageRecord | null {
    if (this.arrived.has(next.id)) this.arrived.set(next.id, next);
    else this.rewritten.set(next.id, { message: next, isHidden });
    if (next.body.kind === 'recalled') this.wipe(next);
    else this.name(next, true);
    return isHidden ? null : next;
  }

  private wipe({ id, space, at }: MessageRecord): void {
    this.wiped.set(id, { space, message: id, at });
    this.named.delete(id);
    for (const [event, note] of this.notesOf(id)) {
      if (note.said.act === 'recall') continue;
      this.notesOf(id).delete(event);
      this.put.delete(event);
    }
  }

  /** Oneself is named in it, or by an edit not any more. */
  private name({ id, space, at, own, extras }: MessageRecord, wasHere: boolean): void {
    const place = { space, message: id, at };
    const isNamed = !own && extras?.mentions?.some(({ account }) => account === this.self) === true;
    if (isNamed) {
      this.named.set(id, place);
      this.unnamed.delete(id);
    } else if (wasHere) {
      this.named.delete(id);
      this.unnamed.set(id, place);
    }
  }
}

/** Plans what waited for messages that turn out to be here, the `targets` of what is known, as if it came now (INT-20). */
export function planFound(waiting: readonly MessageNote[], known: NotesKnown, self: AccountId): NotesPlan {
  const draft = new NoteDraft(known, self);
  for (const { waiting: _waiting, ...note } of waiting) draft.addNote(note);
  const plan = draft.plan();
  return { ...plan, goneNotes: [...waiting, ...plan.goneNotes] };
}

/** A note where its message stands; it waits where that is not here. A timer is about the space, which always is. */
function placedNote(note: MessageNote, target: NoteTarget | null): MessageNote {
  if (target !== null) return { ...note, at: target.message.at };
  return note.said.act === 'timer' ? note : { ...note, at: waitingPlace(note.author), waiting: note.message };
}

function newestFirst(notes: readonly MessageNote[]): readonly MessageNote[] {
  return notes.toSorted((one, other) => (isNewerNote(one, other) ? -1 : 1));
}

/** What was to be taken back first, then by time, the newest first. */
function byWorth(one: MessageNote, other: MessageNote): number {
  const [first, second] = [one.said.act === 'recall', other.said.act === 'recall'];
  if (first !== second) return first ? -1 : 1;
  return isNewerNote(one, other) ? -1 : 1;
}

/** What can never count is not kept: others' edits, votes where there is no poll, anything but who took it back about what was taken back. */
function mayStand({ author, said }: MessageNote, message: MessageRecord): boolean {
  if (said.act === 'recall') return isRecallable(message) || message.body.kind === 'recalled';
  if (message.body.kind === 'recalled') return false;
  switch (said.act) {
    case 'edit':
      return author === message.author && isEditable(message);
    case 'close':
      return author === message.author && message.body.kind === 'poll';
    case 'vote':
      return message.body.kind === 'poll';
    default:
      return true;
  }
}

function isSeen({ hidden }: MessageNote): boolean {
  return hidden === undefined;
}
