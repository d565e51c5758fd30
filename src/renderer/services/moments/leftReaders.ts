import type { AccountId, DeviceId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { MomentKeep, encodeKept, readKeptLeft } from '@domain/moments/kept.ts';
import type { PostKey, PostRecord } from '@domain/feed/post.ts';
import type { FeedKeeps, FeedStore } from '@ports/feedStore.ts';
import type { StoreError } from '@ports/recordTable.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';

/** The last post of this device in an own circle is looked for among so many newest, then among four times as many below them, and so on. */
const LOOKED_THROUGH = 20;
/** Of whole posts no more are held at a time. */
const MOST_AT_ONCE = 1280;

/** What it works with. */
export interface LeftReaderParts {
  readonly device: DeviceId;
  readonly feed: Pick<FeedStore, 'page'>;
  readonly keeper: Pick<FeedKeeper, 'put' | 'remove'>;
  /** Whether there are other own devices, which may have posted unseen. */
  readonly hasOthers?: () => boolean;
}

/**
 * Who went from an own circle, and whether something was posted there since. Then they are let into it no more (VIS-19): they hold its chain up to where
 * they were, and a chain has no gaps, so that they would be given what was said while they were out.
 */
export class LeftReaders {
  private readonly parts: LeftReaderParts;
  /** Place of the newest own post when somebody went, -1 for none, under both ids. */
  private readonly left = new Map<string, number>();
  /** Place of the newest own post of each circle. */
  private readonly newest = new Map<SpaceId, number>();
  /** Who is let in no more, whatever was posted: another own device may have posted while nobody here knew (VIS-20). */
  private readonly shut = new Set<string>();
  /** What is yet to be kept, by circle. */
  private readonly changed = new Map<SpaceId, ReadonlySet<AccountId>>();

  constructor(parts: LeftReaderParts) {
    this.parts = parts;
  }

  /** Reads what is kept about these circles. */
  async load(keeps: Pick<FeedKeeps, 'all'>, circles: readonly SpaceId[]): Promise<Result<void, StoreError>> {
    const rows = await keeps.all(MomentKeep.left);
    if (!rows.ok) return rows;
    for (const { id, bytes } of rows.value) {
      const kept = readKeptLeft(bytes);
      if (kept === null) continue;
      this.left.set(id, kept.seq ?? -1);
      if (kept.shut === true) this.shut.add(id);
    }
    for (const circle of circles) {
      const looked = await this.lookFor(circle);
      if (!looked.ok) return looked;
    }
    return ok();
  }

  /** Other own devices may have posted more than a page since, or everything: each has a chain of its own. */
  private async lookFor(circle: SpaceId): Promise<Result<void, StoreError>> {
    let before: PostKey | null = null;
    for (let limit = LOOKED_THROUGH; ; limit = Math.min(limit * 4, MOST_AT_ONCE)) {
      const range = { space: circle, before, limit };
      const page: Result<readonly PostRecord[], StoreError> = await this.parts.feed.page(range);
      if (!page.ok) return page;
      const own = page.value.filter(({ device }) => device === this.parts.device);
      for (const { seq } of own) this.posted(circle, seq);
      const last = page.value.at(-1);
      if (own.length > 0 || last === undefined || page.value.length < limit) return ok();
      before = { at: last.at, id: last.id };
    }
  }

  /** Something of one's own stands at this place of a circle. */
  posted(circle: SpaceId, seq: number): void {
    this.newest.set(circle, Math.max(seq, this.newest.get(circle) ?? -1));
  }

  /** Whether somebody was out of a circle while something was posted there. */
  isShut(circle: SpaceId, reader: AccountId): boolean {
    if (this.shut.has(nameOf(circle, reader))) return true;
    const went = this.left.get(nameOf(circle, reader));
    return went !== undefined && (this.newest.get(circle) ?? -1) > went;
  }

  /** These are in it no more. That they went is kept with the next settling. */
  leave(circle: SpaceId, readers: readonly AccountId[]): void {
    for (const reader of readers) {
      this.left.set(nameOf(circle, reader), this.newest.get(circle) ?? -1);
      if (this.parts.hasOthers?.() === true) this.shut.add(nameOf(circle, reader));
    }
    this.note(circle, readers);
  }

  /** Somebody is let in no more. False where that was known. */
  shutOut(circle: SpaceId, reader: AccountId): boolean {
    const name = nameOf(circle, reader);
    if (this.shut.has(name)) return false;
    this.shut.add(name);
    if (!this.left.has(name)) this.left.set(name, this.newest.get(circle) ?? -1);
    this.note(circle, [reader]);
    return true;
  }

  /** Everybody who is out now is let in no more. The value is the circles about which that is to be kept. */
  shutAll(): readonly SpaceId[] {
    if (this.parts.hasOthers?.() !== true) return [];
    for (const name of this.left.keys()) {
      const [circle, reader] = name.split('.') as [SpaceId, AccountId];
      this.shutOut(circle, reader);
    }
    return [...this.changed.keys()];
  }

  /** These are in it, as if they had never gone: nothing was posted meanwhile. */
  enter(circle: SpaceId, readers: readonly AccountId[]): void {
    const back = readers.filter(
      (reader) => !this.shut.has(nameOf(circle, reader)) && this.left.delete(nameOf(circle, reader)),
    );
    this.note(circle, back);
  }

  /** Keeps who went and who is back. Where that fails it is tried with the next. */
  async settle(circle: SpaceId): Promise<Result<void, StoreError>> {
    const people = [...(this.changed.get(circle) ?? [])];
    const went = people.flatMap((reader) => {
      const seq = this.left.get(nameOf(circle, reader));
      return seq === undefined ? [] : [{ reader, seq }];
    });
    const kept = await this.parts.keeper.put(
      went.map(({ reader, seq }) => ({
        ...{ kind: MomentKeep.left, id: nameOf(circle, reader) },
        bytes: encodeKept({ v: 1, seq: seq < 0 ? null : seq, ...this.markOf(nameOf(circle, reader)) }),
      })),
    );
    if (!kept.ok) return kept;
    for (const reader of people) {
      if (this.left.has(nameOf(circle, reader))) continue;
      const removed = await this.parts.keeper.remove(MomentKeep.left, nameOf(circle, reader));
      if (!removed.ok) return removed;
    }
    this.settled(circle, people);
    return ok();
  }

  private markOf(name: string): { readonly shut?: true } {
    return this.shut.has(name) ? { shut: true } : {};
  }

  private note(circle: SpaceId, readers: readonly AccountId[]): void {
    if (readers.length > 0) this.changed.set(circle, new Set([...(this.changed.get(circle) ?? []), ...readers]));
  }

  private settled(circle: SpaceId, people: readonly AccountId[]): void {
    const still = [...(this.changed.get(circle) ?? [])].filter((reader) => !people.includes(reader));
    if (still.length === 0) this.changed.delete(circle);
    else this.changed.set(circle, new Set(still));
  }
}

function nameOf(circle: SpaceId, reader: AccountId): string {
  return `${circle}.${reader}`;
}
