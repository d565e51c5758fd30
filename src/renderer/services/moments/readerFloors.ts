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
 * not move: what somebody was given they have, and what they were not given is none of theirs.
 */
export class ReaderFloors {
  private readonly parts: ReaderFloorParts;
  private readonly floors = new Map<string, number>();
  private readonly held = new Map<SpaceId, readonly AccountId[]>();
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
      const seq = readKeptFloor(bytes)?.seq;
      if (seq !== undefined) this.floors.set(id, seq);
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
    return this.floors.get(nameOf(circle, reader)) ?? -1;
  }

  /** Gives nothing to these, until their floor is found. Who has one from before keeps that. */
  hold(circle: SpaceId, readers: readonly AccountId[]): void {
    const fresh = readers.filter((reader) => !this.floors.has(nameOf(circle, reader)));
    if (this.span === 'all' || fresh.length === 0) return;
    for (const reader of fresh) this.floors.set(nameOf(circle, reader), Infinity);
    this.held.set(circle, [...(this.held.get(circle) ?? []), ...fresh]);
  }

  /** Finds the floors of who is held, and keeps them. Where that fails, they are given nothing. The value is whether something is kept from one of them. */
  async settle(circle: SpaceId): Promise<Result<boolean, StoreError>> {
    const readers = this.held.get(circle) ?? [];
    if (readers.length === 0) return ok(false);
    const floor = await this.floorNow(circle);
    if (!floor.ok) return floor;
    const seq = floor.value;
    if (seq >= 0) {
      const bytes = encodeKept({ v: 1, seq });
      const kept = await this.parts.keeper.put(
        readers.map((reader) => ({ kind: MomentKeep.floor, id: nameOf(circle, reader), bytes })),
      );
      if (!kept.ok) return kept;
    }
    for (const reader of readers) this.floors.set(nameOf(circle, reader), seq);
    this.held.delete(circle);
    return ok(seq >= 0);
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

function nameOf(circle: SpaceId, reader: AccountId): string {
  return `${circle}.${reader}`;
}
