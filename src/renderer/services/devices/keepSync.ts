import * as v from 'valibot';
import { bytesUpTo } from '@shared/schemas.ts';
import { compareBytes } from '@domain/codec/bytes.ts';
import type { Choice } from '@domain/device/choices.ts';
import { type FeedKeep, MAX_KEEP_BYTES } from '@domain/feed/kept.ts';
import type { FeedKeeps } from '@ports/feedStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { IsDue, OwnLog } from './ownLog.ts';

const recordBytes = bytesUpTo(MAX_KEEP_BYTES);

/** Small records of one kind that follow to every own device, each with a time of its own: of two the later holds. */
export interface FollowingKeep {
  /** First part of their keys. */
  readonly section: string;
  readonly kind: string;
  /** When a record was made, ms; null for what is none. */
  readonly timeOf: (bytes: Uint8Array) => number | null;
  /** Puts what is made of the record that is here (null: none) in its place, nothing else changing it meanwhile; null leaves it. */
  readonly merge: (id: string, decide: (here: Uint8Array | null) => Uint8Array | null) => Promise<unknown>;
}

/** What keeping records the same works with. */
export interface KeepSyncParts {
  readonly log: OwnLog;
  readonly keeps: Pick<FeedKeeps, 'get' | 'all' | 'watchAll'>;
  readonly following: FollowingKeep;
}

/** Records of one kind on all own devices (DEV-63): whoever changed one last is right about it, and what was taken away stays as that. */
export class KeepSync {
  private readonly parts: KeepSyncParts;
  private rows: ReadonlyMap<string, Uint8Array> | null = null;
  private stop: Disposer = () => undefined;

  constructor(parts: KeepSyncParts) {
    this.parts = parts;
    parts.log.on(parts.following.section, (choice) => this.onChoice(choice), 'each');
  }

  /** Tells of every change from here on. */
  start(): void {
    const { keeps, following } = this.parts;
    this.stop = keeps.watchAll(following.kind).subscribe((state) => {
      if (state.status === 'ready') this.onRows(state.value);
    });
  }

  dispose(): void {
    this.stop();
  }

  /** Tells of all that is due. */
  async tellAll(isDue: IsDue): Promise<void> {
    const kept = await this.parts.keeps.all(this.parts.following.kind);
    for (const { id } of kept.ok ? kept.value : []) if (isDue(this.keyOf(id))) void this.say(id);
  }

  private onRows(keeps: readonly FeedKeep[]): void {
    const before = this.rows;
    this.rows = new Map(keeps.map(({ id, bytes }) => [id, bytes]));
    if (before === null) return;
    for (const [id, bytes] of this.rows) {
      const known = before.get(id);
      if (known === undefined || compareBytes(known, bytes) !== 0) void this.say(id);
    }
  }

  private async say(id: string): Promise<void> {
    const { log, keeps, following } = this.parts;
    const row = await keeps.get(following.kind, id);
    if (!row.ok || row.value === null || following.timeOf(row.value.bytes) === null) return;
    const { bytes } = row.value;
    await log.say(this.keyOf(id), () => bytes);
  }

  private async onChoice({ key, value }: Choice): Promise<void> {
    const { merge, timeOf } = this.parts.following;
    if (!v.is(recordBytes, value) || timeOf(value) === null) return;
    await merge(key.slice(key.indexOf('/') + 1), (here) => (isLater(value, here, timeOf) ? value.slice() : null));
  }

  private keyOf(id: string): string {
    return `${this.parts.following.section}/${id}`;
  }
}

/** Of two of one time the greater bytes. */
function isLater(theirs: Uint8Array, ours: Uint8Array | null, timeOf: FollowingKeep['timeOf']): boolean {
  const [at, here] = [timeOf(theirs) ?? 0, ours === null ? null : timeOf(ours)];
  if (ours === null || here === null || at > here) return true;
  return at === here && compareBytes(theirs, ours) > 0;
}
