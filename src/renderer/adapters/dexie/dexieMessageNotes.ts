import * as v from 'valibot';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { attachmentOf } from '@domain/chat/marks.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import { recalled } from '@domain/chat/foldNotes.ts';
import { type MessageNote, messageNoteSchema } from '@domain/chat/note.ts';
import type { StoreError, Stored } from '@ports/documentStore.ts';
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
import { AwaitedMessages } from './awaitedMessages.ts';
import type { Connection } from './connection.ts';
import { MESSAGE_TABLES, refreshConversation, rewriteMessage } from './conversationRow.ts';
import { messageById } from './messageById.ts';
import { endingSchema, placedIdSchema } from './noteRows.ts';
import { NOTE_KEY, targetAt, wipeNotes } from './noteTables.ts';
import type { ReadAnewParts } from './readAnew.ts';
import { readNotesAgain } from './readNotesAgain.ts';
import type { RowDoor } from './rowDoor.ts';
import type { RowMemory } from './rowMemory.ts';
import { type AccountDatabase, KEY_END } from './schema.ts';
import type { WriteOptions, WriteScope } from './writeScope.ts';

const WRITE_MESSAGES: WriteOptions = { tables: MESSAGE_TABLES, mode: 'readwrite', durability: 'strict' };

/** What the rows beside messages are read and written with. */
export interface MessageNotesParts {
  readonly connection: Connection;
  readonly door: RowDoor;
  readonly memory: RowMemory;
  readonly events: ReadAnewParts['events'];
  readonly context: ReadAnewParts['context'];
}

/** What the words of a message that ends make beside it, once they are here. */
function putBeside(scope: WriteScope, message: MessageRecord, namesMe: boolean): void {
  const { space, id, at } = message;
  const file = attachmentOf(message);
  if (file !== null) scope.put('attachments', [file]);
  if (namesMe) scope.put('messageNames', [{ space, message: id, at }]);
  scope.touch('attachments', space);
  scope.touch('messageNames', space);
  scope.touchIndex('messageNames', 'at', at);
}

interface Placed {
  readonly space: SpaceId;
  readonly id: EventId;
  readonly place?: number;
}

/** Of a row of a note: that it is a recall. */
const recallRowSchema = v.object({ said: v.object({ act: v.literal('recall') }) });

function boundsOf(space: SpaceId, { from, to }: MessageStretch): readonly [unknown[], unknown[]] {
  return [[space, from.at, from.id], to === null ? [space, KEY_END] : [space, to.at, to.id, KEY_END]];
}

/** What stands beside messages, in IndexedDB. */
export class DexieMessageNotes implements MessageNotes {
  private readonly parts: MessageNotesParts;
  private readonly awaited: AwaitedMessages;

  constructor(parts: MessageNotesParts) {
    this.parts = parts;
    this.awaited = new AwaitedMessages(parts);
  }

  within(space: SpaceId, stretch: MessageStretch): Stored<readonly MessageNote[]> {
    return this.parts.connection.run((database) => this.readWithin(database, space, stretch));
  }

  watchWithin(space: SpaceId, stretch: MessageStretch): LiveQuery<readonly MessageNote[]> {
    return this.parts.connection.watch((database) => this.readWithin(database, space, stretch));
  }

  ofSpace(space: SpaceId): Stored<readonly MessageNote[]> {
    return this.parts.connection.run((database) => this.readOfSpace(database, space));
  }

  watchOfSpace(space: SpaceId): LiveQuery<readonly MessageNote[]> {
    return this.parts.connection.watch((database) => this.readOfSpace(database, space));
  }

  openRecalls(space: SpaceId, stretch: MessageStretch): Stored<readonly MessageNote[]> {
    return this.parts.connection.run((database) => this.readOpenRecalls(database, space, stretch));
  }

  recall(space: SpaceId, id: EventId, by: AccountId): Stored<boolean> {
    return this.write(space, async (scope) => {
      const target = await this.targetOf(scope, { space, id });
      if (target === null) return ok(false);
      const { message, isHidden } = target;
      if (message.body.kind === 'recalled') return ok(true);
      await wipeNotes(scope, { places: [{ space, message: id, at: message.at }], isGone: false }, this.context);
      await rewriteMessage(scope, { message: recalled(message, by), isHidden }, this.context);
      return ok(true);
    });
  }

  named(space: SpaceId | null, limit: number): Stored<readonly NamedPlace[]> {
    return this.parts.connection.run((database) => this.readNamed(database, space, limit));
  }

  watchNamed(space: SpaceId | null, limit: number): LiveQuery<readonly NamedPlace[]> {
    return this.parts.connection.watch((database) => this.readNamed(database, space, limit));
  }

  reveal(space: SpaceId, id: EventId, words: RevealedWords): Stored<boolean> {
    return this.write(space, async (scope) => {
      const target = await this.targetOf(scope, { space, id });
      if (target?.message.body.kind !== 'fleeting') return ok(false);
      const { namesMe, ...said } = words;
      const message = { ...target.message, ...said };
      await rewriteMessage(scope, { ...target, message }, this.context);
      putBeside(scope, message, namesMe === true);
      return ok(true);
    });
  }

  ends(limit: number): Stored<readonly MessageEnd[]> {
    return this.parts.connection.run(async ({ messageEnds }) =>
      this.parts.door.parseAll('messageEnds', endingSchema, await messageEnds.orderBy('ends').limit(limit).toArray()),
    );
  }

  readAgain(space: SpaceId, again: NotesAgain): Stored {
    return readNotesAgain(this.parts, { ...again, space });
  }

  findAwaited(self: AccountId): Stored<NotesFound> {
    return this.awaited.next(self);
  }

  async drop(messages: readonly DroppedMessage[]): Stored {
    for (const space of new Set(messages.map((one) => one.space))) {
      const here = messages.filter((one) => one.space === space);
      const gone = await this.write(space, (scope) => this.dropFrom(scope, space, here));
      if (!gone.ok) return gone;
    }
    return ok();
  }

  private async dropFrom(
    scope: WriteScope,
    space: SpaceId,
    messages: readonly DroppedMessage[],
  ): Promise<Result<void, StoreError>> {
    for (const { message: id, at: place } of messages) {
      const target = await this.targetOf(scope, { space, id, ...(place === undefined ? {} : { place }) });
      scope.delete('messageEnds', [space, id]);
      scope.delete('hidden', [space, id]);
      if (target === null) continue;
      const { at } = target.message;
      await wipeNotes(scope, { places: [{ space, message: id, at }], isGone: true }, this.context);
      scope.delete('messages', [space, at, id]);
    }
    scope.touch('messages', space);
    await refreshConversation(scope, space, this.context);
    return ok();
  }

  /** Wherever it stands: by its end's place, by the place that is known, else by its event. */
  private async targetOf(scope: WriteScope, { space, id, place }: Placed) {
    const { door } = this.parts;
    const end = door.parse('messageEnds', endingSchema, await scope.get('messageEnds', [space, id]));
    const placed = { space, message: id, at: end?.at ?? place ?? 0 };
    const found = await targetAt(scope, placed, this.context);
    if (found !== null) return found;
    const message = await messageById(scope, { space, id }, this.context);
    return message === null ? null : { message, isHidden: false };
  }

  private get context() {
    return { door: this.parts.door, keyRange: this.parts.connection.keyRange };
  }

  /** Writes rows of a space in another way than by events: what was remembered of them is no more. */
  private write<T>(space: SpaceId, work: (scope: WriteScope) => Promise<Result<T, StoreError>>): Stored<T> {
    this.parts.memory.forget(space);
    return this.parts.connection.transact(WRITE_MESSAGES, work);
  }

  private async readWithin(
    { messageNotes }: AccountDatabase,
    space: SpaceId,
    stretch: MessageStretch,
  ): Promise<readonly MessageNote[]> {
    const rows = await messageNotes
      .where(NOTE_KEY)
      .between(...boundsOf(space, stretch))
      .toArray();
    // What waits stood at the place it named itself in databases of before.
    return this.notes(rows).filter(({ waiting, said }) => waiting === undefined && said.act !== 'timer');
  }

  /** Among a hundred thousand notes there are few recalls: only these are parsed, and their messages read. */
  private async readOpenRecalls(
    { messageNotes, messages, hidden }: AccountDatabase,
    space: SpaceId,
    stretch: MessageStretch,
  ): Promise<readonly MessageNote[]> {
    const rows = await messageNotes
      .where(NOTE_KEY)
      .between(...boundsOf(space, stretch))
      .toArray();
    const recalls = this.notes(rows.filter((row) => v.is(recallRowSchema, row)));
    const [shown, put] = await Promise.all([
      messages.bulkGet(recalls.map(({ at, message }) => [space, at, message])),
      hidden.bulkGet(recalls.map(({ message }) => [space, message])),
    ]);
    return recalls.filter((_, place) => {
      const message = this.parts.door.message(shown[place] ?? put[place]);
      return message !== null && message.body.kind !== 'recalled';
    });
  }

  private async readOfSpace({ messageNotes }: AccountDatabase, space: SpaceId): Promise<readonly MessageNote[]> {
    const rows = await messageNotes.where(NOTE_KEY).between([space, 0, space], [space, 0, space, KEY_END]).toArray();
    return this.notes(rows).filter(({ said }) => said.act === 'timer');
  }

  private async readNamed(
    { messageNames }: AccountDatabase,
    space: SpaceId | null,
    limit: number,
  ): Promise<readonly NamedPlace[]> {
    const all =
      space === null
        ? messageNames.orderBy('at')
        : messageNames.where('[space+at+message]').between([space], [space, KEY_END]);
    // oxlint-disable-next-line unicorn/no-array-reverse -- a collection of Dexie, not an array
    return this.parts.door.parseAll('messageNames', placedIdSchema, await all.reverse().limit(limit).toArray());
  }

  private notes(rows: readonly unknown[]): readonly MessageNote[] {
    return this.parts.door.parseAll('messageNotes', messageNoteSchema, rows);
  }
}
