import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import { type MomentSpan, seenFrom } from '@domain/moments/back.ts';
import {
  MomentKeep,
  type ToldFloor,
  encodeKept,
  floorAsKept,
  readKeptBack,
  readKeptFloor,
  toldFloor,
} from '@domain/moments/kept.ts';
import { earlierFloor } from '@domain/moments/ownCircle.ts';
import type { Clock } from '@ports/clock.ts';
import type { FeedKeeps, FeedStore } from '@ports/feedStore.ts';
import type { StoreError } from '@ports/recordTable.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';

/** The id of {@link MomentKeep.back}. */
const BACK = 'back';
/** So many posts below the bound are looked at at a time, for one of each own device. */
const LOOKED_THROUGH = 50;
/** And so many times: whose newest older post is not found is given from its beginning, as where there is none. */
const MOST_PAGES = 40;

/** What floors work with. */
export interface ReaderFloorParts {
  readonly device: DeviceId;
  readonly feed: Pick<FeedStore, 'page'>;
  readonly keeper: Pick<FeedKeeper, 'put'>;
  readonly clock: Pick<Clock, 'now'>;
  /** See `CircleBookParts`. */
  readonly devices?: () => readonly DeviceId[];
}

/**
 * Up to which place of an own circle's chain each reader is given nothing (VIS-17): found when leave is first given, by what was chosen then. It does
 * not move, nor when they are let in again: they hold the chain up to where they were, and a chain with a gap is an offence of who gives it.
 */
export class ReaderFloors {
  private readonly parts: ReaderFloorParts;
  private readonly floors = new Map<string, ToldFloor>();
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
    for (const { id, bytes, at } of floors.value) {
      const kept = readKeptFloor(bytes);
      if (kept !== null) this.floors.set(id, toldFloor(kept, this.parts.device, at));
    }
    this.span = spanIn(back.value);
    return ok();
  }

  async choose(span: MomentSpan): Promise<Result<void, StoreError>> {
    const kept = await this.parts.keeper.put([{ kind: MomentKeep.back, id: BACK, bytes: encodeKept({ v: 1, span }) }]);
    if (kept.ok) this.span = span;
    return kept;
  }

  /** The last place of a device's chain that is not given to a reader; -1 where all is. Infinity while it is being looked for: then nothing is. */
  of(circle: SpaceId, reader: AccountId, device = this.parts.device): number {
    if (this.held.get(circle)?.has(reader) === true) return Infinity;
    return placeIn(this.floors.get(nameOf(circle, reader)), device);
  }

  /** Of the chains of the other own devices the first places that are given, where that is not all. */
  othersOf(circle: SpaceId, reader: AccountId): ReadonlyMap<DeviceId, number> {
    const { places = [] } = this.floors.get(nameOf(circle, reader)) ?? {};
    return new Map(places.flatMap(([device, seq]) => (device === this.parts.device ? [] : [[device, seq + 1]])));
  }

  /** What another own device decided; of two decisions the earlier holds (VIS-20). The value is whether it is kept. */
  async adopt(circle: SpaceId, reader: AccountId, told: ToldFloor): Promise<boolean> {
    const known = this.floors.get(nameOf(circle, reader));
    const next = known === undefined ? told : earlierFloor(known, told);
    if (next === known) return false;
    this.floors.set(nameOf(circle, reader), next);
    drop(this.held, circle, new Set([reader]));
    const kept = await this.parts.keeper.put([this.rowOf(circle, reader, next)]);
    return kept.ok;
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
    const whole: ToldFloor = { at: this.parts.clock.now(), places: [] };
    for (const reader of full) this.floors.set(nameOf(circle, reader), whole);
    add(this.gone, circle, full);
    // Who was given nothing yet is as anybody who never came.
    drop(this.held, circle, new Set(readers));
  }

  /** Finds the floors of who is held, and keeps them. Where that fails, they are given nothing. The value is whether something is kept from one of them. */
  async settle(circle: SpaceId): Promise<Result<boolean, StoreError>> {
    const [readers, gone] = [this.held.get(circle) ?? NOBODY, this.gone.get(circle) ?? NOBODY];
    const floor = readers.size === 0 ? ok([]) : await this.placesNow(circle);
    if (!floor.ok) return floor;
    const made: ToldFloor = { at: this.parts.clock.now(), places: floor.value };
    const isLimited = floor.value.length > 0;
    const found = isLimited ? [...readers].map((reader) => this.rowOf(circle, reader, made)) : [];
    const whole = [...gone].flatMap((reader) => this.rowOfGone(circle, reader));
    const kept = await this.parts.keeper.put([...found, ...whole]);
    if (!kept.ok) return kept;
    const still = [...readers].filter((reader) => this.held.get(circle)?.has(reader) === true);
    // Of who has all of it nothing is known here that a restart would not know.
    if (isLimited) for (const reader of still) this.floors.set(nameOf(circle, reader), made);
    // Who came or went meanwhile waits for the next settling.
    drop(this.held, circle, readers);
    drop(this.gone, circle, gone);
    return ok(found.length > 0);
  }

  private rowOf(circle: SpaceId, reader: AccountId, floor: ToldFloor): Omit<FeedKeep, 'at'> {
    const bytes = encodeKept(floorAsKept(floor, this.parts.device));
    return { kind: MomentKeep.floor, id: nameOf(circle, reader), bytes };
  }

  private rowOfGone(circle: SpaceId, reader: AccountId): readonly Omit<FeedKeep, 'at'>[] {
    const floor = this.floors.get(nameOf(circle, reader));
    return floor === undefined ? [] : [this.rowOf(circle, reader, floor)];
  }

  /** The newest post of each own device that is older than what is given. */
  private async placesNow(circle: SpaceId): Promise<Result<ToldFloor['places'], StoreError>> {
    const { feed, clock, device, devices } = this.parts;
    const from = seenFrom(this.span, clock.now());
    if (from === null) return ok([]);
    return newestOf(feed, { space: circle, from, devices: new Set(devices?.() ?? [device]) });
  }
}

/** The newest post of each of these devices before a time. */
async function newestOf(
  feed: Pick<FeedStore, 'page'>,
  { space, from, devices }: { readonly space: SpaceId; readonly from: number; readonly devices: Set<DeviceId> },
): Promise<Result<ToldFloor['places'], StoreError>> {
  const places: (readonly [DeviceId, number])[] = [];
  // Below every post of that very time.
  let before = { at: from, id: '' as EventId };
  for (let page = 0; page < MOST_PAGES && devices.size > 0; page += 1) {
    const read = await feed.page({ space, before, limit: LOOKED_THROUGH });
    if (!read.ok) return read;
    for (const post of read.value) if (devices.delete(post.device)) places.push([post.device, post.seq]);
    const last = read.value.at(-1);
    if (last === undefined || read.value.length < LOOKED_THROUGH) break;
    before = { at: last.at, id: last.id };
  }
  return ok(places);
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

/** -1 where all of a chain is given. */
function placeIn(floor: ToldFloor | undefined, device: DeviceId): number {
  return floor?.places.find(([one]) => one === device)?.[1] ?? -1;
}

function nameOf(circle: SpaceId, reader: AccountId): string {
  return `${circle}.${reader}`;
}
