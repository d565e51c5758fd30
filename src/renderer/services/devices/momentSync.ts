import * as v from 'valibot';
import { type AccountId, type DeviceId, type EventId, type SpaceId, isIdText } from '@shared/ids.ts';
import { timeSchema } from '@shared/schemas.ts';
import type { Choice } from '@domain/device/choices.ts';
import type { FeedMark } from '@domain/feed/kept.ts';
import {
  LOOKED_AT,
  MomentKeep,
  encodeKept,
  encodeMark,
  readLooked,
  spanSchema,
  toldCircleSchema,
  toldFloorSchema,
  toldLookSchema,
} from '@domain/moments/kept.ts';
import type { Clock } from '@ports/clock.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { HeardKeeper } from '../feed/heardKeeper.ts';
import type { CircleBook } from '../moments/circleBook.ts';
import type { Moments } from '../moments/moments.ts';
import type { Replicator } from '../replication/replicator.ts';
import { type Told, toldOf } from './momentChoices.ts';
import type { IsDue, OwnLog } from './ownLog.ts';
import type { OwnSync } from './ownSync.ts';

/** Looking is told this long after it, ms: one looks often. */
const TELL_LOOK_AFTER = 3000;
/** Circles that came are compared this long after, ms: many come at once. */
const COMPARE_AFTER = 200;
/** Kinds that follow to other own devices. */
const FOLLOWING: readonly string[] = [
  ...[MomentKeep.circle, MomentKeep.left, MomentKeep.floor],
  ...[MomentKeep.closed, MomentKeep.muted, MomentKeep.back, MomentKeep.looked, MomentKeep.mark],
];
/** Length of an id in a key. */
const ID_LENGTH = 43;

/** What keeping moments the same on all own devices works with. */
export interface MomentSyncParts {
  readonly log: OwnLog;
  readonly self: { readonly account: AccountId; readonly device: DeviceId };
  readonly book: CircleBook;
  readonly feed: Pick<FeedStore, 'keeps' | 'marks'>;
  readonly keeper: HeardKeeper;
  readonly moments: Pick<Moments, 'adopted' | 'recounted' | 'looked'>;
  readonly replicator: Pick<Replicator, 'refresh'>;
  readonly clock: Pick<Clock, 'after' | 'now'>;
}

/** Own circles, and what the person chose about moments, on all own devices (VIS-20). Passes go over links (`OwnPasses`). */
export class MomentSync implements OwnSync {
  private readonly parts: MomentSyncParts;
  private readonly disposers: Disposer[] = [];
  private readonly looks = new Map<string, Disposer>();
  private known = 0;
  private stopComparing: Disposer | null = null;

  constructor(parts: MomentSyncParts) {
    this.parts = parts;
    const { log } = parts;
    log.on('circle', (choice) => this.onCircle(choice), 'each');
    log.on('left', (choice) => this.onLeft(choice), 'each');
    log.on('floor', (choice) => this.onFloor(choice), 'each');
    log.on('looked', (choice) => this.onLooked(choice), 'each');
    log.on('closed', (choice) => this.onClosed(choice));
    log.on('muted', (choice) => this.onMuted(choice));
    log.on('moments', (choice) => this.onBack(choice));
    for (const mark of ['hidden', 'saved', 'seen'] as const)
      log.on(`post${mark}`, (choice) => this.onMark(mark, choice));
  }

  /** Tells of every change from here on. */
  start(): void {
    const { keeper, book } = this.parts;
    keeper.onKept = (kind, id, bytes) => this.tell(kind, id, bytes);
    this.disposers.push(book.version.subscribe(() => this.compareSoon()));
  }

  dispose(): void {
    this.parts.keeper.onKept = () => undefined;
    this.stopComparing?.();
    for (const dispose of [...this.disposers, ...this.looks.values()]) dispose();
  }

  /** Tells of all that is due; whoever went from a circle before there was another device is let into it no more. */
  tellAll(isDue: IsDue): Promise<void> {
    return this.parts.book.share().then(() => this.tellKept(isDue));
  }

  private async tellKept(isDue: IsDue): Promise<void> {
    for (const kind of FOLLOWING) {
      const rows = await this.parts.feed.keeps.all(kind);
      for (const row of rows.ok ? rows.value : []) this.say(toldOf(row, this.parts.self.device), isDue);
    }
  }

  private tell(kind: string, id: string, bytes: Uint8Array | null): void {
    if (!FOLLOWING.includes(kind)) return;
    const told = toldOf({ kind, id, bytes, at: this.parts.clock.now() }, this.parts.self.device);
    if (kind !== MomentKeep.looked) return this.say(told);
    this.looks.get(id)?.();
    this.looks.set(
      id,
      this.parts.clock.after(TELL_LOOK_AFTER, () => this.say(told)),
    );
  }

  private say(told: readonly Told[], isDue: IsDue = () => true): void {
    for (const { key, value, isPlain } of told) {
      // What is as it is by itself is told where something else was said of it.
      if (isPlain && !this.parts.log.choices.has(key)) continue;
      if (isDue(key)) void this.parts.log.say(key, () => value);
    }
  }

  /** What is given to the other own devices is more, or less, than it was. */
  private compareSoon(): void {
    const { own, held, asides } = this.parts.book.facts;
    const now = own.size + held.size + asides.size;
    if (now === this.known) return;
    this.known = now;
    this.stopComparing ??= this.parts.clock.after(COMPARE_AFTER, () => {
      this.stopComparing = null;
      this.parts.replicator.refresh(this.parts.self.account);
    });
  }

  private async onCircle({ key, value, at }: Choice): Promise<void> {
    const told = v.safeParse(toldCircleSchema, value);
    const { book, moments } = this.parts;
    const circle = told.success ? await book.adopt(told.output, at) : null;
    // A circle under the key of another is of no version there is.
    if (circle !== null && key === `circle/${circle}`) await moments.adopted(circle);
  }

  private async onLeft({ key, value }: Choice): Promise<void> {
    const place = placeIn(key);
    if (place === null || value !== true) return;
    await this.parts.book.adoptLeft(place.circle, place.reader);
    await this.parts.moments.recounted();
  }

  private async onFloor({ key, value }: Choice): Promise<void> {
    const place = placeIn(key);
    const told = v.safeParse(toldFloorSchema, value);
    if (place === null || !told.success) return;
    await this.parts.book.floors.adopt(place.circle, place.reader, told.output);
    await this.parts.moments.adopted(place.circle);
  }

  private async onLooked({ key, value }: Choice): Promise<void> {
    const { feed, keeper, moments } = this.parts;
    const what = Object.values(LOOKED_AT).find((one) => key === `looked/${one}`);
    const told = v.safeParse(toldLookSchema, value);
    if (what === undefined || !told.success) return;
    const row = await feed.keeps.get(MomentKeep.looked, what);
    const known = row.ok && row.value !== null ? readLooked(row.value.bytes) : null;
    const latest = laterLook(known ?? NEVER, told.output);
    if (known !== null && latest.at === known.at && lastOf(latest) === lastOf(known)) return;
    await keeper.put([{ kind: MomentKeep.looked, id: what, bytes: encodeKept({ v: 1, ...latest }) }]);
    await moments.looked(what, lastOf(latest));
  }

  private async onClosed({ key, value }: Choice): Promise<void> {
    const account = idIn(key) as AccountId | null;
    const { book, moments } = this.parts;
    if (account === null || typeof value !== 'boolean' || book.readers.isClosed(account) === value) return;
    const closed = await book.readers.close(account, value);
    if (closed.ok) await moments.recounted();
  }

  private async onMuted({ key, value }: Choice): Promise<void> {
    const account = idIn(key) as AccountId | null;
    if (account === null || typeof value !== 'boolean') return;
    const { keeper } = this.parts;
    if (value) await keeper.put([{ kind: MomentKeep.muted, id: account, bytes: encodeKept({ v: 1 }) }]);
    else await keeper.remove(MomentKeep.muted, account);
  }

  private async onBack({ key, value }: Choice): Promise<void> {
    const span = v.safeParse(spanSchema, value);
    if (key === 'moments/back' && span.success) await this.parts.book.floors.choose(span.output);
  }

  private async onMark(mark: 'hidden' | 'saved' | 'seen', { key, value }: Choice): Promise<void> {
    const post = idIn(key) as EventId | null;
    const change = post === null ? null : changeOf(mark, value);
    if (post === null || change === null) return;
    const { feed, keeper } = this.parts;
    const marked = await feed.marks.update(post, (row) => ({
      ...(row ?? { post, hidden: false, saved: null, seen: null }),
      ...change,
    }));
    if (marked.ok && marked.value !== null)
      await keeper.put([{ kind: MomentKeep.mark, id: post, bytes: encodeMark(marked.value) }]);
  }
}

type Look = v.InferOutput<typeof toldLookSchema>;

const NEVER: Look = { at: 0 };

/** Up to when things were looked at. */
function lastOf({ at, upTo = 0 }: Look): number {
  return Math.max(at, upTo);
}

/** What two looks come to: the later of each. */
function laterLook(one: Look, other: Look): Look {
  const at = Math.max(one.at, other.at);
  const upTo = Math.max(lastOf(one), lastOf(other));
  return upTo > at ? { at, upTo } : { at };
}

function changeOf(mark: 'hidden' | 'saved' | 'seen', value: unknown): Partial<FeedMark> | null {
  if (mark === 'hidden') return typeof value === 'boolean' ? { hidden: value } : null;
  const time = v.safeParse(v.nullable(timeSchema), value);
  return time.success ? { [mark]: time.output } : null;
}

function idIn(key: string): string | null {
  const id = key.slice(key.indexOf('/') + 1);
  return isIdText(id) ? id : null;
}

/** The circle and the reader a key names, one after the other. */
function placeIn(key: string): { readonly circle: SpaceId; readonly reader: AccountId } | null {
  const name = key.slice(key.indexOf('/') + 1);
  const [circle, reader] = [name.slice(0, ID_LENGTH), name.slice(ID_LENGTH)];
  return isIdText(circle) && isIdText(reader) ? { circle: circle as SpaceId, reader: reader as AccountId } : null;
}
