import * as v from 'valibot';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { eventIdSchema, spaceIdSchema } from '@shared/schemas.ts';
import type { MessageNote } from '@domain/chat/note.ts';
import { type NoteTarget, type PlacedId, planFound } from '@domain/intake/noteDraft.ts';
import type { StoreError, Stored } from '@ports/documentStore.ts';
import type { NotesFound } from '@ports/messageNotes.ts';
import type { Connection } from './connection.ts';
import { MESSAGE_TABLES, refreshConversation } from './conversationRow.ts';
import { type NoteContext, notesOfAuthor, targetAt, waitingFor, wipeNotes, writeNotes } from './noteTables.ts';
import type { RowDoor } from './rowDoor.ts';
import type { RowMemory } from './rowMemory.ts';
import { KEY_END } from './schema.ts';
import type { WriteOptions, WriteScope } from './writeScope.ts';

/** Keys of messages read in one step. */
const KEYS = 5000;

const READ_KEYS: WriteOptions = { tables: ['messages', 'messageNotes'], mode: 'readonly', durability: 'default' };
const WRITE: WriteOptions = { tables: MESSAGE_TABLES, mode: 'readwrite', durability: 'strict' };

type Waiting = ReadonlyMap<SpaceId, ReadonlySet<EventId>>;

/** What a step found, and the last key it looked at where there are more. */
interface Step {
  readonly places: readonly PlacedId[];
  readonly after: IDBValidKey | null;
}

/**
 * A message in a pack is not found by its id, only near where a note says that it stands; who said it may have had it weeks away from there, as
 * somebody whose clock was ahead, or behind, when they saw it. What waits for such a message is found here, by going through the keys of its
 * conversation once (STO-121). A message that comes later finds by itself what waits for it.
 */
export class AwaitedMessages {
  private readonly parts: { readonly connection: Connection; readonly door: RowDoor; readonly memory: RowMemory };
  /** Messages that were looked for all through their conversation. */
  private vain: ReadonlySet<EventId> = new Set();
  private round: { readonly left: [SpaceId, ReadonlySet<EventId>][]; after: IDBValidKey | null } | null = null;

  constructor(parts: { readonly connection: Connection; readonly door: RowDoor; readonly memory: RowMemory }) {
    this.parts = parts;
  }

  /** See `MessageNotes.findAwaited`. A step is the keys of some thousand messages. */
  async next(self: AccountId): Stored<NotesFound> {
    if (this.round === null) {
      const waiting = await this.waiting();
      if (!waiting.ok) return waiting;
      this.round = { left: [...waiting.value], after: null };
    }
    const { round } = this;
    const [current] = round.left;
    if (current === undefined) {
      this.round = null;
      return ok({ isMore: false, space: null });
    }
    const [space, wanted] = current;
    const step = await this.look(space, wanted, round.after);
    if (!step.ok) return step;
    const { places, after } = step.value;
    const placed = places.length === 0 ? ok() : await this.place(self, space, places);
    if (!placed.ok) return placed;
    round.after = after;
    if (after === null) {
      round.left.shift();
      this.vain = new Set([...this.vain, ...wanted]);
    }
    return ok({ isMore: true, space: places.length === 0 ? null : space });
  }

  /** Messages for which something waits and that were not looked for, by space. */
  private async waiting(): Promise<Result<Waiting, StoreError>> {
    const keys = await this.parts.connection.transact(READ_KEYS, async (scope) =>
      ok(await scope.keys({ table: 'messageNotes', name: '[space+waiting]', range: null })),
    );
    if (!keys.ok) return keys;
    const waiting = new Map<SpaceId, Set<EventId>>();
    const all = new Set<EventId>();
    for (const { space, message } of placesIn(keys.value, () => true)) {
      all.add(message);
      if (!this.vain.has(message)) waiting.set(space, (waiting.get(space) ?? new Set()).add(message));
    }
    this.vain = new Set([...this.vain].filter((message) => all.has(message)));
    return ok(waiting);
  }

  private look(
    space: SpaceId,
    wanted: ReadonlySet<EventId>,
    after: IDBValidKey | null,
  ): Promise<Result<Step, StoreError>> {
    const { connection } = this.parts;
    return connection.transact(READ_KEYS, async (scope) => {
      const range = connection.keyRange.bound(after ?? [space], [space, KEY_END], true);
      const keys = await scope.primaryKeys('messages', range, KEYS);
      const known: ReadonlySet<unknown> = wanted;
      return ok({
        places: placesIn(keys, (message) => known.has(message)),
        after: keys.length < KEYS ? null : (keys.at(-1) ?? null),
      });
    });
  }

  private place(self: AccountId, space: SpaceId, places: readonly PlacedId[]): Stored {
    const { connection, door, memory } = this.parts;
    const context = { door, keyRange: connection.keyRange };
    memory.forget(space);
    return connection.transact(WRITE, async (scope) => {
      for (const place of places) await placeOne(scope, self, { place, context });
      scope.touch('messages', space);
      await refreshConversation(scope, space, context);
      return ok();
    });
  }
}

/** Puts what waits for a message where that stands; what was said beside it meanwhile counts with it. */
async function placeOne(
  scope: WriteScope,
  self: AccountId,
  { place, context }: { readonly place: PlacedId; readonly context: NoteContext },
): Promise<void> {
  const target = await targetAt(scope, place, context);
  const waiting = await waitingFor(scope, place, context);
  if (target === null || waiting.length === 0) return;
  const kept = await standing(scope, { target, waiting }, context);
  const known = { targets: new Map([[place.message, target]]), kept: new Map([[place.message, kept]]), waiting: [] };
  const plan = planFound(waiting, known, self);
  await wipeNotes(scope, { places: plan.recalled, isGone: false }, context);
  writeNotes(scope, { notes: plan, ends: [] });
}

/** What those who said it said about the message besides. */
async function standing(
  scope: WriteScope,
  { target, waiting }: { readonly target: NoteTarget; readonly waiting: readonly MessageNote[] },
  context: NoteContext,
): Promise<readonly MessageNote[]> {
  const { space, at, id: message } = target.message;
  const found: MessageNote[] = [];
  for (const author of new Set(waiting.map((note) => note.author)))
    found.push(...(await notesOfAuthor(scope, { space, at, message, author }, context)));
  return found;
}

/** Space, place and message of the key of a message, and of a note. */
const keySchema = v.looseTuple([spaceIdSchema, v.number(), eventIdSchema]);

/** Of many keys those of few messages; only these are read. */
function placesIn(keys: readonly IDBValidKey[], isWanted: (message: unknown) => boolean): readonly PlacedId[] {
  return keys.flatMap((key) => {
    const read = Array.isArray(key) && isWanted(key[2]) ? v.safeParse(keySchema, key) : null;
    if (read?.success !== true) return [];
    const [space, at, message] = read.output;
    return [{ space, at, message }];
  });
}
