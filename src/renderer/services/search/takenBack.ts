import type { EventId } from '@shared/ids.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import { editedMessageOf } from '@domain/search/searchable.ts';
import { messageOf } from './authorOf.ts';
import type { IndexerStore } from './indexerParts.ts';

/**
 * Whether somebody asked to take back one of the messages of a chain whose words come now: who asked may have been heard before (SRC-14). What cannot be
 * read may have been. One range for all that stand where their clock says.
 */
export async function isSomeTakenBack(
  store: IndexerStore,
  events: readonly SignedEvent[],
  now: number,
): Promise<boolean> {
  const isPlaced = ({ content }: SignedEvent) => content.at <= now && editedMessageOf(content) === null;
  if (await isSomeAskedBack(store, events.filter(isPlaced))) return true;
  for (const event of events) {
    const message = isPlaced(event) ? null : await messageOf(store, event);
    if (message?.body.kind === 'recalled') return true;
  }
  return false;
}

async function isSomeAskedBack(
  { notes }: Pick<IndexerStore, 'notes'>,
  events: readonly SignedEvent[],
): Promise<boolean> {
  const [first] = events;
  if (first === undefined) return false;
  const places = events.map(({ content }) => content.at);
  const ids = new Set<EventId>(events.map(({ id }) => id));
  const stretch = { from: { at: Math.min(...places), id: '' }, to: { at: Math.max(...places) + 1, id: '' } };
  const said = await notes.within(first.content.space, stretch);
  return !said.ok || said.value.some(({ said: { act }, message }) => act === 'recall' && ids.has(message));
}
