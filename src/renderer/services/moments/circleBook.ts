import * as v from 'valibot';
import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { accountIdSchema } from '@shared/schemas.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { CIRCLE_NONCE_LENGTH, circleSpace } from '@domain/feed/spaces.ts';
import type { Audience } from '@domain/moments/audience.ts';
import {
  type KeptCircle,
  MomentKeep,
  encodeKept,
  keptSpace,
  readKeptCircle,
  readersDigest,
} from '@domain/moments/kept.ts';
import { type CircleKind, EPOCH_SECRET_LENGTH } from '@domain/moments/pass.ts';
import { type CircleFacts, asideSpace, audienceKey, isIn, mayRead } from '@domain/moments/visibility.ts';
import type { Aside } from '@domain/moments/words.ts';
import type { Clock } from '@ports/clock.ts';
import type { StoreError, Stored } from '@ports/documentStore.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { Random } from '@ports/random.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import { AsideBook } from './asideBook.ts';
import { HeldBook } from './heldBook.ts';
import { LeftReaders } from './leftReaders.ts';
import { ReaderFloors } from './readerFloors.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import { Turn } from '../turn.ts';

/** What the book works with. */
export interface CircleBookParts {
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly feed: Pick<FeedStore, 'keeps' | 'page'>;
  readonly keeper: Pick<FeedKeeper, 'put' | 'remove'>;
  readonly contacts: Pick<ContactBook, 'get' | 'contacts'>;
  readonly random: Random;
  readonly clock: Pick<Clock, 'now'>;
}

/** An own circle. */
export interface OwnCircle {
  readonly nonce: Uint8Array;
  readonly kind: CircleKind;
  readonly audience: Audience;
  readonly epoch: number;
  /** Of the epoch: made anew with each. */
  readonly secret: Uint8Array;
  readonly readers: ReadonlySet<AccountId>;
}

/** An own circle whose readers changed. */
export interface ReadersChange {
  readonly circle: SpaceId;
  /** Leave was taken away from somebody: its epoch rose. */
  readonly isRaised: boolean;
  /** Somebody who came is not given all of it (VIS-17). */
  readonly isLimited: boolean;
}

/**
 * Which circles there are, own and others', and who may read them (VIS-2 to VIS-6): in memory, kept, and journalled. All of it is decided
 * by `domain/moments/visibility`; here is what that is decided from.
 */
export class CircleBook {
  private readonly parts: CircleBookParts;
  private readonly turn = new Turn();
  private readonly own = new Map<SpaceId, OwnCircle>();
  /** Circles of others, by the passes one was given. */
  readonly others: HeldBook;
  /** How much of own circles each reader is given. */
  readonly floors: ReaderFloors;
  private readonly left: LeftReaders;
  private readonly asides: AsideBook;
  private closed: ReadonlySet<AccountId> = new Set();
  private readonly changes = writableSnapshot(0);

  constructor(parts: CircleBookParts) {
    this.parts = parts;
    this.asides = new AsideBook(parts.keeper);
    this.floors = new ReaderFloors({ ...parts, device: parts.self.device });
    this.left = new LeftReaders({ ...parts, device: parts.self.device });
    this.others = new HeldBook(parts.keeper, () => this.changed());
  }

  /** Rises whenever who may read what may have changed. */
  get version(): Snapshot<number> {
    return this.changes;
  }

  /** What is known, for `domain/moments/visibility`; always as it is now. */
  get facts(): CircleFacts {
    const { own } = this;
    const { held, shown } = this.others;
    const { account: self } = this.parts.self;
    const ownBases = () => [...own].flatMap(([space, { kind }]) => (kind === 'base' ? [space] : []));
    const basesOf = (account: AccountId) => (account === self ? ownBases() : this.others.basesOf(account));
    const isContact = (account: AccountId) => this.isContact(account);
    return { self, own, held, shown, asides: this.asides.known, basesOf, isContact };
  }

  get circles(): ReadonlyMap<SpaceId, OwnCircle> {
    return this.own;
  }

  /** Reads everything that is kept, in place of what was known. The value is own circles whose readers are others than when they were kept. */
  load(): Promise<Result<readonly SpaceId[], StoreError>> {
    return this.turn.take(async () => {
      const { keeps } = this.parts.feed;
      const [circles, passes, asides, closed] = [
        await keeps.all(MomentKeep.circle),
        await keeps.all(MomentKeep.pass),
        await keeps.all(MomentKeep.aside),
        await keeps.all(MomentKeep.closed),
      ];
      const floors = await this.floors.load(keeps);
      if (!circles.ok) return circles;
      if (!passes.ok) return passes;
      if (!asides.ok) return asides;
      if (!closed.ok) return closed;
      if (!floors.ok) return floors;
      const spaces = circles.value.flatMap(({ id }) => keptSpace(id) ?? []);
      const left = await this.left.load(keeps, spaces);
      if (!left.ok) return left;
      this.closed = new Set(closed.value.flatMap(({ id }) => (v.is(accountIdSchema, id) ? [id] : [])));
      const moved = circles.value.flatMap(({ bytes, at }) => this.takeOwn(readKeptCircle(bytes), at));
      for (const circle of moved) await this.floors.settle(circle);
      this.others.load(passes.value);
      this.asides.load(asides.value);
      this.changed();
      return ok(moved);
    });
  }

  private takeOwn(kept: KeptCircle | null, keptAt: number): readonly SpaceId[] {
    if (kept === null) return [];
    const { account } = this.parts.self;
    const { nonce, kind, audience, epoch, secret } = kept;
    const circle = circleSpace(account, nonce);
    const readers = this.readersOf(circle, audience);
    this.own.set(circle, { nonce, kind, audience, epoch, secret, readers });
    this.left.enter(circle, [...readers]);
    if (equalBytes(readersDigest(readers), kept.readers)) return [];
    // Who came while that could not be kept: of whom was there before nothing tells which they are.
    const isNew = (reader: AccountId) => (this.parts.contacts.get(reader)?.record.addedAt ?? 0) > keptAt;
    this.holdNew(circle, kind, [...readers].filter(isNew));
    return [circle];
  }

  /** The own circle of an audience that everybody of it may read, made when it is first asked for (VIS-2, VIS-19). */
  circleFor(audience: Audience, kind: CircleKind = 'other'): Promise<Result<SpaceId, StoreError>> {
    return this.turn.take(async () => {
      const key = audienceKey(audience);
      const wanted = kind === 'other' && audience.kind === 'contacts' ? 'base' : kind;
      const people = this.readersFor(audience);
      for (const [space, circle] of this.own) {
        const isOf = circle.kind === wanted && audienceKey(circle.audience) === key;
        if (isOf && ![...people].some((reader) => this.left.isShut(space, reader))) return ok(space);
      }
      const nonce = this.parts.random.bytes(CIRCLE_NONCE_LENGTH);
      const space = circleSpace(this.parts.self.account, nonce);
      const made: OwnCircle = { nonce, kind: wanted, audience, epoch: 0, secret: this.newSecret(), readers: people };
      const kept = await this.keepOwn(space, made);
      if (!kept.ok) return kept;
      this.own.set(space, made);
      this.changed();
      return ok(space);
    });
  }

  /** Looks anew who own circles are for: contacts, tags, or whom they are closed to, changed. Leave is gone at once; it is kept after. */
  recount(): Promise<readonly ReadersChange[]> {
    return this.applyReaders(
      [...this.own].flatMap(([space, circle]) => {
        const readers = this.readersOf(space, circle.audience);
        const came = [...readers].filter((reader) => !circle.readers.has(reader));
        const gone = [...circle.readers].filter((account) => !readers.has(account));
        if (came.length === 0 && gone.length === 0) return [];
        this.holdNew(space, circle.kind, came);
        this.left.enter(space, came);
        if (circle.kind !== 'cover') this.left.leave(space, gone);
        if (circle.kind !== 'cover') this.floors.leave(space, gone);
        const isRaised = gone.length > 0;
        const next = isRaised ? this.raised(circle) : circle;
        return [{ space, circle: { ...next, readers }, isRaised }];
      }),
    );
  }

  /**
   * Raises the epoch of circles whose readers changed while nobody looked: who went is not known (VIS-9). Above an epoch that was said before
   * what is kept now was kept, too.
   */
  raise(circles: readonly SpaceId[], said = 0): Promise<readonly ReadersChange[]> {
    return this.applyReaders(
      circles.flatMap((space) => {
        const circle = this.own.get(space);
        return circle === undefined ? [] : [{ space, circle: this.raised(circle, said), isRaised: true }];
      }),
    );
  }

  private applyReaders(
    changes: readonly { readonly space: SpaceId; readonly circle: OwnCircle; readonly isRaised: boolean }[],
  ): Promise<readonly ReadersChange[]> {
    // Before anything is waited for: nothing more is given to whom it is not for.
    for (const { space, circle } of changes) this.own.set(space, circle);
    this.changed();
    return this.turn.take(async () => {
      const limited = new Set<SpaceId>();
      for (const { space } of changes) {
        const now = this.own.get(space);
        // Before it is kept whom it is for: else who came would be as one who was always there after a restart.
        const left = await this.left.settle(space);
        const settled = left.ok ? await this.floors.settle(space) : left;
        if (settled.ok && settled.value) limited.add(space);
        if (now !== undefined && settled.ok) await this.keepOwn(space, now);
      }
      return changes.map(({ space, isRaised }) => ({ circle: space, isRaised, isLimited: limited.has(space) }));
    });
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

  /** A space beside a circle that somebody told of. False when it is not, or cannot be, known. */
  note(aside: Aside): boolean {
    if (this.asides.note(aside)) this.changed();
    return this.asides.known.has(asideSpace(aside));
  }

  /** The same, kept: something is said there now. */
  keepAside(space: SpaceId): Stored {
    return this.asides.keep(space);
  }

  /** Spaces beside circles of which something is here and that somebody may read. */
  told(account: AccountId, now: number): readonly Aside[] {
    return this.asides.held.filter((aside) => mayRead(this.facts, account, { space: asideSpace(aside), now }));
  }

  private isContact(account: AccountId): boolean {
    const record = this.parts.contacts.get(account)?.record;
    return record?.state === 'accepted' && !record.blocked;
  }

  /** Something of one's own was posted in a circle, at this place of its chain. */
  posted(circle: SpaceId, seq: number): void {
    if (this.own.has(circle)) this.left.posted(circle, seq);
  }

  /** Whom a circle is for now: those of its audience who were not out of it while something was posted there (VIS-19). */
  private readersOf(space: SpaceId, audience: Audience): ReadonlySet<AccountId> {
    return new Set([...this.readersFor(audience)].filter((reader) => !this.left.isShut(space, reader)));
  }

  private readersFor(audience: Audience): ReadonlySet<AccountId> {
    const readers = new Set<AccountId>();
    for (const [account, { record }] of this.parts.contacts.contacts.get()) {
      const facts = { account, tags: record.tags, isClosed: this.closed.has(account) };
      if (isIn(audience, { ...facts, isContact: this.isContact(account) })) readers.add(account);
    }
    return readers;
  }

  /** Who is new is given nothing before it is known how much (VIS-17). A cover is the newest there is: all of them see it. */
  private holdNew(circle: SpaceId, kind: CircleKind, readers: readonly AccountId[]): void {
    if (kind !== 'cover') this.floors.hold(circle, readers);
  }

  private keepOwn(space: SpaceId, { nonce, kind, audience, epoch, secret, readers }: OwnCircle): Stored {
    const bytes = encodeKept({ v: 1, nonce, kind, audience, epoch, secret, readers: readersDigest(readers) });
    return this.parts.keeper.put([{ kind: MomentKeep.circle, id: space, bytes }]);
  }

  private raised(circle: OwnCircle, said = 0): OwnCircle {
    return { ...circle, epoch: Math.max(circle.epoch, said) + 1, secret: this.newSecret() };
  }

  private newSecret(): Uint8Array {
    return this.parts.random.bytes(EPOCH_SECRET_LENGTH);
  }

  private changed(): void {
    this.changes.set(this.changes.get() + 1);
  }
}
