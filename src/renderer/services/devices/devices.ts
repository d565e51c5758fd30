import * as v from 'valibot';
import type { DeviceId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import { mayCertify } from '@domain/identity/certificate.ts';
import { cleanName } from '@domain/profile/cleanName.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { Disposer } from '@ports/snapshot.ts';
import type { DeviceActs, LinkOfferState, OwnDevice } from '../workspace/deviceWorkspace.ts';
import { DEVICES_NAME, OFFER_NAME } from './deviceView.ts';
import { LinkDesk, type LinkDeskParts } from './linkDesk.ts';
import type { MemberPapers } from './memberPapers.ts';
import type { IsDue, OwnLog } from './ownLog.ts';
import type { OwnSync } from './ownSync.ts';
import { type EndsParts, type RevokingParts, followDevices, readEnds, revokeOwnDevice } from './revoking.ts';

/** Kind of the small records of when other own devices were last here; made again by links. */
const SEEN_KIND = 'derived.device.seen';
/** What is the same in itself on all own devices, however it came there: told of where nobody said it, and not again. */
const TOLD_ONCE: ReadonlySet<string> = new Set(['contact', 'group']);
/** What every device has from its beginning: of a linked one it is nothing that was chosen. */
const FROM_THE_START: ReadonlySet<string> = new Set(['settings', 'profile']);
const nameSchema = v.object({ name: v.pipe(v.string(), v.maxLength(256)) });

/** What the devices of the account are kept together with. */
export interface DevicesParts
  extends Omit<RevokingParts, 'replicator'>, EndsParts, Omit<LinkDeskParts, 'show' | 'onCertified'> {
  readonly store: Pick<DocumentStore, 'values' | 'feed' | 'allChainHeads'>;
  readonly log: OwnLog;
  readonly syncs: readonly OwnSync[];
  readonly members: MemberPapers;
}

/** The devices of the account: what they are, how one is added and taken out, and that they come to know the same. */
export class Devices {
  private readonly parts: DevicesParts;
  private readonly desk: LinkDesk;
  private readonly seen = new Map<DeviceId, number>();
  private readonly disposers: Disposer[] = [];
  private hadOthers = false;
  private hasStarted = false;
  private linked: ReadonlySet<DeviceId> = new Set();

  constructor(parts: DevicesParts) {
    this.parts = parts;
    this.desk = new LinkDesk({
      ...parts,
      show: (state) => void this.showOffer(state),
      onCertified: (device, name) => this.onCertified(device, name),
    });
    parts.log.on('device', () => this.publish());
  }

  /** Reads what is kept, before anything is compared with anybody. */
  async load(): Promise<void> {
    const { log, store, contacts, own, members } = this.parts;
    await log.load();
    const seen = await store.feed.keeps.all(SEEN_KIND);
    if (seen.ok) for (const { id, at } of seen.value) this.seen.set(id as DeviceId, at);
    await members.load();
    const accounts = new Set([
      own.identity.get().account,
      ...contacts.contacts.get().keys(),
      ...contacts.papers.accounts,
    ]);
    for (const account of accounts) await readEnds(this.parts, account);
  }

  /** From here on other devices are told and heard. */
  start(): void {
    const { own, log, replicator, members } = this.parts;
    members.start();
    let papers = own.identity.get().papers;
    this.disposers.push(
      own.identity.subscribe(() => {
        const now = own.identity.get().papers;
        if (now !== papers) void this.onPapers();
        papers = now;
      }),
      replicator.sessions.subscribe(() => this.followLinks()),
    );
    this.hadOthers = this.hasOthers;
    if (this.hasOthers) this.startSyncs();
    log.start();
    void log.settled().then(() => this.tellAll(log.fromTheStart((key) => this.isUntold(key))));
    void this.showOffer({ state: 'none' });
    void this.publish();
  }

  /** With one device nothing is watched. */
  private startSyncs(): void {
    if (this.hasStarted) return;
    this.hasStarted = true;
    for (const sync of this.parts.syncs) sync.start();
  }

  /**
   * Whether something here may have been chosen after the last word on it (DEV-61), as the app ended before it was told. A device that was
   * linked learns what others said before it says anything; one whose certificate is the root's may have been cut off while it told, or came back with a backup.
   */
  private isUntold(key: string): boolean {
    const { log, own } = this.parts;
    const section = key.slice(0, key.indexOf('/'));
    if (log.choices.has(key)) return !TOLD_ONCE.has(section) && log.isDone(key);
    return own.identity.get().certificate.by === null || (log.hasHeard && !FROM_THE_START.has(section));
  }

  dispose(): void {
    for (const dispose of this.disposers) dispose();
    for (const sync of this.parts.syncs) sync.dispose();
    this.parts.members.dispose();
    this.desk.dispose();
  }

  onAdmitted(events: readonly SignedEvent[]): void {
    this.parts.log.onAdmitted(events);
  }

  /** What following others' devices works with. */
  get ends(): EndsParts {
    return this.parts;
  }

  get acts(): DeviceActs {
    return {
      offerLink: () => Promise.resolve(this.desk.begin()),
      confirmLink: (digits) => this.desk.confirm(digits),
      cancelLink: () => {
        this.desk.cancel();
        return Promise.resolve(ok());
      },
      nameDevice: (device, name) => this.name(device, name),
      revokeDevice: (device, words) => revokeOwnDevice(this.parts, device, words ?? null),
    };
  }

  private async name(device: DeviceId, typed: string): ReturnType<DeviceActs['nameDevice']> {
    const name = cleanName(typed);
    if (!name.ok) return name;
    if (!this.parts.own.family.devices.has(device)) return fail('device-missing', 'no such device');
    await this.parts.log.say(`device/${device}`, () => ({ name: name.value }));
    await this.publish();
    return ok();
  }

  private async onCertified(device: DeviceId, name: string): Promise<void> {
    if (name !== '') await this.parts.log.say(`device/${device}`, () => ({ name }));
  }

  /** The own card says it now: everybody linked is told at once, others when they are met. */
  private async onPapers(): Promise<void> {
    const { replicator, own, log } = this.parts;
    replicator.greetAll();
    await followDevices(this.parts, own.identity.get().account);
    if (this.hasOthers) this.startSyncs();
    if (own.family.revoked.size > 0) {
      const untold = await log.onEnds();
      this.tellAll(log.fromTheStart((key) => untold.has(key)));
    }
    // What was done while there was nobody to tell is told now.
    if (this.hasOthers && !this.hadOthers) this.tellAll(() => true);
    this.hadOthers = this.hasOthers;
    await this.publish();
  }

  private get hasOthers(): boolean {
    const { devices, revoked } = this.parts.own.family;
    return devices.size - revoked.size > 1;
  }

  private tellAll(isDue: IsDue): void {
    const { syncs, log } = this.parts;
    void Promise.allSettled(syncs.map(async (sync) => sync.tellAll(isDue))).then(() => log.afterTheStart());
  }

  private followLinks(): void {
    const { own, replicator, clock, store } = this.parts;
    const { account } = own.identity.get();
    const now = new Set(
      replicator.sessions.get().flatMap(({ peer }) => (peer.account === account ? [peer.device] : [])),
    );
    const moved = [...new Set([...now, ...this.linked])].filter(
      (device) => now.has(device) !== this.linked.has(device),
    );
    this.linked = now;
    if (moved.length === 0) return;
    for (const device of moved) this.seen.set(device, clock.now());
    const keeps = moved.map((id) => ({ kind: SEEN_KIND, id, bytes: new Uint8Array(), at: clock.now() }));
    void store.feed.keeps.put(keeps);
    void this.publish();
  }

  private async publish(): Promise<void> {
    const { own, store, log } = this.parts;
    const { devices, revoked } = own.family;
    const value = [...devices.values()].map((certificate): OwnDevice => {
      const { device, at } = certificate;
      const named = v.safeParse(nameSchema, log.choices.get(`device/${device}`)?.value);
      return {
        device,
        name: named.success ? named.output.name : '',
        isThis: device === own.identity.get().device,
        isRevoked: revoked.has(device),
        addedAt: at,
        mayCertify: mayCertify(certificate),
        isLinked: this.linked.has(device),
        lastSeenAt: this.seen.get(device) ?? null,
      };
    });
    await store.values.put({ name: DEVICES_NAME, value });
  }

  private async showOffer(state: LinkOfferState): Promise<void> {
    await this.parts.store.values.put({ name: OFFER_NAME, value: state });
  }
}
