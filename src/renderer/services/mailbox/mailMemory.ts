import type { DeviceId, SpaceId } from '@shared/ids.ts';
import {
  MAIL_MEMORY_NAME,
  type MailMemory,
  type Mark,
  NO_MAIL_MEMORY,
  markOf,
  readMailMemory,
  withMark,
  withSeen,
  withoutMark,
} from '@domain/mailbox/marks.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';

type Place = Pick<Mark, 'device' | 'space'>;

/** What is remembered of mailboxes, in memory and in the store. Lost, bundles are left once more, and taken once more: neither does harm. */
export class MailKeeper {
  private memory: MailMemory = NO_MAIL_MEMORY;
  private isMissing = false;
  private readonly store: Pick<DocumentStore, 'values'>;
  private readonly clock: Clock;

  constructor(store: Pick<DocumentStore, 'values'>, clock: Clock) {
    this.store = store;
    this.clock = clock;
  }

  async load(): Promise<void> {
    const kept = await this.store.values.get(MAIL_MEMORY_NAME);
    if (kept.ok && kept.value !== null) this.memory = readMailMemory(kept.value.value);
  }

  mark(place: Place): Mark | null {
    return markOf(this.memory, place, this.clock.now());
  }

  /** Whether something was ever left for a device, or is known to be there. */
  knows(device: DeviceId): boolean {
    const now = this.clock.now();
    return this.memory.marks.some((mark) => mark.device === device && mark.until > now);
  }

  isSeen(id: string): boolean {
    return this.memory.seen.some(([seen]) => seen === id);
  }

  /** Sets marks; those that are as they were are not written again. */
  async setMarks(marks: readonly Mark[]): Promise<void> {
    const moved = marks.filter((mark) => this.mark(mark)?.seq !== mark.seq);
    if (moved.length === 0) return;
    const now = this.clock.now();
    await this.keep(moved.reduce((memory, mark) => withMark(memory, mark, now), this.memory));
  }

  /** Whether a mark was dropped since this was asked last: something has to be left again. */
  takeMissing(): boolean {
    const { isMissing } = this;
    this.isMissing = false;
    return isMissing;
  }

  dropMark(place: { readonly device: DeviceId; readonly space: SpaceId }): Promise<void> {
    this.isMissing = true;
    return this.keep(withoutMark(this.memory, place));
  }

  setSeen(taken: readonly (readonly [string, number])[]): Promise<void> {
    return this.keep(withSeen(this.memory, taken, this.clock.now()));
  }

  private async keep(memory: MailMemory): Promise<void> {
    this.memory = memory;
    await this.store.values.put({ name: MAIL_MEMORY_NAME, value: memory });
  }
}
