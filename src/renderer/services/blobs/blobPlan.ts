import type { BlobId } from '@shared/ids.ts';
import type { BlobFetch } from './blobFetch.ts';
import type { BlobSource } from './blobSource.ts';

/** Those who have a blob or parts of it: who was not slow first, then who owes least. */
export function sourcesFor(id: BlobId, sources: Iterable<BlobSource>): readonly BlobSource[] {
  const having = [...sources].filter((source) => source.offerOf(id) !== null);
  return having.toSorted((a, b) => a.slowness - b.slowness || b.room - a.room);
}

/** Asks for as much of a blob as the windows of its sources allow; first of all for the outline, of one of them. */
export function askForMore(fetch: BlobFetch, sources: readonly BlobSource[], now: number): void {
  if (!fetch.isBegun()) {
    if (!sources.some((source) => source.owesOutline(fetch.id))) sources[0]?.askOutline(fetch.id);
    return;
  }
  const rarity = rarityAmong(fetch.id, sources);
  for (const source of sources) {
    const picked: number[] = [];
    const owes = (index: number) => picked.includes(index) || source.owes(fetch.id, index);
    const offer = source.offerOf(fetch.id);
    while (offer !== null && picked.length < source.room) {
      const index = fetch.pick(offer, { now, rarity, owes });
      if (index === null) break;
      picked.push(index);
    }
    if (picked.length > 0) source.want(fetch.id, picked);
  }
}

/** Takes back what sources have owed too long, for others to be asked; and asks what could not be asked before. */
export function callBackStalled(sources: Iterable<BlobSource>, find: (id: BlobId) => BlobFetch | undefined): void {
  for (const source of sources) {
    source.askRest();
    for (const id of source.stalled()) for (const index of source.withdraw(id)) find(id)?.release(index);
  }
}

/** How many of the sources have a chunk; null when all have all, and any order is as good. */
function rarityAmong(id: BlobId, sources: readonly BlobSource[]): ((index: number) => number) | null {
  const offers = sources.map((source) => source.offerOf(id));
  if (offers.every((offer) => offer?.chunks === null)) return null;
  return (index) => offers.filter((offer) => offer?.chunks?.has(index) !== false).length;
}
