import * as v from 'valibot';
import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { countSchema } from '@shared/schemas.ts';
import { type Choice, type Choices, choiceIn, laterChoice, says } from '@domain/device/choices.ts';
import { CHOICE_KIND } from '@domain/device/ownWord.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Replicator } from '../replication/replicator.ts';
import { Turn } from '../turn.ts';

/** Name, among the store's values, of how far what other devices chose was done here, by device. */
const DONE_NAME = 'own-choices-done';
const doneSchema = v.record(v.string(), countSchema);

/** Does what another device chose. */
export type OnChoice = (choice: Choice) => Promise<void>;

/** Whether what stands under a key is to be told. */
export type IsDue = (key: string) => boolean;

/** What the log of own devices works with. */
export interface OwnLogParts {
  readonly space: SpaceId;
  readonly device: DeviceId;
  readonly store: Pick<DocumentStore, 'bucketHeads' | 'payloads' | 'values'>;
  readonly author: Replicator['author'];
  /** Whether anybody is there to hear it. */
  readonly hasOthers: () => boolean;
  readonly log: Log;
}

/**
 * What the devices of the account tell each other (DEV-10 to DEV-14): choices by key, the last of each holding. What another device
 * chose is done here once, also when the app ended in between; what this one chooses is said once it was done.
 */
export class OwnLog {
  private readonly parts: OwnLogParts;
  private readonly turn = new Turn();
  private readonly known = new Map<string, Choice>();
  private readonly doers = new Map<string, OnChoice>();
  private done = new Map<string, number>();
  private waiting: SignedEvent[] = [];
  private isStarted = false;

  constructor(parts: OwnLogParts) {
    this.parts = parts;
  }

  /** Reads all that was ever said. */
  async load(): Promise<Result<void, StoreError>> {
    const { store, space } = this.parts;
    const done = await store.values.get(DONE_NAME);
    const read = v.safeParse(doneSchema, done.ok ? done.value?.value : null);
    if (read.success) this.done = new Map(Object.entries(read.output));
    const heads = await store.bucketHeads(space);
    if (!heads.ok) return heads;
    for (const { bucket, device, firstSeq } of heads.value) {
      const payloads = await store.payloads({ space, bucket, device, from: firstSeq });
      if (!payloads.ok) return payloads;
      const events = payloads.value.map(decodeEvent).flatMap((event) => (event.ok ? [event.value] : []));
      this.take(events);
      this.waiting.push(...events.filter((event) => this.isNew(event)));
    }
    return ok();
  }

  /** Who does what is said under keys that begin so. To be told before the start. */
  on(section: string, doer: OnChoice): void {
    this.doers.set(section, doer);
  }

  /** From here on what comes is done. */
  start(): void {
    this.isStarted = true;
    this.doLater(this.waiting.splice(0));
  }

  /** What was said last of each key. */
  get choices(): Choices {
    return this.known;
  }

  /** Takes events that were admitted, of any space. */
  onAdmitted(events: readonly SignedEvent[]): void {
    const said = events.filter(({ content }) => content.space === this.parts.space);
    if (said.length === 0) return;
    this.take(said);
    const others = said.filter(({ content }) => content.device !== this.parts.device);
    if (this.isStarted) this.doLater(others);
    else this.waiting.push(...others);
  }

  /** Tells the other devices what it comes to once its turn has come, unless it was the last that was said anyway; undefined tells nothing. */
  say(key: string, valueNow: () => unknown): Promise<void> {
    return this.turn.take(async () => {
      const value = this.parts.hasOthers() ? valueNow() : undefined;
      if (value === undefined || says(this.known.get(key), value)) return;
      const said = await this.parts.author(this.parts.space, CHOICE_KIND, { key, value });
      // What is not said now is said with the next change of it.
      if (!said.ok) this.parts.log.write('warn', 'devices', `a choice was not told: ${said.error.code}`);
    });
  }

  /** Resolves when everything that came before was done. */
  settled(): Promise<void> {
    return this.turn.take(() => Promise.resolve());
  }

  private take(events: readonly SignedEvent[]): void {
    for (const event of events) {
      const choice = choiceIn(event);
      if (choice !== null) this.known.set(choice.key, laterChoice(this.known.get(choice.key), choice));
    }
  }

  private isNew({ content }: SignedEvent): boolean {
    return content.device !== this.parts.device && content.seq > (this.done.get(content.device) ?? -1);
  }

  private doLater(events: readonly SignedEvent[]): void {
    if (events.length === 0) return;
    void this.turn.take(async () => {
      for (const event of events) {
        const choice = choiceIn(event);
        // One that another came after is not done any more.
        if (choice !== null && this.known.get(choice.key)?.at === choice.at) await this.doOne(choice);
        const { device, seq } = event.content;
        this.done.set(device, Math.max(seq, this.done.get(device) ?? -1));
      }
      await this.parts.store.values.put({ name: DONE_NAME, value: Object.fromEntries(this.done) });
    });
  }

  private async doOne(choice: Choice): Promise<void> {
    const section = choice.key.slice(0, choice.key.indexOf('/'));
    try {
      await this.doers.get(section)?.(choice);
    } catch (cause) {
      // A bug in one of them is not to keep the others from being done.
      this.parts.log.write(
        'error',
        'devices',
        `a choice was not done: ${cause instanceof Error ? cause.name : 'no error'}`,
      );
    }
  }
}
