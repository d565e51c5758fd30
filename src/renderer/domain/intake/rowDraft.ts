import type { AccountId, SpaceId } from '@shared/ids.ts';
import { type PinRecord, type ReadMark, attachmentOf, newerPin } from '../chat/marks.ts';
import type { ConversationRecord, MessageRecord } from '../chat/message.ts';
import { type Projection, advanceConversation, makesNoRow, projectEvent } from '../chat/project.ts';
import type { AdmittedEvent } from '../event/event.ts';
import { type FeedRows, NO_FEED_ROWS, joinFeedRows, laneOf, projectFeed } from '../feed/project.ts';
import { ProgramDraft } from '../mini/programDraft.ts';
import type { ProgramRecord } from '../mini/records.ts';
import { type EndingMessage, type IntakeState, type RowPlan, pinKey, readMarkKey } from './intake.ts';
import { NoteDraft } from './noteDraft.ts';

/** What events add to the rows a person sees, in whatever order the events come (INT-5 to INT-10, INT-12 to INT-17). */
export class RowDraft {
  private readonly state: IntakeState;
  private readonly said: ProgramDraft;
  private readonly programs: ProgramRecord[] = [];
  private readonly messages: MessageRecord[] = [];
  private readonly notes: NoteDraft;
  private readonly feed: FeedRows[] = [];
  private readonly readMarks = new Map<string, ReadMark>();
  private readonly pins = new Map<string, PinRecord>();
  private readonly conversations = new Map<SpaceId, ConversationRecord>();
  private readonly recount = new Set<SpaceId>();

  constructor(state: IntakeState) {
    this.state = state;
    this.said = new ProgramDraft(state.programs);
    this.notes = new NoteDraft(state.notes, state.self);
  }

  plan(): RowPlan {
    const said = this.said.plan();
    const gone = new Set(said.goneLines.map(({ id }) => id));
    const kept = gone.size === 0 ? this.messages : this.messages.filter(({ id }) => !gone.has(id));
    const messages = kept.map((message) => this.notes.latest(message));
    return {
      messages,
      programs: this.programs,
      said,
      notes: this.notes.plan(),
      ends: messages.flatMap(endOf),
      feed: this.feed.length === 0 ? NO_FEED_ROWS : joinFeedRows(this.feed),
      attachments: messages.map(attachmentOf).filter((attachment) => attachment !== null),
      readMarks: [...this.readMarks.values()],
      pins: [...this.pins.values()],
      conversations: [...this.conversations.values()],
      recount: [...this.recount],
    };
  }

  /** Adds what one event says. */
  project(event: AdmittedEvent): void {
    const { space, kind } = event.content;
    // A feed is no conversation: its words touch none (INT-14).
    if (laneOf(kind) !== null) {
      this.feed.push(projectFeed(event));
      return;
    }
    const { self } = this.state;
    const read = this.read(event, self);
    if (read.kind === 'note') return this.follow(this.notes.addNote(read.note));
    const projection = read.kind === 'message' ? this.keep(read.message) : read;
    this.mark(space, projection);
    const row = this.conversations.get(space) ?? this.state.conversations.get(space);
    // Membership and marks alone make no conversation.
    if (row === undefined && makesNoRow(projection)) return;
    const known = row === undefined ? emptyRow(event) : named(row, event.author, self);
    const next = advanceConversation(known, projection, self);
    if (next !== row && !isUnchanged(row, next, projection)) this.conversations.set(space, next);
  }

  /** A message reads differently now: where it is the last of its conversation, the list says so. */
  private follow(message: MessageRecord | null): void {
    if (message === null) return;
    const row = this.conversations.get(message.space) ?? this.state.conversations.get(message.space);
    if (row?.last?.id === message.id) this.conversations.set(message.space, { ...row, last: message });
  }

  /** What an event says in a program is said by the line it may put into the conversation. */
  private read(event: AdmittedEvent, self: AccountId): Projection {
    const projection = projectEvent(event, self);
    if (projection.kind !== 'nothing') return projection;
    const line = this.said.add(event, event.author === self);
    return line === null ? projection : { kind: 'message', message: line };
  }

  /** A message, as what waited for it leaves it. */
  private keep(said: MessageRecord): Projection {
    const message = this.notes.addMessage(said);
    this.messages.push(message);
    this.addProgram(message);
    return { kind: 'message', message };
  }

  private addProgram(message: MessageRecord): void {
    if (message.body.kind !== 'program') return;
    const { id: instance, space, author, own, at, body } = message;
    const here = { label: null, package: null, lastOpened: null, favourite: false, removed: false, grants: [] };
    this.programs.push({ instance, space, card: body.program, author, own, at, ...here });
  }

  /** Notes what others read and what is pinned (INT-7, INT-8). */
  private mark(space: SpaceId, projection: Projection): void {
    if (projection.kind === 'pin') {
      const pin = { space, ...projection.pin };
      const known = this.pins.get(pinKey(pin)) ?? this.state.pins.get(pinKey(pin));
      if (newerPin(known, pin) === pin) this.pins.set(pinKey(pin), pin);
    }
    if (projection.kind !== 'read') return;
    if (projection.by === this.state.self) this.recount.add(space);
    const mark = { space, account: projection.by, at: projection.at };
    const known = this.readMarks.get(readMarkKey(mark))?.at ?? this.state.readMarks.get(readMarkKey(mark)) ?? -1;
    if (mark.at > known) this.readMarks.set(readMarkKey(mark), mark);
  }
}

function endOf({ id, space, at, ends, body, author }: MessageRecord): readonly EndingMessage[] {
  if (ends === undefined || body.kind !== 'fleeting') return [];
  const { blob: words, size } = body.words;
  return [{ space, message: id, at, ends, words, size, author }];
}

/** A read mark that moves nothing makes no row to write. */
function isUnchanged(row: ConversationRecord | undefined, next: ConversationRecord, projection: Projection): boolean {
  if (row === undefined || projection.kind !== 'read') return false;
  return row.readAt === next.readAt && row.peerReadAt === next.peerReadAt && row.account === next.account;
}

/** The row of a conversation nobody made before its first event came (INT-5). */
function emptyRow(event: AdmittedEvent): ConversationRecord {
  return {
    space: event.content.space,
    kind: 'direct',
    account: event.author,
    last: null,
    activeAt: event.sortAt,
    unread: 0,
    readAt: 0,
    peerReadAt: 0,
    draft: '',
  };
}

/** A row that began with own words learns who the other is with their first. */
function named(row: ConversationRecord, author: AccountId, self: AccountId): ConversationRecord {
  return row.kind === 'direct' && row.account === self && author !== self ? { ...row, account: author } : row;
}
