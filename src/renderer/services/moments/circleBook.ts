import type { AccountId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { CIRCLE_NONCE_LENGTH, circleSpace } from '@domain/feed/spaces.ts';
import type { Audience } from '@domain/moments/audience.ts';
import {
  type KeptCircle,
  MomentKeep,
  type ToldCircle,
  keptSpace,
  readKeptCircle,
  readersDigest,
} from '@domain/moments/kept.ts';
import { laterEpoch } from '@domain/moments/ownCircle.ts';
import { type CircleKind, EPOCH_SECRET_LENGTH } from '@domain/moments/pass.ts';
import { type CircleFacts, asideSpace, audienceKey, mayRead } from '@domain/moments/visibility.ts';
import type { Aside } from '@domain/moments/words.ts';
import type { StoreError, Stored } from '@ports/documentStore.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import { AsideBook } from './asideBook.ts';
import { CircleReaders } from './circleReaders.ts';
import { HeldBook } from './heldBook.ts';
import { LeftReaders } from './leftReaders.ts';
import { type CircleBookParts, type OwnCircle, type ReadersChange, circleRow } from './ownCircle.ts';
import { ReaderFloors } from './readerFloors.ts';
import { Turn } from '../turn.ts';

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
  /** Whom circles are for, and to whom one's moments are closed. */
  readonly readers: CircleReaders;
  /** Since when another own device has what came from it in this run; and who was a contact when readers were last counted. */
  private readonly adopted = new Map<SpaceId, number>();
  private counted: ReadonlySet<AccountId> = new Set();
  private readonly changes = writableSnapshot(0);

  constructor(parts: CircleBookParts) {
    this.parts = parts;
    this.asides = new AsideBook(parts.keeper);
    const { device } = parts.self;
    this.floors = new ReaderFloors({ ...parts, device });
    this.left = new LeftReaders({ ...parts, device, hasOthers: () => (parts.devices?.().length ?? 1) > 1 });
    this.readers = new CircleReaders({ ...parts, left: this.left });
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
    const isContact = (account: AccountId) => this.readers.isContact(account);
    return { self, own, held, shown, asides: this.asides.known, basesOf, isContact };
  }

  get circles(): ReadonlyMap<SpaceId, OwnCircle> {
    return this.own;
  }

  /** Reads everything that is kept, in place of what was known. The value is own circles whose readers are others than when they were kept. */
  load(): Promise<Result<readonly SpaceId[], StoreError>> {
    return this.turn.take(async () => {
      const { keeps } = this.parts.feed;
      const [circles, passes, asides] = [
        await keeps.all(MomentKeep.circle),
        await keeps.all(MomentKeep.pass),
        await keeps.all(MomentKeep.aside),
      ];
      const closed = await this.readers.load(keeps);
      const floors = await this.floors.load(keeps);
      if (!circles.ok) return circles;
      if (!passes.ok) return passes;
      if (!asides.ok) return asides;
      if (!closed.ok) return closed;
      if (!floors.ok) return floors;
      const spaces = circles.value.flatMap(({ id }) => keptSpace(id) ?? []);
      const left = await this.left.load(keeps, spaces);
      if (!left.ok) return left;
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
    const readers = this.readers.of(circle, audience);
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
      const people = this.readers.for(audience);
      const usable = [...this.own].flatMap(([space, circle]) => {
        const isOf = circle.kind === wanted && audienceKey(circle.audience) === key;
        return isOf && ![...people].some((reader) => this.left.isShut(space, reader)) ? [space] : [];
      });
      // Two own devices may have made one each: all take the same from then on (VIS-20).
      const [known] = usable.toSorted();
      if (known !== undefined) return ok(known);
      const nonce = this.parts.random.bytes(CIRCLE_NONCE_LENGTH);
      const space = circleSpace(this.parts.self.account, nonce);
      const made: OwnCircle = {
        nonce,
        kind: wanted,
        audience,
        epoch: 0,
        secret: this.parts.random.bytes(EPOCH_SECRET_LENGTH),
        readers: people,
      };
      const kept = await this.keepOwn(space, made);
      if (!kept.ok) return kept;
      this.own.set(space, made);
      this.changed();
      return ok(space);
    });
  }

  /** Looks anew who own circles are for: contacts, tags, or whom they are closed to, changed. Leave is gone at once; it is kept after. */
  recount(): Promise<readonly ReadersChange[]> {
    const changes = [...this.own].flatMap(([space, circle]) => {
      const readers = this.readers.of(space, circle.audience);
      const came = [...readers].filter((reader) => !circle.readers.has(reader));
      const gone = [...circle.readers].filter((account) => !readers.has(account));
      if (came.length === 0 && gone.length === 0) return [];
      const isKnown = (reader: AccountId) => this.counted.has(reader);
      this.holdNew(
        space,
        circle.kind,
        came.filter((reader) => isKnown(reader) || this.isNewTo(space, reader)),
      );
      this.left.enter(space, came);
      if (circle.kind !== 'cover') this.left.leave(space, gone);
      if (circle.kind !== 'cover') this.floors.leave(space, gone);
      const isRaised = gone.length > 0;
      const next = isRaised ? this.raised(circle) : circle;
      return [{ space, circle: { ...next, readers }, isRaised }];
    });
    this.counted = this.readers.everybody();
    return this.applyReaders(changes);
  }

  /** Who was a contact before another own device told of a circle is given what that device gives them. */
  private isNewTo(space: SpaceId, reader: AccountId): boolean {
    const addedAt = this.parts.contacts.get(reader)?.record.addedAt ?? 0;
    return addedAt >= (this.adopted.get(space) ?? 0);
  }

  /** Takes an own circle as another own device has it, said at a time. The value is its space; null where nothing of it is new (VIS-20). */
  async adopt(told: ToldCircle, at: number): Promise<SpaceId | null> {
    const { kind, audience, epoch, secret } = told;
    const nonce = new Uint8Array(told.nonce);
    const space = circleSpace(this.parts.self.account, nonce);
    const known = this.own.get(space);
    const next = known === undefined ? { nonce, kind, audience, epoch, secret } : laterEpoch(known, told);
    if (next === known) return null;
    this.adopted.set(space, Math.max(at, this.adopted.get(space) ?? 0));
    // Before anything is waited for: whose its events are is asked at once.
    this.own.set(space, { ...next, readers: known?.readers ?? this.readers.of(space, audience) });
    this.changed();
    await this.turn.take(async () => {
      const now = this.own.get(space);
      return now === undefined ? ok() : this.keepOwn(space, now);
    });
    return space;
  }

  /** Somebody was out of an own circle, as another own device knows it: they are let into it no more. */
  async adoptLeft(space: SpaceId, reader: AccountId): Promise<void> {
    if (this.left.shutOut(space, reader)) await this.turn.take(() => this.left.settle(space));
  }

  /** From now on there are other own devices: who went is let into that circle no more, as they may post there unseen (VIS-20). */
  share(): Promise<unknown> {
    return this.turn.take(async () => {
      for (const space of this.left.shutAll()) await this.left.settle(space);
    });
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

  /** All spaces beside circles of which something is here. */
  get heldAsides(): readonly Aside[] {
    return this.asides.held;
  }

  /** Something of one's own was posted in a circle, at this place of its chain. */
  posted(circle: SpaceId, seq: number): void {
    if (this.own.has(circle)) this.left.posted(circle, seq);
  }

  /** Who is new is given nothing before it is known how much (VIS-17). A cover is the newest there is: all of them see it. */
  private holdNew(circle: SpaceId, kind: CircleKind, readers: readonly AccountId[]): void {
    if (kind !== 'cover') this.floors.hold(circle, readers);
  }

  private keepOwn(space: SpaceId, circle: OwnCircle): Stored {
    return this.parts.keeper.put([circleRow(space, circle)]);
  }

  private raised(circle: OwnCircle, said = 0): OwnCircle {
    return { ...circle, epoch: Math.max(circle.epoch, said) + 1, secret: this.parts.random.bytes(EPOCH_SECRET_LENGTH) };
  }

  private changed(): void {
    this.changes.set(this.changes.get() + 1);
  }
}
