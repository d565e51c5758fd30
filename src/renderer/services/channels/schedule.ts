import type { DeviceId } from '@shared/ids.ts';
import type { DraftRecord } from '@domain/channel/records.ts';
import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Log } from '../diagnostics/log.ts';
import { Turn } from '../turn.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import type { Drafts } from './drafts.ts';

/** The schedule is looked at this often, ms: a wall clock may jump, and a device may sleep. */
export const SCHEDULE_EVERY = 30_000;

/** What the schedule works with. */
export interface ScheduleParts {
  readonly drafts: Pick<Drafts, 'all'>;
  readonly device: DeviceId;
  readonly clock: Clock;
  readonly publish: (draft: string) => Outcome<unknown>;
  readonly log: Log;
}

/** Publishes drafts when their time has come, as soon as this device is on (CHN-16). */
export class Schedule {
  /** Whether it is this device that publishes what another own one was to. */
  speaksFor: (device: DeviceId) => boolean = () => false;
  private readonly parts: ScheduleParts;
  private readonly turn = new Turn();
  private stop: Disposer = () => undefined;

  constructor(parts: ScheduleParts) {
    this.parts = parts;
  }

  start(): void {
    this.stop = this.parts.clock.after(SCHEDULE_EVERY, () => this.start());
    void this.turn.take(() => this.look());
  }

  dispose(): void {
    this.stop();
  }

  private isOurs({ by }: DraftRecord): boolean {
    return by === undefined || by === this.parts.device || this.speaksFor(by);
  }

  private async look(): Promise<void> {
    const { drafts, clock, publish, log } = this.parts;
    for (const { id, record } of await drafts.all()) {
      if (record.publishAt === null || record.publishAt > clock.now() || !this.isOurs(record)) continue;
      const done = await publish(id);
      if (!done.ok) log.write('warn', 'channels', `a draft was not published: ${done.error.code}`);
    }
  }
}
