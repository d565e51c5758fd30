import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { editsOf, timerOf, timersOf } from '@domain/chat/foldNotes.ts';
import { MessageKeep, favouriteSchema, scheduleSchema } from '@domain/chat/kept.ts';
import { readCanonical } from '@domain/codec/readCanonical.ts';
import type { MessageRecord } from '@domain/chat/message.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { NamedPlace } from '@ports/messageNotes.ts';
import type { LiveQuery } from '@ports/query.ts';
import * as v from 'valibot';
import { eventIdSchema } from '@shared/schemas.ts';
import { asyncQuery, combineQueries, mapQuery, switchQuery } from '../workspace/liveQueries.ts';
import type { FoundMessage, PlacedMessage } from '../workspace/messageViews.ts';
import type { Favourite, MessageReads, MessageVersion, TimerLine } from '../workspace/messageWorkspace.ts';
import { messageAt } from './messageAt.ts';
import { watchNoteRules } from './noteRules.ts';

/** Most messages of the list of those that name oneself. */
const MOST_NAMED = 200;

/** The same for all chats without: nothing is drawn again for it. */
const NO_LINES: readonly TimerLine[] = [];

/** What reading works with. */
export interface MessageReadParts {
  readonly store: DocumentStore;
  readonly self: { readonly account: AccountId };
}

/** See {@link MessageReads}. */
export function createMessageReads(parts: MessageReadParts): MessageReads {
  const { store } = parts;
  return {
    messageHistory: (space, id) => watchHistory(parts, space, id),
    favourites: () => watchFavourites(parts),
    mentions: (space) =>
      switchQuery(store.notes.watchNamed(space, MOST_NAMED), (places) =>
        asyncQuery(() => placedMessages(store, places)),
      ),
    unreadMentions: (space) =>
      combineQueries(store.notes.watchNamed(space, MOST_NAMED), store.conversations.watch(space), (places, row) =>
        places
          .filter(({ at }) => at > (row?.readAt ?? 0))
          .map(({ message }) => message)
          .toReversed(),
      ),
    schedules: (space) =>
      mapQuery(store.feed.keeps.watchAll(MessageKeep.schedule), (keeps) =>
        keeps
          .flatMap(({ id, bytes }) => {
            const record = readCanonical(scheduleSchema, bytes);
            if (record === null || (space !== null && record.space !== space)) return [];
            const { text, extras, dueAt, error, by } = record;
            return [{ id, space: record.space, text, extras, dueAt, error, by: by ?? null }];
          })
          .toSorted((one, other) => one.dueAt - other.dueAt),
      ),
    chatTimer: (space) =>
      combineQueries(store.notes.watchOfSpace(space), watchNoteRules(store, space), (notes, { mightSetTimer }) => {
        const note = timerOf(notes, mightSetTimer);
        return { life: note?.said.life ?? null, by: note?.author ?? null, at: note?.saidAt ?? 0 };
      }),
    timerLines: (space) =>
      combineQueries(store.notes.watchOfSpace(space), watchNoteRules(store, space), (notes, { mightSetTimer }) => {
        const lines = timersOf(notes, mightSetTimer).map(({ event, saidAt, author, said }) => ({
          id: event,
          at: saidAt,
          by: author,
          life: said.life,
        }));
        return lines.length === 0 ? NO_LINES : lines;
      }),
  };
}

/** Moves with every note in the chat: an edit that comes is seen while one looks. */
function watchHistory({ store }: MessageReadParts, space: SpaceId, id: EventId): LiveQuery<readonly MessageVersion[]> {
  const start = { at: 0, id: '' };
  const found = switchQuery(store.conversations.watch(space), () => asyncQuery(() => store.message(space, id)));
  return switchQuery(found, (message) => {
    const record = message.ok ? message.value : null;
    if (record === null) return mapQuery(store.conversations.watch(space), () => []);
    const key = { at: record.at, id: record.id };
    return mapQuery(store.notes.watchWithin(space, { from: { ...start, ...key }, to: key }), (notes) =>
      versionsOf(
        record,
        notes.filter((note) => note.message === id),
      ),
    );
  });
}

function versionsOf(record: MessageRecord, notes: Parameters<typeof editsOf>[1]): readonly MessageVersion[] {
  if (record.body.kind !== 'text' && record.body.kind !== 'file') return [];
  const now = record.body.kind === 'text' ? record.body.text : record.body.caption;
  const first = { text: record.edited?.original ?? now, at: record.at };
  const seen = notes.filter(({ hidden }) => hidden === undefined);
  return [first, ...editsOf(record, seen).map(({ said, saidAt }) => ({ text: said.text, at: saidAt }))];
}

function watchFavourites({ store }: MessageReadParts): LiveQuery<readonly Favourite[]> {
  // Rows move with what comes and goes, edits and recalls of what is put by included.
  const moved = combineQueries(
    store.feed.keeps.watchAll(MessageKeep.favourite),
    store.watchConversations(),
    (keeps) => keeps,
  );
  return switchQuery(moved, (keeps) =>
    asyncQuery(async () => {
      const found: Favourite[] = [];
      for (const { id, bytes } of keeps) {
        const record = readCanonical(favouriteSchema, bytes);
        if (record === null || !record.on || !v.is(eventIdSchema, id)) continue;
        const { space, place, at } = record;
        const message = await messageAt(store, space, { id, at: place });
        found.push({ space, id, savedAt: at, message: message === null ? null : foundOf(message) });
      }
      return found.toSorted((one, other) => other.savedAt - one.savedAt);
    }),
  );
}

async function placedMessages(store: DocumentStore, places: readonly NamedPlace[]): Promise<readonly PlacedMessage[]> {
  const found: PlacedMessage[] = [];
  for (const { space, message, at } of places) {
    const record = await messageAt(store, space, { id: message, at });
    if (record !== null) found.push({ ...foundOf(record), space });
  }
  return found;
}

function foundOf({ id, at, own, author, body }: MessageRecord): FoundMessage {
  return { id, at, own, author, body };
}
