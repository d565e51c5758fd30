import type { AdmittedEvent } from '@domain/event/event.ts';
import type { ReplicationContext } from './context.ts';

/** Written strictly, and nothing else: what the database took before it is as safe as it then. */
const FLUSHED_NAME = 'flushed';

/**
 * What came from peers and is in the database, where a power cut could still undo it: hands it to the journal and knows when it is safe
 * (REP-19). Nothing else may be called held towards others.
 */
export class ReceivedEvents {
  private readonly context: ReplicationContext;
  /** Writes to the journal or the database under way. */
  private writing = 0;
  private last: Promise<unknown> = Promise.resolve();
  /** The journal did not take something. */
  private isOwed = false;
  private flushing: Promise<boolean> = Promise.resolve(true);

  constructor(context: ReplicationContext) {
    this.context = context;
  }

  /** Whether all of it survives a power cut. */
  get isSafe(): boolean {
    return this.writing === 0 && !this.isOwed;
  }

  /** Hands them to the journal. */
  journal(events: readonly AdmittedEvent[]): void {
    this.writing += 1;
    this.last = Promise.all([this.last, this.write(events)]);
  }

  /** Waits until all that is here now is safe; false when neither journal nor database can make it so. */
  async makeSafe(): Promise<boolean> {
    await this.last;
    if (this.isOwed) {
      // Whatever is owed now is in the database; what comes to be owed meanwhile is for the next flush.
      this.isOwed = false;
      this.flushing = this.flush();
    }
    return this.flushing;
  }

  private async flush(): Promise<boolean> {
    this.writing += 1;
    const flushed = await this.context.store.values.put({ name: FLUSHED_NAME, value: true });
    this.writing -= 1;
    if (!flushed.ok) this.isOwed = true;
    return flushed.ok;
  }

  private async write(events: readonly AdmittedEvent[]): Promise<void> {
    const { journal, log } = this.context;
    const answer = await journal.append(events.map((event) => ({ t: 'event', payload: event.payload })));
    this.writing -= 1;
    if (answer.ok) return;
    this.isOwed = true;
    log.write('warn', 'journal', `received events wait for it: ${answer.error.code}`);
  }
}
