import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { MAX_BUNDLE_WORDS, type MailWord, writeBundle } from '@domain/mailbox/bundle.ts';
import { KEPT_DAYS } from '@domain/mailbox/names.ts';
import { sealBundle } from '@domain/mailbox/seal.ts';
import type { Acknowledgement } from '@ports/documentStore.ts';
import { Turn } from '../turn.ts';
import { planBundle } from './bundlePlan.ts';
import type { MailKeeper } from './mailMemory.ts';
import type { MailParts, Tail } from './mailParts.ts';
import { type MailTarget, sharedServices } from './mailTargets.ts';
import type { PairBoxes } from './pairBoxes.ts';
import type { ServiceBook } from './serviceBook.ts';

const DAY = 24 * 3_600_000;
/** How long what went by link is known to have gone. */
const YEAR = 365 * DAY;
/** How long a mailbox that is full is left alone, ms: its device may be one nobody has any more. */
const FULL_REST = 60 * 60_000;
const ID_LENGTH = 16;
/** A chain of which a device showed nothing is left to it whole, or not at all (MBC-6). */
const MOST_UNKNOWN = 500;
/** Most bundles for one device and space in one go. */
const MOST_BUNDLES = 16;
/** In so many services each bundle is left: one that loses it does not matter then. */
const COPIES = 2;

/** Leaves what devices lack that are not linked in their mailboxes. */
export class Depositor {
  private readonly parts: MailParts;
  private readonly keeper: MailKeeper;
  private readonly boxes: PairBoxes;
  private readonly book: ServiceBook;
  private readonly turn = new Turn();
  private isRefused = false;
  /** Mailboxes that were full, and until when they are left alone. */
  private readonly full = new Map<string, number>();
  /** What was taken out of mailboxes and is to be acknowledged: by the device that left it. */
  private readonly owed = new Map<DeviceId, Map<SpaceId, Set<DeviceId>>>();
  /** Our card as each device was told it last through a mailbox. */
  private readonly told = new Map<DeviceId, Uint8Array>();

  constructor(
    parts: MailParts,
    ways: { readonly keeper: MailKeeper; readonly boxes: PairBoxes; readonly book: ServiceBook },
  ) {
    this.parts = parts;
    this.keeper = ways.keeper;
    this.boxes = ways.boxes;
    this.book = ways.book;
  }

  /** A chain came through a mailbox, or did not fit what is here: its device is told how it stands. */
  owe(device: DeviceId, space: SpaceId, chain: DeviceId): void {
    const spaces = this.owed.get(device) ?? new Map<SpaceId, Set<DeviceId>>();
    this.owed.set(device, spaces.set(space, (spaces.get(space) ?? new Set()).add(chain)));
  }

  /** Leaves what is lacking, of some spaces or of all. One run after another. False when a service did not take something. */
  run(spaces: ReadonlySet<SpaceId> | null): Promise<boolean> {
    return this.turn.take(async () => {
      this.isRefused = false;
      await this.deposit(spaces);
      return !this.isRefused;
    });
  }

  private async deposit(spaces: ReadonlySet<SpaceId> | null): Promise<void> {
    const heads = await this.parts.store.allChainHeads();
    if (!heads.ok) return;
    const { device: mine, account } = this.parts.self;
    const own = new Map(heads.value.filter(({ device }) => device === mine).map(({ space, seq }) => [space, seq]));
    const sessions = new Map(this.parts.replicator.sessions.get().map((session) => [session.peer.device, session]));
    const rows = new Map<SpaceId, Promise<readonly Acknowledgement[]>>();
    for (const target of this.parts.targets().values()) {
      if (sharedServices(target, this.parts.services()).length === 0) continue;
      const session = sessions.get(target.device);
      const isOwn = target.account === account;
      const isEqual = session?.synced.equal === session?.synced.shared;
      // What other own devices hold is not in the store. One that is equal by link has all of it, and one that is met here for
      // the first time begins with what is said from now on.
      if (isOwn && (session === undefined ? !this.keeper.knows(target.device) : isEqual))
        await this.markAll(target, tailsOf(target, own, null));
      else if (session === undefined) await this.bringAll(target, tailsOf(target, own, spaces), rows);
    }
  }

  private async markAll({ device }: MailTarget, tails: readonly Tail[]): Promise<void> {
    const at = this.parts.clock.now();
    await this.keeper.setMarks(tails.map(({ space, high }) => ({ device, space, seq: high, at, until: at + YEAR })));
  }

  private async bringAll(
    target: MailTarget,
    tails: readonly Tail[],
    known: Map<SpaceId, Promise<readonly Acknowledgement[]>>,
  ): Promise<void> {
    await this.acknowledge(target);
    for (const tail of tails) {
      const rows = known.get(tail.space) ?? this.rowsOf(tail.space);
      known.set(tail.space, rows);
      await this.bring(target, tail, await rows);
    }
  }

  private async rowsOf(space: SpaceId): Promise<readonly Acknowledgement[]> {
    const read = await this.parts.store.acknowledgements(space);
    return read.ok ? read.value : [];
  }

  /** Leaves what a device lacks of our chain in one space. */
  private async bring(target: MailTarget, { space, high }: Tail, rows: readonly Acknowledgement[]): Promise<void> {
    const { device } = target;
    const mark = this.keeper.mark({ device, space });
    let low = this.lowestFor(target, space, Math.max(heldOf(rows, device, this.parts.self.device), mark?.seq ?? -1));
    if (low === 0 && high >= MOST_UNKNOWN) return;
    for (let bundles = 0; bundles < MOST_BUNDLES && low <= high; bundles += 1) {
      const upTo = await this.bringPart(target, { space, low, high }, rows);
      if (upTo === null) return;
      low = upTo + 1;
    }
  }

  /** Leaves one bundle; resolves to the place up to which it was, null when it was not. */
  private async bringPart(target: MailTarget, tail: Tail, rows: readonly Acknowledgement[]): Promise<number | null> {
    const { device } = target;
    const card = this.parts.ownCard();
    const isTold = this.told.get(device) === card;
    const plan = await planBundle(this.parts, target, { tail, rows, card: isTold ? null : card });
    const until = plan === null ? null : await this.leave(target, plan.words);
    if (plan === null || until === null) return null;
    this.told.set(device, card);
    await this.keeper.setMarks([{ device, space: tail.space, seq: plan.upTo, at: this.parts.clock.now(), until }]);
    return plan.upTo;
  }

  /** The first place a device is to be given, above what it has. */
  private lowestFor({ account }: MailTarget, space: SpaceId, held: number): number {
    return Math.max(held, this.parts.directory.floorOf(space, account, this.parts.self.device)) + 1;
  }

  /** Tells a device what of its own came through a mailbox. */
  private async acknowledge(target: MailTarget): Promise<void> {
    const owed = this.owed.get(target.device);
    if (owed === undefined) return;
    const words = await Promise.all([...owed].map(([space, chains]) => this.ackOf(space, chains)));
    if ((await this.leave(target, words.slice(0, MAX_BUNDLE_WORDS))) !== null) this.owed.delete(target.device);
  }

  private async ackOf(space: SpaceId, owed: ReadonlySet<DeviceId>): Promise<MailWord> {
    const log = await this.parts.replicator.logOf(space);
    const chains = [...owed].flatMap((chain) => {
      const head = log?.heads.chain(chain) ?? null;
      return head === null ? [] : [[chain, head.seq] as [DeviceId, number]];
    });
    return { t: 'ack', space, chains };
  }

  /** Seals words for a device and leaves them where it looks. Resolves to until when they are kept; null when nobody keeps them. */
  private async leave(target: MailTarget, words: readonly MailWord[]): Promise<number | null> {
    const box = await this.boxes.nameFor(target);
    if (box !== null && this.isFull(box)) return null;
    const bytes = box === null ? null : await this.seal(target, words);
    if (box === null || bytes === null) return null;
    const kept = await this.putAll(sharedServices(target, this.parts.services()), { box, days: KEPT_DAYS, bytes });
    // Whatever a service says, it does not keep things for ever.
    const most = this.parts.clock.now() + KEPT_DAYS * DAY;
    this.parts.onCrowd(target, 'to', kept.length === 0 && this.isFull(box));
    if (kept.length === 0 && !this.isFull(box)) this.isRefused = true;
    return kept.length === 0 ? null : Math.min(most, Math.max(...kept));
  }

  private isFull(box: string): boolean {
    return (this.full.get(box) ?? 0) > this.parts.clock.monotonic();
  }

  private async putAll(
    services: readonly string[],
    bundle: { readonly box: string; readonly days: number; readonly bytes: Uint8Array },
  ): Promise<readonly number[]> {
    const kept: number[] = [];
    for (const address of services) {
      if (kept.length >= COPIES) break;
      if (!this.book.isOpen(address)) continue;
      const put = this.book.note(address, await this.parts.mailbox.put(address, bundle));
      if (put.ok) kept.push(put.value);
      else if (put.error.code === 'mailbox-full') this.full.set(bundle.box, this.parts.clock.monotonic() + FULL_REST);
    }
    return kept;
  }

  private async seal({ device, certificate }: MailTarget, words: readonly MailWord[]): Promise<Uint8Array | null> {
    const { self, vault, random, clock } = this.parts;
    const at = clock.now();
    const content = { id: random.bytes(ID_LENGTH), at, until: at + KEPT_DAYS * DAY, words };
    const packed = await writeBundle({ from: self.device, to: device }, content, (bytes) => self.keys.sign(bytes));
    const seed = random.bytes(32);
    const shared = await vault.agreeWithSeed(seed, certificate.agreement);
    if (!shared.ok) return null;
    const ephemeral = await vault.agreementOfSeed(seed);
    return sealBundle(packed, { ephemeral, recipient: certificate.agreement, shared: shared.value });
  }
}

/** The own chains of the spaces a device may be given. */
function tailsOf(
  target: MailTarget,
  own: ReadonlyMap<SpaceId, number>,
  spaces: ReadonlySet<SpaceId> | null,
): readonly Tail[] {
  return target.spaces.flatMap((space) => {
    const high = own.get(space);
    return high === undefined || spaces?.has(space) === false ? [] : [{ space, low: 0, high }];
  });
}

/** How far a device said to hold a chain; -1 where it said nothing. */
function heldOf(rows: readonly Acknowledgement[], device: DeviceId, chain: DeviceId): number {
  return rows.find((row) => row.device === device && row.chain === chain)?.seq ?? -1;
}
