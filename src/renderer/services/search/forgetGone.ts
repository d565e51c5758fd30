import type { SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { type IndexEntry, entryAt, readEntries } from '@domain/search/entries.ts';
import type { DocumentStore, MessageRange, StoreError } from '@ports/documentStore.ts';
import type { IndexPart, IndexedChain, SearchShelf } from '@ports/searchShelf.ts';
import type { RowStore } from './authorOf.ts';
import { type MergeError, mergeParts } from './mergeParts.ts';
import { isEditThere, isThere } from './readFound.ts';
import type { WebEntries } from './webEntries.ts';

/** Rows of a conversation read at once. */
const PAGE = 500;

/** Where something went, and what is known of it. */
export interface Forgetting {
  readonly spaces: ReadonlySet<SpaceId>;
  readonly chains: readonly IndexedChain[];
  readonly rest: () => Promise<void>;
  readonly isOver: () => boolean;
}

interface ForgettingParts {
  readonly shelf: SearchShelf;
  readonly store: RowStore;
  readonly webEntries: WebEntries;
}

/** Writes anew, without it, each part in which there is something that is not in its store any more (SRC-14). */
export async function forgetGone(
  { shelf, store, webEntries }: ForgettingParts,
  { spaces, chains, rest, isOver }: Forgetting,
): Promise<Result<void, MergeError>> {
  const watched = new Map(chains.filter(({ space }) => spaces.has(space)).map((chain) => [chain.chain, chain]));
  const shown = await shownIn(store, spaces);
  if (!shown.ok) return shown;
  const parts = await shelf.parts();
  if (!parts.ok) return parts;
  for (const part of parts.value) {
    if (isOver()) return ok();
    const gone = await goneOf(shelf, part, async (entry) => {
      const chain = watched.get(entry.chain);
      await rest();
      if (chain === undefined) return false;
      if (shown.value.has(`${chain.device} ${entry.seq}`)) return false;
      const place = { ...chain, seq: entry.seq, at: entry.at };
      const isMessage = entry.kind === 'message' || entry.kind === 'file';
      return !(isMessage ? await isEditThere(store, place) : await isThere({ store, webEntries }, place));
    });
    if (!gone.ok) return gone;
    const written = gone.value.size === 0 ? ok() : await rewrite(shelf, part, { gone: gone.value, rest, isOver });
    if (!written.ok) return written;
  }
  return ok();
}

/** The messages of spaces that say something, each by its device and place. */
async function shownIn(
  store: Pick<DocumentStore, 'messages'>,
  spaces: ReadonlySet<SpaceId>,
): Promise<Result<ReadonlySet<string>, StoreError>> {
  const shown = new Set<string>();
  for (const space of spaces) {
    let range: MessageRange | null = { kind: 'latest', limit: PAGE };
    while (range !== null) {
      const page: Awaited<ReturnType<DocumentStore['messages']>> = await store.messages(space, range);
      if (!page.ok) return page;
      for (const { device, seq, body } of page.value.messages)
        if (body.kind !== 'recalled') shown.add(`${device} ${seq}`);
      const [oldest] = page.value.messages;
      const isMore = page.value.hasOlder && oldest !== undefined;
      // The anchor comes again: a page of it alone would be the end.
      range = isMore ? { kind: 'until', key: { at: oldest.at, id: oldest.id }, limit: PAGE } : null;
    }
  }
  return ok(shown);
}

const nameOf = ({ chain, seq }: Pick<IndexEntry, 'chain' | 'seq'>) => `${chain} ${seq}`;

async function goneOf(
  shelf: SearchShelf,
  part: IndexPart,
  isGone: (entry: IndexEntry) => Promise<boolean>,
): Promise<Result<ReadonlySet<string>, StoreError>> {
  const bytes = await shelf.entries(part.id);
  if (!bytes.ok) return bytes;
  const columns = bytes.value === null ? null : readEntries(bytes.value);
  const gone = new Set<string>();
  for (let index = 0; index < (columns?.count ?? 0); index += 1) {
    if (columns === null) break;
    const entry = entryAt(columns, index);
    if (await isGone(entry)) gone.add(nameOf(entry));
  }
  return ok(gone);
}

async function rewrite(
  shelf: SearchShelf,
  part: IndexPart,
  { gone, rest, isOver }: { readonly gone: ReadonlySet<string> } & Pick<Forgetting, 'rest' | 'isOver'>,
): Promise<Result<void, MergeError>> {
  const merged = await mergeParts(shelf, [part], { rest, isGone: (entry) => gone.has(nameOf(entry)) });
  if (!merged.ok) return merged;
  if (isOver()) return ok();
  const add = merged.value.count === 0 ? null : merged.value;
  return shelf.change({ add, replaces: [part.id], chains: [], pending: null });
}
