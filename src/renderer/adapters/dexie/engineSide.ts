import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { MessageKey, MessageRecord } from '@domain/chat/message.ts';
import type { MessageNotes } from '@ports/messageNotes.ts';
import type { EventPlace, ProgramShelves, StoreError, Stored } from '@ports/documentStore.ts';
import { Admission } from './admission.ts';
import { clearSpace } from './clearSpace.ts';
import type { Connection } from './connection.ts';
import {
  ROW_TABLES,
  type RowContext,
  hideMessage,
  isMarked,
  markRead,
  putNotices,
  restoreMessage,
} from './conversationRow.ts';
import { DexieMessageNotes } from './dexieMessageNotes.ts';
import { KeptEvents } from './keptEvents.ts';
import { DexieProgramShelves } from './programShelves.ts';
import { readAnew } from './readAnew.ts';
import type { RowDoor } from './rowDoor.ts';
import { showAgain } from './showAgain.ts';
import { SealedPacker } from './sealedPacker.ts';
import type { WriteOptions, WriteScope } from './writeScope.ts';

const WRITE_ROWS: WriteOptions = { tables: ROW_TABLES, mode: 'readwrite', durability: 'strict' };
/** So that what reads messages meanwhile, as a chat that is opened, waits for nothing. */
const LOOK_AT_MARK: WriteOptions = { tables: ['conversations', 'messages'], mode: 'readonly', durability: 'default' };

/** What of the store is asked for by the engine, by acts and by an open chat or program. No list shows anything of it, so its code comes later. */
export class EngineSide {
  readonly admission: Admission;
  readonly events: KeptEvents;
  readonly packer: SealedPacker;
  readonly shelves: ProgramShelves;
  readonly notes: MessageNotes;
  private readonly connection: Connection;
  private readonly door: RowDoor;

  constructor(connection: Connection, door: RowDoor) {
    this.connection = connection;
    this.door = door;
    this.admission = new Admission(connection, door);
    this.events = new KeptEvents(connection, door);
    this.packer = new SealedPacker(connection, door);
    this.shelves = new DexieProgramShelves(connection, door);
    const { events, admission } = this;
    this.notes = new DexieMessageNotes({
      connection,
      door,
      events,
      memory: admission.memory,
      context: admission.context,
    });
  }

  /** See `DocumentStore.readAnew`. */
  readAnew(self: AccountId, after: EventPlace | null, limit: number): Stored<EventPlace | null> {
    const { connection, events, admission } = this;
    return readAnew({ connection, events, context: admission.context }, { self, after, limit });
  }

  hideMessage(space: SpaceId, id: EventId): Stored<boolean> {
    return this.writeRows(space, (scope, context) => hideMessage(scope, { space, id }, context));
  }

  restoreMessage(space: SpaceId, id: EventId): Stored<boolean> {
    return this.writeRows(space, (scope, context) => restoreMessage(scope, { space, id }, context));
  }

  async markRead(space: SpaceId, at: number): Stored {
    const mark = { space, at };
    const stands = await this.connection.transact(LOOK_AT_MARK, async (scope) =>
      ok(await isMarked(scope, mark, this.rowContext())),
    );
    if (!stands.ok) return stands;
    if (stands.value) return ok();
    return this.writeRows(space, (scope, context) => markRead(scope, mark, context));
  }

  putNotices(space: SpaceId, lines: readonly MessageRecord[], gone: readonly MessageKey[]): Stored {
    return this.writeRows(space, (scope, context) => putNotices(scope, { space, lines, gone }, context));
  }

  clearSpace(space: SpaceId): Stored {
    this.admission.memory.forget(space);
    return this.connection.run((database) => clearSpace(database, space));
  }

  /** See `DocumentStore.showAgain`. */
  showAgain(self: AccountId, space: SpaceId): Stored {
    this.admission.memory.forget(space);
    const { connection, events, admission } = this;
    return showAgain({ connection, events, context: admission.context }, { self, space });
  }

  /** Writes rows of a space in another way than by events: what was remembered of them is no more. */
  private writeRows<T>(
    space: SpaceId,
    work: (scope: WriteScope, context: RowContext) => Promise<Result<T, StoreError>>,
  ): Stored<T> {
    this.admission.memory.forget(space);
    return this.connection.transact(WRITE_ROWS, (scope) => work(scope, this.rowContext()));
  }

  private rowContext(): RowContext {
    return { door: this.door, keyRange: this.connection.keyRange };
  }
}
