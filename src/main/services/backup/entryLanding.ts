import { type Result, ok } from '@shared/result.ts';
import type { Journal, JournalFailure } from '../journal/journal.ts';

/** About how many bytes of entries are made durable together. */
const APPEND_BYTES = 4 * 1024 * 1024;

/** Entries on their way into a journal: many at once, so that not each few of them wait for the disk. */
export class EntryLanding {
  readonly #journal: Pick<Journal, 'append'>;
  #waiting: Uint8Array[] = [];
  #bytes = 0;
  #appending: Promise<Result<unknown, JournalFailure>> = Promise.resolve(ok());

  constructor(journal: Pick<Journal, 'append'>) {
    this.#journal = journal;
  }

  async take(entries: readonly Uint8Array[]): Promise<Result<unknown, JournalFailure>> {
    for (const entry of entries) {
      this.#waiting.push(entry);
      this.#bytes += entry.length;
    }
    return this.#bytes >= APPEND_BYTES ? this.#append() : ok();
  }

  /** Everything that came is durable. */
  async end(): Promise<Result<unknown, JournalFailure>> {
    const before = await this.#append();
    const last = await this.#appending;
    return before.ok ? last : before;
  }

  /** Begins to append what waits, once what came before it is there. */
  async #append(): Promise<Result<unknown, JournalFailure>> {
    const before = await this.#appending;
    if (this.#waiting.length === 0) return before;
    const entries = this.#waiting;
    this.#waiting = [];
    this.#bytes = 0;
    // The next ones are taken while these wait for the disk. A journal answers a failure; it does not reject.
    this.#appending = this.#journal.append(entries);
    return before;
  }
}
