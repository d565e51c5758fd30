import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { type ConversationRecord, type MessageRecord, conversationRecordSchema } from '@domain/chat/message.ts';
import { pinRecordSchema, readMarkSchema } from '@domain/chat/marks.ts';
import { isIncoming } from '@domain/chat/project.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import {
  type ChainPlace,
  type IntakePlan,
  type IntakeState,
  chainKey,
  marksOf,
  pinKey,
  readMarkKey,
} from '@domain/intake/intake.ts';
import { laneOf } from '@domain/feed/project.ts';
import { planBelow } from '@domain/intake/planBelow.ts';
import { planIntake, questionedEvents } from '@domain/intake/planIntake.ts';
import type { StoreError } from '@ports/documentStore.ts';
import { refreshedRow, unreadAfterMove } from './conversationRow.ts';
import { FEED_TABLES, writeFeed, writeFeedLittleByLittle } from './feedTables.ts';
import { NOTE_TABLES, hasWaiting, notesRead, wipeNotes, writeNotes } from './noteTables.ts';
import { PROGRAM_TABLES, programsRead, writePrograms } from './programTables.ts';
import type { Guess, RowMemory } from './rowMemory.ts';
import { type RowDoor, chainSchema, sealedSchema } from './rowDoor.ts';
import type { EventPack, TableName } from './schema.ts';
import { isPacked } from './keptEvents.ts';
import { messageRow } from './messageRow.ts';
import { eventRow, layOut } from './packsBelow.ts';
import type { WriteScope } from './writeScope.ts';

const ADMIT_TABLES: readonly TableName[] = [
  'events',
  'packs',
  'chains',
  'sealed',
  'messages',
  'attachments',
  'readMarks',
  'pins',
  'conversations',
  'hidden',
  ...NOTE_TABLES,
  ...PROGRAM_TABLES,
];

/** What every event touches whose rows are remembered; of notes it is looked whether one waits. */
const GUESS_TABLES: readonly TableName[] = ['events', 'chains', 'sealed', 'messages', 'conversations', 'messageNotes'];

/** What words of a feed touch: no conversation, and nothing that is said about messages. */
const FEED_ADMIT_TABLES: readonly TableName[] = ['events', 'packs', 'chains', 'sealed', ...FEED_TABLES];

/** The tables of an admission. Those of feeds are none of messages: whoever reads the one does not wait for the other. */
export function tablesOf(events: readonly AdmittedEvent[]): readonly TableName[] {
  const said = events.filter(isOfFeed).length;
  if (said === 0) return ADMIT_TABLES;
  return said === events.length ? FEED_ADMIT_TABLES : [...ADMIT_TABLES, ...FEED_TABLES];
}

function isOfFeed({ content }: AdmittedEvent): boolean {
  return laneOf(content.kind) !== null;
}

/** Of one event whose rows are remembered: a message touches few, and a transaction costs by the tables it may touch. */
export function tablesOfGuess({ plan }: Guess): readonly TableName[] {
  const { attachments, programs, feed, notes, ends } = plan;
  const said = feed.posts.length + feed.notes.length + feed.uses.length + feed.words.length;
  return [
    ...GUESS_TABLES,
    ...(attachments.length > 0 ? (['attachments'] as const) : []),
    ...(programs.length > 0 ? PROGRAM_TABLES : []),
    ...(notes.named.length > 0 ? (['messageNames'] as const) : []),
    ...(ends.length > 0 ? (['messageEnds'] as const) : []),
    ...(said > 0 ? FEED_TABLES : []),
  ];
}

/** What an admission needs besides the transaction. */
export interface AdmitContext {
  readonly self: AccountId;
  readonly door: RowDoor;
  readonly keyRange: typeof IDBKeyRange;
  /** Hears what was written. */
  readonly memory: RowMemory;
}

/** Reads what the batch touches, plans it, writes the plan. One chain in one space costs two reads and four puts. */
export async function admitEvents(
  scope: WriteScope,
  events: readonly AdmittedEvent[],
  context: AdmitContext,
): Promise<Result<void, StoreError>> {
  const before = await readState(scope, events, context);
  const planned = planIntake(events, before.state);
  if (!planned.ok) return planned;
  await wipeNotes(scope, { places: planned.value.notes.recalled, isGone: false }, context);
  await writeLittleByLittle(scope, planned.value);
  await recount(scope, planned.value, { before, context });
  // Should it not be committed, the next guess is found to be wrong.
  context.memory.keep(planned.value);
  return ok();
}

/**
 * Writes what was planned on remembered rows, at once, while the rows are read again; false when they are others, and then the
 * transaction must not be committed.
 */
export async function admitGuessed(
  scope: WriteScope,
  { chain, row, plan }: Guess,
  keyRange: typeof IDBKeyRange,
): Promise<boolean> {
  // Asked for before anything is put, so they are answered as they were.
  const found = Promise.all([
    scope.get('chains', [chain.space, chain.device]),
    scope.get('conversations', row.space),
    hasWaiting(scope, row.space, keyRange),
  ]);
  // A put that cannot be made at all ends the transaction, and these with it.
  found.catch(() => undefined);
  writePlan(scope, plan);
  const [foundChain, foundRow, isAwaited] = await found;
  return !isAwaited && isSame(foundChain, chain) && isSame(foundRow, row);
}

/** Rows hold text, numbers and nothing else, in the order in which they were put. */
function isSame(found: unknown, known: unknown): boolean {
  return JSON.stringify(found) === JSON.stringify(known);
}

/** Events below what is held of their chain, and packs of those of them that may lie in sealed buckets. */
export interface EventsBelow {
  readonly events: readonly AdmittedEvent[];
  readonly packs: readonly EventPack[];
}

/** The same for events below what is held of their chain. */
export async function admitEventsBelow(
  scope: WriteScope,
  { events, packs }: EventsBelow,
  context: AdmitContext,
): Promise<Result<void, StoreError>> {
  const last = events.at(-1);
  if (last === undefined) return ok();
  const { space, device } = last.content;
  const [before, sealedRow] = await Promise.all([
    // None of them is here: they lie below what is.
    readState(scope, events, { ...context, questioned: () => [] }),
    scope.get('sealed', [space, last.bucket, device]),
  ]);
  const sealed = context.door.parse('sealed', sealedSchema, sealedRow);
  const planned = planBelow(events, { ...before.state, sealed });
  if (!planned.ok) return planned;
  await wipeNotes(scope, { places: planned.value.notes.recalled, isGone: false }, context);
  const laid = layOut(planned.value, packs);
  scope.put('packs', laid.packs);
  await writeLittleByLittle(scope, { ...planned.value, events: laid.rows });
  await recount(scope, planned.value, { before, context });
  // Should it not be committed, the next guess is found to be wrong.
  context.memory.keep(planned.value);
  return ok();
}

/** What was read before a batch is planned. */
export interface StateRead {
  readonly state: IntakeState;
  /** Spaces whose row could not be read: what it counted is counted anew. */
  readonly corruptRows: readonly SpaceId[];
}

/** Reads what planning a batch needs to know. */
export async function readState(
  scope: WriteScope,
  events: readonly AdmittedEvent[],
  { questioned = questionedEvents, ...context }: AdmitContext & { readonly questioned?: typeof questionedEvents },
): Promise<StateRead> {
  const heads = new Map(events.map(({ content }) => [chainKey(content), content]));
  // A feed has no row in the list of conversations (INT-14).
  const spaces = new Set(events.filter((event) => !isOfFeed(event)).map(({ content }) => content.space));
  const reads = [
    Promise.all([...heads.values()].map(({ space, device }) => scope.get('chains', [space, device]))),
    Promise.all([...spaces].map((space) => scope.get('conversations', space))),
  ] as const;
  const [chainRows, conversationRows] = await Promise.all(reads);
  const chains = new Map<string, ChainPlace>();
  for (const place of context.door.parseAll('chains', chainSchema, chainRows)) chains.set(chainKey(place), place);
  const conversations = new Map<SpaceId, ConversationRecord>();
  const known = conversationRows.filter((row) => row !== undefined);
  for (const row of context.door.parseAll('conversations', conversationRecordSchema, known))
    conversations.set(row.space, row);
  const corruptRows = [...spaces].filter(
    (space, place) => conversationRows[place] !== undefined && !conversations.has(space),
  );
  const kept = await keptOf(scope, questioned(events, chains), context);
  const marks = await marksRead(scope, events, context);
  const programs = await programsRead(scope, events, context);
  const notes = await notesRead(scope, events, context);
  return { state: { chains, conversations, kept, ...marks, programs, notes, self: context.self }, corruptRows };
}

/** Reads nothing where the batch says nothing of reading or pins. */
async function marksRead(
  scope: WriteScope,
  events: readonly AdmittedEvent[],
  { door, self }: AdmitContext,
): Promise<Pick<IntakeState, 'readMarks' | 'pins'>> {
  const wanted = marksOf(events, self);
  if (wanted.readMarks.length + wanted.pins.length === 0) return { readMarks: new Map(), pins: new Map() };
  const [marks, pins] = await Promise.all([
    Promise.all(wanted.readMarks.map((key) => scope.get('readMarks', [...key]))),
    Promise.all(wanted.pins.map((key) => scope.get('pins', [...key]))),
  ]);
  return {
    readMarks: new Map(door.parseAll('readMarks', readMarkSchema, marks).map((mark) => [readMarkKey(mark), mark.at])),
    pins: new Map(door.parseAll('pins', pinRecordSchema, pins).map((pin) => [pinKey(pin), pin])),
  };
}

async function keptOf(
  scope: WriteScope,
  events: readonly AdmittedEvent[],
  context: AdmitContext,
): Promise<ReadonlySet<EventId>> {
  const isKept = async (event: AdmittedEvent) =>
    (await scope.has('events', event.id)) || isPacked(scope, { ...event, ...event.content }, context);
  const found = await Promise.all(events.map(isKept));
  return new Set(events.filter((_, place) => found[place]).map(({ id }) => id));
}

function writePlan(scope: WriteScope, plan: IntakePlan): void {
  scope.put('events', plan.events.map(eventRow));
  writePrograms(scope, plan);
  scope.put('messages', plan.messages.map(messageRow));
  writeFeed(scope, plan.feed);
  writeOthers(scope, plan);
}

/** The same, where there may be hundreds of rows: the thread is let go in between. */
export async function writeLittleByLittle(scope: WriteScope, plan: IntakePlan): Promise<void> {
  await scope.putMany('events', plan.events, eventRow);
  writePrograms(scope, plan);
  await scope.putMany('messages', plan.messages, messageRow);
  await writeFeedLittleByLittle(scope, plan.feed);
  writeOthers(scope, plan);
}

function writeOthers(scope: WriteScope, plan: IntakePlan): void {
  scope.put('chains', plan.chains);
  scope.put('sealed', plan.sealed);
  writeNotes(scope, plan);
  writeMarks(scope, plan);
  scope.put('conversations', plan.conversations);
  for (const { space } of plan.chains) scope.touch('chains', space);
  for (const { space } of plan.messages) scope.touch('messages', space);
  for (const { space } of plan.conversations) scope.touch('conversations', space);
}

function writeMarks(scope: WriteScope, { attachments, readMarks, pins }: IntakePlan): void {
  scope.put('attachments', attachments);
  scope.put('readMarks', readMarks);
  scope.put('pins', pins);
  for (const { space } of attachments) scope.touch('attachments', space);
  for (const { space } of readMarks) scope.touch('readMarks', space);
  for (const { space } of pins) scope.touch('pins', space);
}

/** Rows whose count the plan could not know: an own read mark moved, or the row was unreadable. */
async function recount(
  scope: WriteScope,
  plan: IntakePlan,
  { before, context }: { readonly before: StateRead; readonly context: AdmitContext },
): Promise<void> {
  const moved = new Set(plan.recount);
  const corrupt = new Set(before.corruptRows);
  if (moved.size + corrupt.size === 0) return;
  const recounted = plan.conversations.map(async (row) => {
    if (corrupt.has(row.space)) return refreshedRow(scope, row, context);
    if (!moved.has(row.space)) return null;
    const known = before.state.conversations.get(row.space);
    const from = known?.readAt ?? 0;
    const added = plan.messages.filter((message) => isIncomingAfter(message, row.space, from)).length;
    const move = { space: row.space, from, to: row.readAt, unread: (known?.unread ?? 0) + added };
    return { ...row, unread: await unreadAfterMove(scope, move, context) };
  });
  scope.put(
    'conversations',
    (await Promise.all(recounted)).filter((row) => row !== null),
  );
}

function isIncomingAfter(message: MessageRecord, space: SpaceId, at: number): boolean {
  return isIncoming(message) && message.space === space && message.at > at;
}
