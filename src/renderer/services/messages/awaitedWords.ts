import type { AccountId, EventId } from '@shared/ids.ts';
import type { MessageEnd } from '@ports/messageNotes.ts';
import type { Disposer, Snapshot } from '@ports/snapshot.ts';
import type { BlobProgress } from '../blobs/blobProgress.ts';

/** Most words of one person that are awaited at once: who names bytes nobody has keeps only their own from coming. */
const MOST_AT_ONCE = 50;
/** Most of one person that wait for others of theirs; more come after the next start. */
const MOST_NEXT = 1000;

/** Words that are to come. */
export type WantedWords = MessageEnd;

/** What awaiting words works with. */
export interface AwaitedWordsParts {
  readonly self: AccountId;
  /** Fetches them; the value follows where they are. */
  readonly fetch: (wanted: WantedWords) => Snapshot<BlobProgress>;
  /** Their bytes are here; nothing more is told of them. */
  readonly onHere: (wanted: WantedWords) => void;
}

interface Author {
  readonly followed: Map<EventId, { readonly wanted: WantedWords; readonly stop: Disposer }>;
  readonly next: Map<EventId, WantedWords>;
}

/** Words that end and are not here (MSG-9), each author's apart from the others'. */
export class AwaitedWords {
  private readonly parts: AwaitedWordsParts;
  private readonly authors = new Map<AccountId, Author>();

  constructor(parts: AwaitedWordsParts) {
    this.parts = parts;
  }

  /** Awaits words, or lets them wait until others of their author came. Does nothing where they are awaited. */
  follow(wanted: WantedWords): void {
    const { author: account, message } = wanted;
    const author = this.authors.get(account) ?? { followed: new Map(), next: new Map() };
    this.authors.set(account, author);
    if (author.followed.has(message)) return;
    const isRoom = account === this.parts.self || author.followed.size < MOST_AT_ONCE;
    if (isRoom) this.begin(author, wanted);
    else if (author.next.size < MOST_NEXT) author.next.set(message, wanted);
  }

  /** These are awaited no more: the next of their author are. */
  leave({ author: account, message }: Pick<WantedWords, 'author' | 'message'>): void {
    const author = this.authors.get(account);
    if (author === undefined) return;
    author.next.delete(message);
    author.followed.get(message)?.stop();
    if (!author.followed.delete(message)) return;
    const [next] = author.next.values();
    if (next !== undefined) {
      author.next.delete(next.message);
      this.begin(author, next);
    } else if (author.followed.size === 0) this.authors.delete(account);
  }

  /** Awaits nothing more of what a question is answered yes for. */
  forget(isGone: (wanted: WantedWords) => boolean): void {
    for (const { followed, next } of [...this.authors.values()]) {
      const all = [...next.values(), ...[...followed.values()].map(({ wanted }) => wanted)];
      for (const wanted of all.filter(isGone)) this.leave(wanted);
    }
  }

  dispose(): void {
    for (const { followed } of this.authors.values()) for (const { stop } of followed.values()) stop();
    this.authors.clear();
  }

  private begin(author: Author, wanted: WantedWords): void {
    const progress = this.parts.fetch(wanted);
    const look = () => {
      if (progress.get().state !== 'here' || !author.followed.has(wanted.message)) return;
      this.leave(wanted);
      this.parts.onHere(wanted);
    };
    author.followed.set(wanted.message, { wanted, stop: progress.subscribe(look) });
    look();
  }
}
