import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { type Result, ok } from '@shared/result.ts';
import { BEGAN, type Choice, type Choices, choiceIn, isSameChoice, laterChoice, says } from '@domain/device/choices.ts';
import { CHOICE_KIND } from '@domain/device/ownWord.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import type { DocumentStore, StoreError } from '@ports/documentStore.ts';
import type { Log } from '../diagnostics/log.ts';
import type { Replicator } from '../replication/replicator.ts';
import { ChoiceDoers, type Doing, type OnChoice, type OnChoices } from './choiceDoers.ts';
import { DoneStretches } from './doneStretches.ts';
import { Gathering, GatheringTurn } from './gatheringTurn.ts';

/** Whether what stands under a key is to be told. */
export type IsDue = (key: string) => boolean;

/** What the log of own devices works with. */
export interface OwnLogParts {
  readonly space: SpaceId;
  readonly device: DeviceId;
  readonly store: Pick<DocumentStore, 'bucketHeads' | 'payloads' | 'values'>;
  readonly author: Replicator['authorRun'];
  /** Whether anybody is there to hear it. */
  readonly hasOthers: () => boolean;
  /** The last place of a device's chain that counts; null where it does not end. */
  readonly lastOf: (device: DeviceId) => number | null;
  readonly now: () => number;
  readonly log: Log;
}

/** Most choices that are said in one write. */
const MOST_AT_ONCE = 64;

/** What is to be said of a key once its turn has come. */
interface Wish {
  readonly key: string;
  readonly valueNow: () => unknown;
  readonly began: boolean;
}

/**
 * What the devices of the account tell each other (DEV-10 to DEV-14): choices by key, the last of each holding. What another device
 * chose is done here once, also when the app ended in between; what this one chooses is said once it was done.
 */
export class OwnLog {
  private readonly parts: OwnLogParts;
  private readonly turn = new GatheringTurn();
  private readonly saying = new Gathering<Wish>(this.turn, (wishes) => this.sayAll(wishes));
  private readonly doing = new Gathering<SignedEvent>(this.turn, (events) => this.doAll(events));
  private known = new Map<string, Choice>();
  /** What this device itself said last of each key. */
  private readonly own = new Map<string, Choice>();
  private readonly doers: ChoiceDoers;
  private readonly done: DoneStretches;
  /** Keys that are told as what was here from the start. */
  private readonly began = new Set<string>();
  private waiting: SignedEvent[] = [];
  /** What was to be done and could not be kept, and all that is not noted as done because of that. */
  private again: readonly Choice[] = [];
  private readonly unnoted: SignedEvent['content'][] = [];
  private isStarted = false;

  constructor(parts: OwnLogParts) {
    this.parts = parts;
    this.done = new DoneStretches(parts.store.values);
    this.doers = new ChoiceDoers(parts.log);
  }

  /** Reads all that was ever said. */
  async load(): Promise<Result<void, StoreError>> {
    await this.done.load();
    const events = await this.readAll();
    if (!events.ok) return events;
    this.take(events.value);
    this.waiting.push(...events.value.filter((event) => this.isNew(event)));
    return ok();
  }

  /** Who does what is said under keys that begin so. To be told before the start. */
  on(section: string, act: OnChoice, which: Doing = 'last'): void {
    this.doers.on(section, act, which);
  }

  /** The same of a section of which the last holds, for who does many at once sooner than one by one. */
  onTogether(section: string, act: OnChoices): void {
    this.doers.onTogether(section, act);
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

  /** Whether another device was heard before: one that was linked just now knows nothing yet that it could be behind of. */
  get hasHeard(): boolean {
    return this.done.hasAny;
  }

  /** Whether the last word on a key is this device's own, or was done here: what is different here was chosen after it (DEV-61). */
  isDone(key: string): boolean {
    const choice = this.known.get(key);
    if (choice === undefined) return false;
    return choice.device === this.parts.device || this.done.has(choice.device, choice.seq);
  }

  /** Whether the last word on a key counts by where chains end now, also before {@link onEnds} was through. Until the start nothing is known to the contrary. */
  stands(key: string): boolean {
    const choice = this.known.get(key);
    if (!this.isStarted) return true;
    return choice !== undefined && choice.seq <= (this.parts.lastOf(choice.device) ?? Infinity);
  }

  /**
   * What is due, told as what nobody chose where nobody is known to have (DEV-14): others may have chosen what is still to come here, and
   * that holds whenever it comes.
   */
  fromTheStart(isDue: IsDue): IsDue {
    return (key) => {
      const isNow = isDue(key);
      if (isNow && !this.known.has(key)) this.began.add(key);
      return isNow;
    };
  }

  /** All that was due was told. */
  afterTheStart(): void {
    this.began.clear();
  }

  /** All that a device, or any, ever said of a key, also beyond its end. */
  async everSaid(key: string, device?: DeviceId): Promise<readonly unknown[]> {
    // What this device said is known without reading all there is.
    if (device === this.parts.device && !this.own.has(key)) return [];
    const events = await this.readAll(() => null);
    const choices = events.ok ? events.value.map(choiceIn) : [];
    return choices.flatMap((one) => (one?.key === key && (device ?? one.device) === one.device ? [one.value] : []));
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

  /**
   * Tells the other devices what it comes to once its turn has come, unless it was the last that was said anyway; undefined tells nothing. What
   * is told in one breath is written at once.
   */
  say(key: string, valueNow: () => unknown): Promise<void> {
    const began = this.began.delete(key) && this.doers.whichOf(key) === 'last';
    return this.saying.add([{ key, valueNow, began }]);
  }

  /**
   * A device was taken out: what it said beyond its end counts no more (DEV-62). Of those keys the last word that stands is done again; the
   * value is the others, of which this device is to say what it has.
   */
  onEnds(): Promise<ReadonlySet<string>> {
    return this.turn.take(async () => {
      const events = await this.readAll();
      if (!events.ok) return new Set<string>();
      const before = this.known;
      this.known = new Map();
      this.take(events.value);
      const untold = new Set<string>();
      for (const [key, choice] of before) {
        const now = this.known.get(key);
        if (now !== undefined && isSameChoice(now, choice)) continue;
        if (now !== undefined && this.doers.whichOf(key) === 'last') await this.doers.doOne(now);
        else untold.add(key);
      }
      return untold;
    });
  }

  /** Resolves when everything that came before was done. */
  settled(): Promise<void> {
    return this.turn.take(() => Promise.resolve());
  }

  private async readAll(lastOf = this.parts.lastOf): Promise<Result<readonly SignedEvent[], StoreError>> {
    const { store, space } = this.parts;
    const heads = await store.bucketHeads(space);
    if (!heads.ok) return heads;
    const all: SignedEvent[] = [];
    for (const { bucket, device, firstSeq } of heads.value) {
      const payloads = await store.payloads({ space, bucket, device, from: firstSeq });
      if (!payloads.ok) return payloads;
      const events = payloads.value.map(decodeEvent).flatMap((event) => (event.ok ? [event.value] : []));
      const last = lastOf(device) ?? Infinity;
      all.push(...events.filter(({ content }) => content.seq <= last));
    }
    return ok(all);
  }

  private take(events: readonly SignedEvent[]): void {
    for (const event of events) {
      const choice = choiceIn(event);
      if (choice === null) continue;
      this.known.set(choice.key, laterChoice(this.known.get(choice.key), choice));
      if (choice.device === this.parts.device) this.own.set(choice.key, laterChoice(this.own.get(choice.key), choice));
    }
  }

  private isNew({ content }: SignedEvent): boolean {
    return content.device !== this.parts.device && !this.done.has(content.device, content.seq);
  }

  /** A clock that is far ahead is not followed (EVT-8): what comes after its words says so. */
  private timeOf(last: Choice | undefined, began: boolean): { readonly after?: number; readonly began?: true } {
    if (began) return { began: true };
    return last !== undefined && last.at >= this.parts.now() ? { after: last.at } : {};
  }

  /** What is put together from all that was said need not be said again because another device said something beside it. */
  private saidAlready(key: string, value: unknown): boolean {
    return this.doers.whichOf(key) === 'each' && says(this.own.get(key), value);
  }

  private async sayAll(wishes: readonly Wish[]): Promise<void> {
    const bodies = new Map<string, unknown>();
    for (const wish of wishes) {
      // Of one key the second is judged by what the first came to.
      if (bodies.has(wish.key) || bodies.size >= MOST_AT_ONCE) await this.author(bodies);
      const body = this.bodyOf(wish);
      if (body !== null) bodies.set(wish.key, body);
    }
    await this.author(bodies);
  }

  private async author(wanted: Map<string, unknown>): Promise<void> {
    const bodies = [...wanted.values()];
    wanted.clear();
    if (bodies.length === 0) return;
    const { author, space, log } = this.parts;
    const said = await author(space, CHOICE_KIND, bodies);
    if (said.ok) return;
    // What is not said now is said with the next change of it; one that is too large keeps no other from being said.
    log.write('warn', 'devices', `choices were not told: ${said.error.code}`);
    if (said.error.code !== 'event-too-large' || bodies.length === 1) return;
    for (const body of bodies) await author(space, CHOICE_KIND, [body]);
  }

  /** Null where there is nothing to say. */
  private bodyOf({ key, valueNow, began }: Wish): unknown {
    const value = this.parts.hasOthers() ? valueNow() : undefined;
    const last = this.known.get(key);
    if (value === undefined || isSaid(last, value, began) || this.saidAlready(key, value)) return null;
    return { key, value, ...this.timeOf(last, began) };
  }

  private doLater(events: readonly SignedEvent[]): void {
    if (events.length > 0) void this.doing.add(events);
  }

  private async doAll(events: readonly SignedEvent[]): Promise<void> {
    // One that another came after is not done any more, but where each counts.
    const isStill = (choice: Choice) => this.isLast(choice) || this.doers.whichOf(choice.key) === 'each';
    const due = [...this.again, ...events.map(choiceIn)].filter((choice) => choice !== null);
    this.again = await this.doers.doAll(due.filter(isStill), isStill);
    this.unnoted.push(...events.map(({ content }) => content));
    // What could not be kept is done again with what comes next, or at the next start: nothing from there on is noted before.
    if (this.again.length === 0) await this.done.add(this.unnoted.splice(0));
  }

  private isLast(choice: Choice): boolean {
    const last = this.known.get(choice.key);
    return last !== undefined && isSameChoice(last, choice);
  }
}

/** Whether there is nothing to say. What was told as nobody's choice is said again once it is somebody's. */
function isSaid(last: Choice | undefined, value: unknown, began: boolean): boolean {
  return began ? last !== undefined : last?.at !== BEGAN && says(last, value);
}
