import { decodeEvent } from '@domain/event/codec.ts';
import { bucketOf } from '@domain/event/hybridClock.ts';
import type { IndexEntry } from '@domain/search/entries.ts';
import { type Searchable, searchableOf } from '@domain/search/searchable.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { IndexedChain, PendingEntry } from '@ports/searchShelf.ts';
import type { ArticleDocuments } from './articleDocuments.ts';

/** Most articles whose documents are waited for: the newest. */
const MOST_PENDING = 1000;

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
    { store, documents }: { readonly store: Pick<DocumentStore, 'payloads'>; readonly documents: ArticleDocuments },
  ): Promise<readonly { readonly entry: IndexEntry; readonly text: string }[]> {
    const came: { entry: IndexEntry; text: string }[] = [];
    const left: PendingEntry[] = [];
    for (const article of this.waiting) {
      const found = await readAgain(store, article, chains.get(article.chain));
      const words = found?.article === null || found === null ? '' : await documents(found.article);
      if (words === null) left.push(article);
      else if (found !== null) came.push({ entry: { ...article, kind: found.kind }, text: `${found.text}\n${words}` });
    }
    if (left.length < this.waiting.length) this.isChanged = true;
    this.waiting = left;
    return came;
  }
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
