import * as v from 'valibot';
import { type SpaceId, isIdText } from '@shared/ids.ts';
import { timeSchema } from '@shared/schemas.ts';
import type { Choice } from '@domain/device/choices.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { ReadMarks } from '../engine/readMarks.ts';
import type { IsDue, OwnLog } from './ownLog.ts';
import type { OwnSync } from './ownSync.ts';
import { RowWaiter } from './rowWaiter.ts';

/** What keeping read marks the same works with. */
export interface ReadSyncParts {
  readonly log: OwnLog;
  readonly store: Pick<DocumentStore, 'conversations' | 'markRead'>;
  readonly readMarks: Pick<ReadMarks, 'tellOwn'>;
}

/** How far one has read, on all own devices and nowhere else (DEV-64): what a chat is not told of. The farthest mark holds. */
export class ReadSync implements OwnSync {
  private readonly parts: ReadSyncParts;
  private readonly rows: RowWaiter;

  constructor(parts: ReadSyncParts) {
    this.parts = parts;
    this.rows = new RowWaiter(parts.store.conversations);
    parts.log.on('read', (choice) => this.onRead(choice), 'each');
  }

  start(): void {
    this.parts.readMarks.tellOwn = (space, at) => void this.say(space, at);
    void this.takeUp();
  }

  dispose(): void {
    this.parts.readMarks.tellOwn = () => undefined;
    this.rows.dispose();
  }

  async tellAll(isDue: IsDue): Promise<void> {
    const rows = await this.parts.store.conversations.all();
    for (const { space, readAt } of rows.ok ? rows.value : [])
      if (readAt > 0 && isDue(keyOf(space))) void this.say(space, readAt);
  }

  /** Marks of chats that are still to come here. */
  private async takeUp(): Promise<void> {
    const { log, store } = this.parts;
    const rows = await store.conversations.all();
    const here = new Set(rows.ok ? rows.value.map(({ space }) => keyOf(space)) : []);
    for (const [key, choice] of log.choices) if (key.startsWith('read/') && !here.has(key)) await this.onRead(choice);
  }

  private say(space: SpaceId, at: number): Promise<void> {
    const { log } = this.parts;
    return log.say(keyOf(space), () => ((readIn(log.choices.get(keyOf(space))) ?? -1) >= at ? undefined : at));
  }

  private async onRead(choice: Choice): Promise<void> {
    const space = choice.key.slice('read/'.length);
    const at = readIn(choice);
    if (at === null || !isIdText(space)) return;
    const chat = space as SpaceId;
    await this.rows.when(chat, () => void this.parts.store.markRead(chat, at));
  }
}

function keyOf(space: SpaceId): string {
  return `read/${space}`;
}

function readIn(choice: Choice | undefined): number | null {
  const read = v.safeParse(timeSchema, choice?.value);
  return read.success ? read.output : null;
}
