import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import { type MomentSpan, seenFrom } from '@domain/moments/back.ts';
import { MomentKeep, encodeKept, readKeptBack, readKeptFloor } from '@domain/moments/kept.ts';
import type { Clock } from '@ports/clock.ts';
import type { FeedKeeps, FeedStore } from '@ports/feedStore.ts';
import type { StoreError } from '@ports/recordTable.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';

/** The id of {@link MomentKeep.back}. */
const BACK = 'back';
/** Among so many posts right below the bound one of this device is looked for. */
const LOOKED_THROUGH = 50;

/** What floors work with. */
export interface ReaderFloorParts {
  readonly device: DeviceId;
  readonly feed: Pick<FeedStore, 'page'>;
  readonly keeper: Pick<FeedKeeper, 'put'>;
  readonly clock: Pick<Clock, 'now'>;
}

/**
 * Up to which place of an own circle's chain each reader is given nothing (VIS-17): found when leave is first given, by what was chosen then. It does
 * not move, nor when they are let in again: they hold the chain up to where they were, and a chain with a gap is an offence of who gives it.
 */
export class ReaderFloors {
  private readonly parts: ReaderFloorParts;
  private readonly floors = new Map<string, number>();
  /** Whose floors are being looked for. */
  private readonly held = new Map<SpaceId, ReadonlySet<AccountId>>();
  /** Who went and had all of it: kept with the next settling. */
  private readonly gone = new Map<SpaceId, ReadonlySet<AccountId>>();
  private span: MomentSpan = 'all';

  constructor(parts: ReaderFloorParts) {
    this.parts = parts;
  }

  /** What is chosen now, for who becomes a contact from here on. */
  get chosen(): MomentSpan {
    return this.span;
  }

  /** Reads what is kept. */
  async load(keeps: Pick<FeedKeeps, 'all' | 'get'>): Promise<Result<void, StoreError>> {
    const floors = await keeps.all(MomentKeep.floor);
    const back = floors.ok ? await keeps.get(MomentKeep.back, BACK) : floors;
    if (!floors.ok || !back.ok) return back.ok ? ok() : back;
    for (const { id, bytes } of floors.value) {
      const kept = readKeptFloor(bytes);
      if (kept !== null) this.floors.set(id, kept.seq ?? -1);
    }
    this.span = spanIn(back.value);
    return ok();
  }

  async choose(span: MomentSpan): Promise<Result<void, StoreError>> {
    const kept = await this.parts.keeper.put([{ kind: MomentKeep.back, id: BACK, bytes: encodeKept({ v: 1, span }) }]);
    if (kept.ok) this.span = span;
    return kept;
  }

  /** The last place that is not given to a reader; -1 where all is. Infinity while it is being looked for: then nothing is. */
  of(circle: SpaceId, reader: AccountId): number {
    if (this.held.get(circle)?.has(reader) === true) return Infinity;
    return this.floors.get(nameOf(circle, reader)) ?? -1;
  }

  /** Gives nothing to these, until their floor is found. Who was in it before keeps the one they had. */
  hold(circle: SpaceId, readers: readonly AccountId[]): void {
    const fresh = readers.filter((reader) => !this.floors.has(nameOf(circle, reader)));
    if (this.span !== 'all') add(this.held, circle, fresh);
  }

  /** These are in it no more. That they were is kept with the next settling. */
  leave(circle: SpaceId, readers: readonly AccountId[]): void {
    const held = this.held.get(circle);
    const full = readers.filter((one) => held?.has(one) !== true && !this.floors.has(nameOf(circle, one)));
    for (const reader of full) this.floors.set(nameOf(circle, reader), -1);
    add(this.gone, circle, full);
    // Who was given nothing yet is as anybody who never came.
    drop(this.held, circle, new Set(readers));
  }

  /** Finds the floors of who is held, and keeps them. Where that fails, they are given nothing. The value is whether something is kept from one of them. */
  async settle(circle: SpaceId): Promise<Result<boolean, StoreError>> {
    const [readers, gone] = [this.held.get(circle) ?? NOBODY, this.gone.get(circle) ?? NOBODY];
    const floor = readers.size === 0 ? ok(-1) : await this.floorNow(circle);
    if (!floor.ok) return floor;
    const seq = floor.value;
    const found = seq >= 0 ? [...readers].map((reader) => floorRow(circle, reader, seq)) : [];
    const kept = await this.parts.keeper.put([...found, ...[...gone].map((reader) => floorRow(circle, reader, null))]);
    if (!kept.ok) return kept;
    const still = [...readers].filter((reader) => this.held.get(circle)?.has(reader) === true);
    // Of who has all of it nothing is known here that a restart would not know.
    if (seq >= 0) for (const reader of still) this.floors.set(nameOf(circle, reader), seq);
    // Who came or went meanwhile waits for the next settling.
    drop(this.held, circle, readers);
    drop(this.gone, circle, gone);
    return ok(found.length > 0);
  }

  private async floorNow(circle: SpaceId): Promise<Result<number, StoreError>> {
    const { feed, clock, device } = this.parts;
    const from = seenFrom(this.span, clock.now());
    if (from === null) return ok(-1);
    // Below every post of that very time.
    const before = { at: from, id: '' as EventId };
    const page = await feed.page({ space: circle, before, limit: LOOKED_THROUGH });
    return page.ok ? ok(page.value.find((post) => post.device === device)?.seq ?? -1) : page;
  }
}

/** Nothing chosen, nothing held back. */
function spanIn(row: FeedKeep | null): MomentSpan {
  return (row === null ? null : readKeptBack(row.bytes)?.span) ?? 'all';
}

const NOBODY: ReadonlySet<AccountId> = new Set();

type People = Map<SpaceId, ReadonlySet<AccountId>>;

function add(people: People, circle: SpaceId, more: readonly AccountId[]): void {
  if (more.length > 0) people.set(circle, new Set([...(people.get(circle) ?? []), ...more]));
}

function drop(people: People, circle: SpaceId, some: ReadonlySet<AccountId>): void {
  const left = [...(people.get(circle) ?? [])].filter((one) => !some.has(one));
  if (left.length > 0) people.set(circle, new Set(left));
  else people.delete(circle);
}

function floorRow(circle: SpaceId, reader: AccountId, seq: number | null): Omit<FeedKeep, 'at'> {
  return { kind: MomentKeep.floor, id: nameOf(circle, reader), bytes: encodeKept({ v: 1, seq }) };
}

function nameOf(circle: SpaceId, reader: AccountId): string {
  return `${circle}.${reader}`;
}
