import { toBase64url } from '@shared/base64url.ts';
import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { MAX_MESSAGE_LENGTH } from '@domain/chat/message.ts';
import { MessageKeep, type ScheduleRecord, keptBytes, scheduleSchema } from '@domain/chat/kept.ts';
import { readCanonical } from '@domain/codec/readCanonical.ts';
import type { Stored } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { Turn } from '../turn.ts';
import { outcomeOf, storeFailure } from '../workspace/failures.ts';
import type { MessageActs, SendExtras } from '../workspace/messageWorkspace.ts';
import type { Outcome, WorkspaceError } from '../workspace/workspaceErrors.ts';
import type { ScheduleParts } from './scheduleParts.ts';
import { standsIn } from './standsIn.ts';

/** It is looked this often whether something is due, ms: a wall clock may jump, and a device may sleep. */
export const LOOK_EVERY = 15_000;
/** Farthest ahead, ms: a year. */
const FARTHEST = 366 * 24 * 3_600_000;
/** How long after its time what a device that was taken out would have said is still said by another, ms. */
const LATE = 10 * 60_000;
/** Most that wait at once. */
const MOST = 500;

/** Acts of {@link Schedules}. */
export type ScheduleActs = Pick<MessageActs, 'scheduleMessage' | 'changeSchedule' | 'cancelSchedule'>;

/**
 * Says words when their time has come, or as soon after it as this device is on (MSG-8): of each once, though the app ends in the midst of it. A
 * message said late bears the time at which it was said. Where words end nothing is said later. Of own devices the one that wrote them says
 * them (MSG-12); if it was taken out another does.
 */
export class Schedules {
  readonly acts: ScheduleActs;
  /** Whether what was told of words of another own device counts: not what it said beyond its end (DEV-62). */
  stands: (id: string) => boolean = () => true;
  private readonly parts: ScheduleParts;
  private readonly turn = new Turn();
  /** Handles of words that were begun here: what failed may be kept all the same (CHT-12). */
  private readonly begun = new Map<string, string>();
  private stop: Disposer = () => undefined;

  constructor(parts: ScheduleParts) {
    this.parts = parts;
    this.acts = {
      scheduleMessage: (space, message) => this.turn.take(() => this.add(space, message)),
      changeSchedule: (id, change) => this.turn.take(() => this.change(id, change)),
      cancelSchedule: (id) => this.cancel(id),
    };
  }

  /** Begins to say what is due. Call when database and journal agree. */
  start(): void {
    this.stop = this.parts.clock.after(LOOK_EVERY, () => this.start());
    void this.look();
  }

  dispose(): void {
    this.stop();
  }

  /** Says what is due now. */
  look(): Promise<void> {
    return this.turn.take(async () => {
      const { clock } = this.parts;
      await this.takeOver();
      const all = (await this.all()).filter(([, record]) => this.isOurs(record));
      // Kept late all the same (REP-3): it does not stand as failed any more.
      for (const [id, record] of all)
        if (record.error !== null && (await this.standsSaid(record))) await this.letGo(id);
      const due = all.filter(([, { dueAt, error }]) => dueAt <= clock.now() && error === null);
      for (const [id, record] of due.toSorted(([, one], [, other]) => one.dueAt - other.dueAt))
        await this.say(id, record);
    });
  }

  /** What another own device said of words, `null`: said, or to be said by nobody. False where this one knows better: they were said, or taken back, here. */
  hear(id: string, said: ScheduleRecord | null): Promise<boolean> {
    return this.turn.take(async () => {
      const known = (await this.all()).find(([name]) => name === id)?.[1];
      if (said !== null && this.isOurs(said)) {
        const wasSaid = known === undefined ? null : await this.wasSaid(known);
        if (wasSaid === null || (wasSaid.ok && wasSaid.value)) {
          await this.letGo(id);
          return false;
        }
      }
      await this.giveUp(id, said);
      if (said !== null) await this.keep(id, said);
      else if (known !== undefined) await this.letGo(id);
      return true;
    });
  }

  private isOurs({ by }: ScheduleRecord): boolean {
    return by === undefined || by === this.parts.device;
  }

  /**
   * Words of a device that was taken out become this one's, once all is here of what that one said there and counts: it may have said them.
   * Those it told of beyond its end go. Those whose time is long over stand as not said, for the person to decide.
   */
  private async takeOver(): Promise<void> {
    const { others } = this.parts;
    for (const [id, record] of await this.all()) {
      const { by } = record;
      if (this.isOurs(record) || by === undefined || !others.isOut(by)) continue;
      if (!this.stands(id)) await this.letGo(id);
      else if (others.takesOver()) await this.takeOne(id, record, by);
    }
  }

  private async takeOne(id: string, record: ScheduleRecord, by: DeviceId): Promise<void> {
    const { store, others, clock, device } = this.parts;
    const { space, text, dueAt } = record;
    const last = others.lastOf(space, by);
    const head = last < 0 ? null : await store.chainHead(space, by);
    if (head !== null && (!head.ok || (head.value?.seq ?? -1) < last)) return;
    const stretch = { space, device: by, after: -1, last };
    const said = await standsIn(store, stretch, (words) => words.text === text && words.at >= dueAt);
    if (!said.ok) return;
    const isLate = dueAt < clock.now() - LATE;
    if (said.value) await this.letGo(id);
    else await this.keep(id, { ...record, by: device, saying: null, error: isLate ? 'schedule-late' : record.error });
  }

  private async add(
    space: SpaceId,
    { text, dueAt, extras = {} }: Parameters<MessageActs['scheduleMessage']>[1],
  ): ReturnType<MessageActs['scheduleMessage']> {
    const { clock, random, device, whyNotWrite } = this.parts;
    const words = text.toWellFormed();
    const unfit = whyNoText(words);
    if (unfit !== null) return { ok: false, error: unfit };
    if (!this.isFit(dueAt) || (await this.all()).length >= MOST) return fail('schedule-unfit', 'no such time');
    const refused = whyNotWrite(space) ?? (await this.whyNotLater(space));
    if (refused !== null) return { ok: false, error: refused };
    const id = toBase64url(random.bytes(16));
    const record = { space, text: words, extras, dueAt, error: null, saying: null, at: clock.now(), by: device };
    const kept = await this.keep(id, record);
    return kept.ok ? ok({ id }) : kept;
  }

  private async change(
    id: string,
    { text, dueAt }: Parameters<MessageActs['changeSchedule']>[1],
  ): ReturnType<MessageActs['changeSchedule']> {
    const known = (await this.all()).find(([name]) => name === id)?.[1];
    if (known === undefined) return fail('message-missing', 'not scheduled');
    // What the own chain says from here on is no sign of what is yet to be said. What another device says is for it to see.
    const said = this.isOurs(known) ? await this.wasSaid(known) : ok(false);
    if (!said.ok) return { ok: false, error: storeFailure(said.error) };
    if (said.value) {
      await this.letGo(id);
      return fail('message-missing', 'said meanwhile');
    }
    const refused = await this.whyNotLater(known.space);
    return refused === null ? this.changeUnsaid(id, known, { text, dueAt }) : { ok: false, error: refused };
  }

  private async changeUnsaid(
    id: string,
    known: ScheduleRecord,
    { text, dueAt }: { readonly text: string | undefined; readonly dueAt: number | undefined },
  ): Outcome {
    const words = text?.toWellFormed() ?? known.text;
    const unfit = whyNoText(words);
    if (unfit !== null) return { ok: false, error: unfit };
    if (dueAt !== undefined && !this.isFit(dueAt)) return fail('schedule-unfit', 'no such time');
    // Another form of the words may leave nobody where somebody was named.
    const extras: SendExtras = text === undefined ? known.extras : withoutMentions(known.extras);
    const at = this.parts.clock.now();
    await this.giveUp(id);
    return this.keep(id, { ...known, text: words, extras, dueAt: dueAt ?? known.dueAt, error: null, saying: null, at });
  }

  /** What waits is in the journal, where words that end are never (CHT-58). */
  private async whyNotLater(space: SpaceId): Promise<WorkspaceError | null> {
    const life = await this.parts.timers.lifeIn(space);
    if (!life.ok) return storeFailure(life.error);
    return life.value === null ? null : { code: 'schedule-fleeting', message: 'words end here' };
  }

  private isFit(dueAt: number): boolean {
    const now = this.parts.clock.now();
    return Number.isSafeInteger(dueAt) && dueAt > now && dueAt <= now + FARTHEST;
  }

  private async say(id: string, record: ScheduleRecord): Promise<void> {
    const before = await this.wasSaid(record);
    if (!before.ok) return;
    if (before.value) return this.letGo(id);
    const refused = await this.whyNotLater(record.space);
    if (refused === null) await this.sayNow(id, record);
    else if (refused.code === 'schedule-fleeting') await this.refuse(id, record, refused);
  }

  private async sayNow(id: string, record: ScheduleRecord): Promise<void> {
    const saying = await this.lastPlace(record.space);
    const noted = saying === null ? null : await this.keep(id, { ...record, saying });
    if (noted?.ok !== true) return;
    const { space, text, extras } = record;
    const onBegun = (handle: string) => this.begun.set(id, handle);
    const said = await this.parts.sendText(space, { text, extras, onBegun });
    if (said.ok) await this.letGo(id);
    else await this.refuse(id, { ...record, saying }, said.error);
  }

  private async refuse(id: string, record: ScheduleRecord, { code }: WorkspaceError): Promise<void> {
    this.parts.log.write('warn', 'chat', `what was to be said later was not: ${code}`);
    await this.keep(id, { ...record, error: code });
  }

  private async cancel(id: string): Outcome {
    // Before its turn: it may be on its way this moment.
    await this.giveUp(id);
    return this.turn.take(async () => {
      await this.giveUp(id);
      return outcomeOf(await this.parts.keeper.remove(MessageKeep.schedule, id));
    });
  }

  /** These words are not to be said any more, unless in the same form, also where they failed and have their place in the chain. */
  private async giveUp(id: string, form: ScheduleRecord | null = null): Promise<void> {
    const handle = this.begun.get(id);
    if (handle === undefined) return;
    const known = (await this.all()).find(([name]) => name === id)?.[1];
    if (known !== undefined && !isSameForm(known, form)) await this.parts.takeAway(known.space, handle);
  }

  private async letGo(id: string): Promise<void> {
    this.begun.delete(id);
    await this.parts.keeper.remove(MessageKeep.schedule, id);
  }

  private async lastPlace(space: SpaceId): Promise<number | null> {
    const head = await this.parts.store.chainHead(space, this.parts.device);
    return head.ok ? (head.value?.seq ?? -1) : null;
  }

  /** Whether the words stand in the own chain behind where it ended when they were about to be said. */
  private async wasSaid({ space, saying, text }: ScheduleRecord): Stored<boolean> {
    if (saying === null) return ok(false);
    const { store, device } = this.parts;
    return standsIn(store, { space, device, after: saying }, (words) => words.text === text);
  }

  private async standsSaid(record: ScheduleRecord): Promise<boolean> {
    const said = await this.wasSaid(record);
    return said.ok && said.value;
  }

  private async keep(id: string, record: ScheduleRecord): Outcome {
    return outcomeOf(await this.parts.keeper.put([{ kind: MessageKeep.schedule, id, bytes: keptBytes(record) }]));
  }

  private async all(): Promise<readonly (readonly [string, ScheduleRecord])[]> {
    const rows = await this.parts.store.feed.keeps.all(MessageKeep.schedule);
    return (rows.ok ? rows.value : []).flatMap(({ id, bytes }) => {
      const record = readCanonical(scheduleSchema, bytes);
      return record === null ? [] : [[id, record] as const];
    });
  }
}

function isSameForm({ text, dueAt }: ScheduleRecord, form: ScheduleRecord | null): boolean {
  return form?.text === text && form.dueAt === dueAt;
}

function whyNoText(text: string): WorkspaceError | null {
  if (text.trim() === '') return { code: 'message-empty', message: 'nothing to say' };
  return text.length > MAX_MESSAGE_LENGTH ? { code: 'message-too-long', message: `${text.length} characters` } : null;
}

function withoutMentions({ reply }: SendExtras): SendExtras {
  return reply === undefined ? {} : { reply };
}
