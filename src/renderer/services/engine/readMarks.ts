import type { SpaceId } from '@shared/ids.ts';
import { READ_KIND } from '@domain/chat/project.ts';
import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Replicator } from '../replication/replicator.ts';

/** A reading person moves the mark many times; others are told after this long without a move, ms. */
const TELL_AFTER = 600;

/** What telling read marks works with. */
export interface ReadMarkParts {
  readonly clock: Clock;
  /** Whether one is in a conversation, so that others there may hear of it. */
  readonly isInside: (space: SpaceId) => boolean;
  readonly replicator: Replicator;
  readonly log: Log;
  /** Whether the person lets others know. */
  readonly isAllowed: () => boolean;
}

/**
 * Tells the others what was read (CHT-13): a few events for much reading, none when nothing moved. Where it is switched off, or nobody there
 * may hear of it, own devices alone are told (DEV-64).
 */
export class ReadMarks {
  private readonly told = new Map<SpaceId, number>();
  private readonly due = new Map<SpaceId, { at: number; cancel: Disposer }>();
  private readonly parts: ReadMarkParts;
  /** Tells other own devices, and nobody else. */
  tellOwn: (space: SpaceId, at: number) => void = () => undefined;

  constructor(parts: ReadMarkParts) {
    this.parts = parts;
  }

  /** Everything up to `at` was read here. */
  tell(space: SpaceId, at: number): void {
    if (at <= (this.told.get(space) ?? 0)) return;
    const waiting = this.due.get(space);
    if (waiting !== undefined && waiting.at >= at) return;
    waiting?.cancel();
    this.due.set(space, { at, cancel: this.parts.clock.after(TELL_AFTER, () => void this.send(space, at)) });
  }

  dispose(): void {
    for (const { cancel } of this.due.values()) cancel();
    this.due.clear();
  }

  private async send(space: SpaceId, at: number): Promise<void> {
    this.due.delete(space);
    if (!this.parts.isAllowed() || !this.parts.isInside(space)) return this.tellOwn(space, at);
    const sent = await this.parts.replicator.author(space, READ_KIND, { at });
    if (sent.ok) this.told.set(space, Math.max(at, this.told.get(space) ?? 0));
    else this.parts.log.write('warn', 'chat', `a read mark was not kept: ${sent.error.code}`);
  }
}
