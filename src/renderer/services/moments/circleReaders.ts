import * as v from 'valibot';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { accountIdSchema } from '@shared/schemas.ts';
import type { Audience } from '@domain/moments/audience.ts';
import { MomentKeep, encodeKept } from '@domain/moments/kept.ts';
import { isIn } from '@domain/moments/visibility.ts';
import type { Stored } from '@ports/documentStore.ts';
import type { FeedKeeps } from '@ports/feedStore.ts';
import type { StoreError } from '@ports/recordTable.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import type { LeftReaders } from './leftReaders.ts';

/** What whom a circle is for follows from. */
export interface CircleReaderParts {
  readonly keeper: Pick<FeedKeeper, 'put' | 'remove'>;
  readonly contacts: Pick<ContactBook, 'get' | 'contacts'>;
  readonly left: LeftReaders;
}

/** Whom an audience, and a circle made for it, is for as the contacts are now (VIS-2, VIS-19). */
export class CircleReaders {
  private readonly parts: CircleReaderParts;
  private closed: ReadonlySet<AccountId> = new Set();

  constructor(parts: CircleReaderParts) {
    this.parts = parts;
  }

  /** Reads to whom one's moments are closed. */
  async load(keeps: Pick<FeedKeeps, 'all'>): Promise<Result<void, StoreError>> {
    const closed = await keeps.all(MomentKeep.closed);
    if (!closed.ok) return closed;
    this.closed = new Set(closed.value.flatMap(({ id }) => (v.is(accountIdSchema, id) ? [id] : [])));
    return ok();
  }

  /** Closes one's moments to somebody, or opens them again (VIS-9). */
  async close(account: AccountId, isClosed: boolean): Stored {
    const kept = isClosed
      ? await this.parts.keeper.put([{ kind: MomentKeep.closed, id: account, bytes: encodeKept({ v: 1 }) }])
      : await this.parts.keeper.remove(MomentKeep.closed, account);
    if (!kept.ok) return kept;
    const closed = new Set(this.closed);
    if (isClosed) closed.add(account);
    else closed.delete(account);
    this.closed = closed;
    return kept;
  }

  isClosed(account: AccountId): boolean {
    return this.closed.has(account);
  }

  isContact(account: AccountId): boolean {
    const record = this.parts.contacts.get(account)?.record;
    return record?.state === 'accepted' && !record.blocked;
  }

  /** Whom a circle is for now: those of its audience who were not out of it while something was posted there (VIS-19). */
  of(space: SpaceId, audience: Audience): ReadonlySet<AccountId> {
    return new Set([...this.for(audience)].filter((reader) => !this.parts.left.isShut(space, reader)));
  }

  /** Everybody in an audience now. */
  for(audience: Audience): ReadonlySet<AccountId> {
    const readers = new Set<AccountId>();
    for (const [account, { record }] of this.parts.contacts.contacts.get()) {
      const facts = { account, tags: record.tags, isClosed: this.closed.has(account) };
      if (isIn(audience, { ...facts, isContact: this.isContact(account) })) readers.add(account);
    }
    return readers;
  }

  /** All that are contacts now. */
  everybody(): ReadonlySet<AccountId> {
    return new Set([...this.parts.contacts.contacts.get().keys()].filter((account) => this.isContact(account)));
  }
}
