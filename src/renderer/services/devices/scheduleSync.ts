import * as v from 'valibot';
import type { DeviceId } from '@shared/ids.ts';
import { MessageKeep, type ScheduleRecord, scheduleSchema } from '@domain/chat/kept.ts';
import { readCanonical } from '@domain/codec/readCanonical.ts';
import type { Choice } from '@domain/device/choices.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import type { FeedKeeps } from '@ports/feedStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { Schedules } from '../messages/schedules.ts';
import type { IsDue, OwnLog } from './ownLog.ts';
import type { OwnSync } from './ownSync.ts';

/** What is told of words: not how far the one that says them has come with it. */
const toldSchema = v.omit(scheduleSchema, ['saying']);

/** What keeping words to be said later the same works with. */
export interface ScheduleSyncParts {
  readonly log: OwnLog;
  readonly device: DeviceId;
  readonly keeps: Pick<FeedKeeps, 'all' | 'watchAll'>;
  readonly schedules: Pick<Schedules, 'hear' | 'stands'>;
}

/** Words to be said later are seen and changed on all own devices, and said by one of them (DEV-66). */
export class ScheduleSync implements OwnSync {
  private readonly parts: ScheduleSyncParts;
  private known: ReadonlyMap<string, ScheduleRecord> | null = null;
  private stop: Disposer = () => undefined;

  constructor(parts: ScheduleSyncParts) {
    this.parts = parts;
    parts.log.on('later', (choice) => this.onChoice(choice));
    parts.schedules.stands = (id) => parts.log.stands(keyOf(id));
  }

  start(): void {
    this.stop = this.parts.keeps.watchAll(MessageKeep.schedule).subscribe((state) => {
      if (state.status === 'ready') this.onRows(state.value);
    });
  }

  dispose(): void {
    this.stop();
  }

  async tellAll(isDue: IsDue): Promise<void> {
    const { log, keeps } = this.parts;
    const kept = await keeps.all(MessageKeep.schedule);
    if (!kept.ok) return;
    const here = recordsIn(kept.value);
    for (const [id, record] of here) if (this.isToTell(id, record) && isDue(keyOf(id))) void this.say(id, record);
    for (const [key, choice] of log.choices) {
      const id = key.slice('later/'.length);
      const said = key.startsWith('later/') ? recordIn(choice) : null;
      if (said !== null && !here.has(id) && log.isDone(key)) await this.onMissing(id, said);
    }
  }

  /** What was this one's to say and is gone was said; anybody else's would have been taken back by a word. */
  private async onMissing(id: string, said: ScheduleRecord): Promise<void> {
    if (said.by === this.parts.device) void this.say(id, null);
    else await this.parts.schedules.hear(id, said);
  }

  /** Of another's words nobody is to be told what that one did not say, or said beyond its end. */
  private isToTell(id: string, { by }: ScheduleRecord): boolean {
    const { log, device } = this.parts;
    return by === undefined || by === device || log.choices.has(keyOf(id));
  }

  private onRows(keeps: readonly FeedKeep[]): void {
    const before = this.known;
    this.known = recordsIn(keeps);
    if (before === null) return;
    for (const [id, record] of this.known) void this.say(id, record);
    for (const id of before.keys()) if (!this.known.has(id)) void this.say(id, null);
  }

  private say(id: string, record: ScheduleRecord | null): Promise<void> {
    const { log, device } = this.parts;
    return log.say(keyOf(id), () => {
      // What nobody heard of need not be taken back.
      if (record === null) return recordIn(log.choices.get(keyOf(id))) === null ? undefined : null;
      const { saying: _saying, ...told } = record;
      return { ...told, by: record.by ?? device };
    });
  }

  private async onChoice(choice: Choice): Promise<void> {
    const id = choice.key.slice('later/'.length);
    const said = recordIn(choice);
    if (said === null && choice.value !== null) return;
    const isSo = await this.parts.schedules.hear(id, said);
    // Not awaited: it has a turn of its own, behind this one.
    if (!isSo) void this.say(id, null);
  }
}

function keyOf(id: string): string {
  return `later/${id}`;
}

function recordIn(choice: Choice | undefined): ScheduleRecord | null {
  const read = v.safeParse(toldSchema, choice?.value);
  return read.success ? { ...read.output, saying: null } : null;
}

function recordsIn(keeps: readonly FeedKeep[]): ReadonlyMap<string, ScheduleRecord> {
  return new Map(
    keeps.flatMap(({ id, bytes }) => {
      const record = readCanonical(scheduleSchema, bytes);
      return record === null ? [] : [[id, record] as const];
    }),
  );
}
