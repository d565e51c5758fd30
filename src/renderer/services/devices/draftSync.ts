import * as v from 'valibot';
import { type SpaceId, isIdText } from '@shared/ids.ts';
import { bytesOf } from '@shared/schemas.ts';
import { equalBytes, taggedHash } from '@domain/codec/bytes.ts';
import { MAX_MESSAGE_LENGTH } from '@domain/chat/message.ts';
import type { Choice } from '@domain/device/choices.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { ChatTimers } from '../messages/chatTimers.ts';
import type { IsDue, OwnLog } from './ownLog.ts';
import type { OwnSync } from './ownSync.ts';
import { RowWaiter } from './rowWaiter.ts';

/** A draft is told once it rested this long, ms: what is said between own devices stays in their log. */
export const DRAFT_RESTS = 2000;
/** Longest draft that is told. */
const MAX_DRAFT = MAX_MESSAGE_LENGTH;
const MARK_LENGTH = 16;

/** What is written; of one that was taken away (empty) a mark of what it was. */
const draftSchema = v.strictObject({
  text: v.pipe(v.string(), v.maxLength(MAX_DRAFT)),
  was: v.nullable(bytesOf(MARK_LENGTH)),
});

/** What keeping drafts the same works with. */
export interface DraftSyncParts {
  readonly log: OwnLog;
  readonly store: Pick<DocumentStore, 'conversations'>;
  readonly clock: Clock;
  readonly timers: Pick<ChatTimers, 'lifeIn'>;
}

/**
 * What is written and not yet sent, on all own devices (DEV-65). The last holds; but that one was sent or taken away elsewhere takes nothing
 * away that was written here and never seen there. Where words end drafts stay on their device.
 */
export class DraftSync implements OwnSync {
  private readonly parts: DraftSyncParts;
  private readonly rows: RowWaiter;
  private readonly resting = new Map<SpaceId, Disposer>();

  constructor(parts: DraftSyncParts) {
    this.parts = parts;
    this.rows = new RowWaiter(parts.store.conversations);
    parts.log.on('draft', (choice) => this.onDraft(choice));
  }

  start(): void {
    void this.takeUp();
  }

  dispose(): void {
    for (const stop of this.resting.values()) stop();
    this.resting.clear();
    this.rows.dispose();
  }

  async tellAll(isDue: IsDue): Promise<void> {
    const rows = await this.parts.store.conversations.all();
    for (const { space, draft } of rows.ok ? rows.value : [])
      if (draft !== textIn(this.parts.log.choices.get(keyOf(space))) && isDue(keyOf(space))) await this.tell(space);
  }

  /** A draft was kept here: told once it rests, and at once where nothing is left of it. */
  onKept(space: SpaceId, text: string): void {
    this.resting.get(space)?.();
    const wait = text === '' ? 0 : DRAFT_RESTS;
    const stop = this.parts.clock.after(wait, () => {
      this.resting.delete(space);
      void this.tell(space);
    });
    this.resting.set(space, stop);
  }

  /** Drafts of chats that are still to come here. */
  private async takeUp(): Promise<void> {
    const { log, store } = this.parts;
    const rows = await store.conversations.all();
    const here = new Set(rows.ok ? rows.value.map(({ space }) => keyOf(space)) : []);
    for (const [key, choice] of log.choices) if (key.startsWith('draft/') && !here.has(key)) await this.onDraft(choice);
  }

  private async tell(space: SpaceId): Promise<void> {
    const { log, store, timers } = this.parts;
    const [row, life] = [await store.conversations.get(space), await timers.lifeIn(space)];
    if (!row.ok || row.value === null || !life.ok) return;
    const { draft } = row.value;
    const said = textIn(log.choices.get(keyOf(space)));
    // What others know nothing of need not be taken away there; words that end are in no log.
    if ((draft === '' && said === '') || (life.value !== null && said === '')) return;
    const text = draft.length > MAX_DRAFT || life.value !== null ? '' : draft.toWellFormed();
    await log.say(keyOf(space), () => ({ text, was: text === '' ? markOf(said) : null }));
  }

  private async onDraft({ key, value }: Choice): Promise<void> {
    const space = key.slice('draft/'.length);
    const read = v.safeParse(draftSchema, value);
    if (!read.success || !isIdText(space)) return;
    const chat = space as SpaceId;
    // What came meanwhile counts, too.
    const isLast = () => this.parts.log.choices.get(key)?.value === value;
    await this.rows.when(chat, () => void (isLast() ? this.take(chat, read.output) : undefined));
  }

  private async take(chat: SpaceId, { text, was }: v.InferOutput<typeof draftSchema>): Promise<void> {
    const isSeen = (draft: string) => text !== '' || (was !== null && equalBytes(was, markOf(draft)));
    const kept = await this.parts.store.conversations.update(chat, (row) =>
      row === null || row.draft === text || !isSeen(row.draft) ? null : { ...row, draft: text },
    );
    // What is written here and was not seen there: they are told of it.
    if (kept.ok && kept.value !== null && kept.value.draft !== text) await this.tell(chat);
  }
}

function keyOf(space: SpaceId): string {
  return `draft/${space}`;
}

function textIn(choice: Choice | undefined): string {
  const read = v.safeParse(draftSchema, choice?.value);
  return read.success ? read.output.text : '';
}

function markOf(text: string): Uint8Array {
  return taggedHash('banyan/draft/1', 'mark', new TextEncoder().encode(text)).slice(0, MARK_LENGTH);
}
