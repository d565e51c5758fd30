import { decodeEvent } from '@domain/event/codec.ts';
import { bucketOf } from '@domain/event/hybridClock.ts';
import type { IndexEntry } from '@domain/search/entries.ts';
import { type Searchable, searchableOf } from '@domain/search/searchable.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { IndexedChain, PendingEntry } from '@ports/searchShelf.ts';
import type { ArticleDocuments, ArticlePlace } from './articleDocuments.ts';

/** Most articles whose documents are waited for: the newest. */
const MOST_PENDING = 1000;

/** Which document each article waits for, over all passes: its event is read when it is first looked for, and once more when it has come. */
export type ArticlePlaces = Map<string, ArticlePlace>;

/** What looking for documents works with. */
export interface ArrivalParts {
  readonly store: Pick<DocumentStore, 'payloads'>;
  readonly documents: ArticleDocuments;
  readonly places: ArticlePlaces;
}

/** Articles that are in the index by what their events say, and whose documents are to be added when they come. */
export class PendingArticles {
  private waiting: readonly PendingEntry[] = [];
  private isChanged = false;

  /** What is to be noted; null where nothing changed. */
  get changed(): readonly PendingEntry[] | null {
    return this.isChanged ? this.waiting : null;
  }

  load(waiting: readonly PendingEntry[]): void {
    this.waiting = waiting;
    this.isChanged = false;
  }

  noted(): void {
    this.isChanged = false;
  }

  add(article: PendingEntry): void {
    this.isChanged = true;
    this.waiting = [...this.waiting, article].toSorted((one, other) => other.at - one.at).slice(0, MOST_PENDING);
  }

  /** Those whose documents came, with all their words. They are waited for no more. */
  async arrived(
    chains: ReadonlyMap<number, IndexedChain>,
    parts: ArrivalParts,
  ): Promise<readonly { readonly entry: IndexEntry; readonly text: string }[]> {
    const came: { entry: IndexEntry; text: string }[] = [];
    const left: PendingEntry[] = [];
    for (const article of this.waiting) {
      const name = `${article.chain} ${article.seq}`;
      if (await isKnownToWait(name, parts)) {
        left.push(article);
        continue;
      }
      const found = await readAgain(parts.store, article, chains.get(article.chain));
      const words = await wordsOf(found, parts.documents);
      if (words === null && found !== null && found.article !== null) {
        left.push(article);
        parts.places.set(name, found.article);
        continue;
      }
      parts.places.delete(name);
      if (found !== null) came.push({ entry: { ...article, kind: found.kind }, text: `${found.text}\n${words ?? ''}` });
    }
    // Those that older ones had to make place for are in it still.
    if (parts.places.size > 2 * MOST_PENDING) parts.places.clear();
    if (left.length < this.waiting.length) this.isChanged = true;
    this.waiting = left;
    return came;
  }
}

/** Whether its event was read before, and the document it named is not here yet. */
async function isKnownToWait(name: string, { places, documents }: ArrivalParts): Promise<boolean> {
  const place = places.get(name);
  return place !== undefined && (await documents(place)) === null;
}

/** Empty for what names no document; null where it is not here. */
function wordsOf(found: Searchable | null, documents: ArticleDocuments): Promise<string | null> {
  const article = found?.article ?? null;
  return article === null ? Promise.resolve('') : documents(article);
}

async function readAgain(
  store: Pick<DocumentStore, 'payloads'>,
  { seq, at }: PendingEntry,
  chain: IndexedChain | undefined,
): Promise<Searchable | null> {
  if (chain === undefined) return null;
  const { space, device } = chain;
  const read = await store.payloads({ space, bucket: bucketOf(at), device, from: seq, limit: 1 });
  const payload = read.ok ? read.value[0] : undefined;
  const event = payload === undefined ? null : decodeEvent(payload);
  return event?.ok === true ? searchableOf(event.value.content) : null;
}
