import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { readEditorRequest } from '@domain/channel/editing.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import type { VerifySignature } from '@ports/keyVault.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { ChannelBook } from '../channels/channelBook.ts';
import type { Editing } from '../channels/editing.ts';
import { type KnownChannel, roleOf } from '../channels/knownChannel.ts';
import type { Log } from '../diagnostics/log.ts';
import type { OwnSelf } from '../engine/ownSelf.ts';
import { Turn } from '../turn.ts';
import type { OwnLog } from './ownLog.ts';
import type { OwnSync } from './ownSync.ts';

/** What own devices come to write own channels with. */
export interface PenSyncParts {
  readonly log: OwnLog;
  readonly own: OwnSelf;
  readonly book: ChannelBook;
  readonly editing: Pick<Editing, 'ask' | 'admit' | 'remove'>;
  readonly verify: VerifySignature;
  readonly lines: Log;
}

/**
 * A channel's owner writes it from each of their devices (CHN-38): each makes a pen of its own and asks for it in the space of own devices; the device
 * that signs the charter admits it as an editor's, and ends it when that device is taken out of the account.
 */
export class PenSync implements OwnSync {
  private readonly parts: PenSyncParts;
  private readonly turn = new Turn();
  private readonly disposers: Disposer[] = [];
  /** Channel and device of which every pen was ended. */
  private readonly ended = new Set<string>();
  private isWaiting = false;
  private isStarted = false;

  constructor(parts: PenSyncParts) {
    this.parts = parts;
    parts.log.on('writes', () => this.lookSoon());
    parts.log.on('penof', () => this.lookSoon());
  }

  /** Looks at all that was asked, and at every change from here on. */
  start(): void {
    const { book, own } = this.parts;
    this.isStarted = true;
    this.disposers.push(
      book.channels.subscribe(() => void this.lookSoon()),
      own.identity.subscribe(() => void this.lookSoon()),
    );
    void this.lookSoon();
  }

  tellAll(): void {
    void this.lookSoon();
  }

  dispose(): void {
    this.isStarted = false;
    for (const dispose of this.disposers) dispose();
  }

  /** Once for all that is asked at one time. */
  private lookSoon(): Promise<void> {
    if (this.isWaiting || !this.isStarted) return Promise.resolve();
    this.isWaiting = true;
    void this.turn.take(() => {
      this.isWaiting = false;
      return this.look();
    });
    return Promise.resolve();
  }

  private async look(): Promise<void> {
    for (const channel of this.parts.book.channels.get().values()) {
      if (!this.isStarted) return;
      const role = roleOf(channel.charter, channel.record.pen);
      if (role === 'owner') await this.settle(channel);
      else if (role === null) await this.ask(channel);
    }
  }

  /** On a device that does not write a channel of this account. */
  private async ask({ space, charter, record }: KnownChannel): Promise<void> {
    const { log, own, editing } = this.parts;
    const key = `penof/${space}${own.identity.get().device}`;
    const isOurs = log.choices.get(`writes/${space}`)?.value === true;
    // One that ended is not asked for again: the person took it away.
    const hasEnded = record.pen !== null && charter?.ends.has(deviceOfKey(record.pen)) === true;
    if (!isOurs || hasEnded || log.choices.has(key)) return;
    const asked = await editing.ask(space, '');
    if (asked.ok) await log.say(key, () => asked.value);
    else this.parts.lines.write('warn', 'devices', `a pen was not asked for: ${asked.error.code}`);
  }

  /** On the device that signs a channel's charter. */
  private async settle({ space }: KnownChannel): Promise<void> {
    const { log, own } = this.parts;
    await log.say(`writes/${space}`, () => true);
    for (const device of own.family.devices.keys()) {
      const choice = log.choices.get(`penof/${space}${device}`);
      if (own.family.revoked.has(device)) await this.endAll(space, device);
      // Each asks for itself.
      else if (choice?.device === device && typeof choice.value === 'string') await this.admit(space, choice.value);
    }
  }

  private async admit(space: SpaceId, code: string): Promise<void> {
    const { book, editing } = this.parts;
    const pen = await this.penIn(space, code);
    const charter = book.get(space)?.charter ?? null;
    if (pen === null || charter === null || charter.pens.has(pen) || charter.ends.has(pen)) return;
    this.note(await editing.admit(space, code, 'editor'));
  }

  /** Whatever a device asked for that was taken out, also beyond its end: it was admitted before anybody knew of that end. */
  private async endAll(space: SpaceId, device: DeviceId): Promise<void> {
    const { book, log } = this.parts;
    const place = `${space}${device}`;
    // Who writes alone has nobody to end, and what was ended once is asked for by nobody any more.
    if ((book.get(space)?.charter?.pens.size ?? 0) < 2 || this.ended.has(place)) return;
    const codes = await log.everSaid(`penof/${place}`, device);
    const ends: boolean[] = [];
    for (const code of codes) ends.push(typeof code !== 'string' || (await this.end(space, code)));
    if (codes.length > 0 && ends.every(Boolean)) this.ended.add(place);
  }

  /** False where it could not be done now. */
  private async end(space: SpaceId, code: string): Promise<boolean> {
    const pen = await this.penIn(space, code);
    if (pen === null || this.parts.book.get(space)?.charter?.pens.has(pen) !== true) return true;
    const removed = await this.parts.editing.remove(space, pen);
    this.note(removed);
    return removed.ok;
  }

  private async penIn(space: SpaceId, code: string): Promise<DeviceId | null> {
    const request = await readEditorRequest(code, space, this.parts.verify);
    return request.ok ? deviceOfKey(request.value.pen) : null;
  }

  private note(done: Awaited<ReturnType<Editing['admit']>>): void {
    if (!done.ok) this.parts.lines.write('warn', 'devices', `a pen was not settled: ${done.error.code}`);
  }
}
