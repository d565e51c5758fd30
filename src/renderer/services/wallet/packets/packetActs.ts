import { type Result, fail, ok } from '@shared/result.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { sharesForEveryone } from '@domain/wallet/drafts/packets.ts';
import { availableOf, depositOf } from '@domain/wallet/drafts/payments.ts';
import { encodeRecord } from '@domain/wallet/envelope.ts';
import { Misfit } from '@domain/wallet/fields.ts';
import { type HolderId, type RecordId, accountOfHolder, holderOf } from '@domain/wallet/ids.ts';
import { seedHashOf } from '@domain/wallet/packetShares.ts';
import { packetOf } from '@domain/wallet/readings/packets.ts';
import type { Draft, VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import { storeFailure } from '../../workspace/failures.ts';
import type { NewPacket, PacketActs } from '../../workspace/walletPackets.ts';
import type { Outcome, WorkspaceError } from '../../workspace/workspaceErrors.ts';
import { randomNonce } from '../nonce.ts';
import type { OwnSigner } from '../ownSigner.ts';
import type { WalletBook } from '../walletBook.ts';
import { Presses } from '../presses.ts';
import { shareForEveryone } from './packetMoney.ts';
import { packetSeed } from './packetSeed.ts';
import { sealShare } from './sealShare.ts';

/** How long a packet may be opened unless said, ms. */
const PACKET_TERM = 24 * 3_600_000;
/** What the pot of a packet is called, in every language. */
const POT_NAME = '🧧';

/** What the acts work with. */
export interface PacketActParts {
  readonly book: WalletBook;
  readonly signer: OwnSigner;
  readonly clock: Clock;
  readonly random: Random;
  /** Resolves when what is kept has been read and compared: nothing is signed before (WSV-4). */
  readonly ready: () => Promise<Result<void, WorkspaceError>>;
}

type Made<T> = Result<T, WorkspaceError>;

/** A packet that may be made, with its unit. */
interface Wanted extends Omit<NewPacket, 'unit'> {
  readonly unit: VerifiedOf<'unit'>;
  readonly isIssuer: boolean;
}

/** Sends and opens red packets (WSV-90, WSV-91, WSV-94). */
export class OwnPacketActs implements PacketActs {
  private readonly parts: PacketActParts;
  private readonly presses: Presses;

  constructor(parts: PacketActParts) {
    this.parts = parts;
    this.presses = new Presses(parts);
  }

  readonly sendPacket = async (asked: NewPacket): Outcome<{ packet: RecordId }> => {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    const { unit, mode, count, members, group = '', total: amount, intent } = asked;
    const to = [mode, count, group, ...members].join(' ');
    return this.presses.onceOf({ to, unit, amount, intent }, 'packet', {
      find: (nonce) => this.sentWith(nonce),
      make: (nonce) => this.send(asked, nonce),
    });
  };

  readonly claimPacket = async (id: RecordId): Outcome => {
    const ready = await this.parts.ready();
    if (!ready.ok) return ready;
    const packet = this.parts.book.view.find('packet', id);
    if (packet === undefined) return fail('packet-missing', 'no such packet');
    const { members } = packet.body;
    const { account } = this.parts.signer.self;
    const isMember = members.length === 0 || members.includes(account);
    if (!isMember || accountOfHolder(packet.body.from) === account) return fail('packet-not-for-you', 'no member');
    return packet.body.mode === 'everyone' ? this.take(packet) : this.claim(packet);
  };

  /** One's share of a packet for everyone: promises are there anyway, units of others are accepted; that it was opened is said. */
  private async take(packet: VerifiedOf<'packet'>): Outcome {
    const { view } = this.parts.book;
    const share = shareForEveryone(view, packet, this.parts.signer.self.account);
    if (share === undefined) return fail('packet-missing', 'the share is not here yet');
    if (share.type === 'transfer') {
      const status = view.unit(share.body.unit)?.transfer(share.id)?.status;
      if (status === 'refused' || status === 'returned') return fail('packet-over', status);
      const isTaken = status === 'cleared' || view.about(share.id, 'deposit').length > 0;
      const taken = isTaken ? ok() : await this.signed(depositOf(share.id));
      if (!taken.ok) return taken;
    }
    return this.signedClaim(packet);
  }

  private claim(packet: VerifiedOf<'packet'>): Outcome {
    const { view } = this.parts.book;
    const { state } = packetOf(view, packet, this.parts.clock.now());
    const isOver = state !== 'open' && state !== 'running';
    return isOver && !this.hasClaimed(packet) ? Promise.resolve(fail('packet-over', state)) : this.signedClaim(packet);
  }

  private hasClaimed({ id }: VerifiedOf<'packet'>): boolean {
    const { account } = this.parts.signer.self;
    return this.parts.book.view.about(id, 'claim').some(({ body }) => body.who === account);
  }

  /** Says once that one opened it. */
  private signedClaim(packet: VerifiedOf<'packet'>): Outcome {
    if (this.hasClaimed(packet)) return Promise.resolve(ok());
    const body = { packet: packet.id, who: this.parts.signer.self.account };
    return this.signed({ type: 'claim', nonce: this.nonce(), body });
  }

  private async send(asked: NewPacket, nonce: Uint8Array): Outcome<{ packet: RecordId }> {
    const wanted = this.wanted(asked);
    if (!wanted.ok) return wanted;
    const made = await this.sealed(wanted.value, nonce);
    if (!made.ok) return made;
    const { packet, records } = made.value;
    const kept = await this.parts.signer.keep(records);
    return kept.ok ? ok({ packet: packet.id }) : { ok: false, error: storeFailure(kept.error) };
  }

  /** It is kept with all that makes it, or not at all. */
  private sentWith(nonce: Uint8Array): { packet: RecordId } | null {
    const { book, signer } = this.parts;
    for (const { type, id, body, nonce: used } of book.view.records()) {
      if (type !== 'packet' || !equalBytes(used, nonce)) continue;
      if (accountOfHolder(body.from) === signer.self.account) return { packet: id };
    }
    return null;
  }

  private wanted(asked: NewPacket): Made<Wanted> {
    const { view } = this.parts.book;
    const { account } = this.parts.signer.self;
    const unit = view.find('unit', asked.unit);
    if (unit === undefined) return fail('unit-missing', 'no such unit');
    const members = [...new Set(asked.members)].filter((member) => member !== account);
    const count = asked.mode === 'everyone' ? members.length : asked.count;
    if (count < 1 || count > members.length) return fail('packet-invalid', 'as many shares as may be opened');
    if (asked.total < BigInt(count)) return fail('amount-invalid', 'less than one for each');
    const isIssuer = unit.body.issuer === account;
    const wanted = { ...asked, unit, members, count, isIssuer };
    if (isIssuer) return ok(wanted);
    if (!unit.body.transferable) return fail('unit-not-transferable', 'only back to its issuer');
    const available = availableOf(view, unit.id, holderOf(account));
    return asked.total <= available ? ok(wanted) : fail('payment-not-enough', `${available} are available`);
  }

  /** Everything that makes the packet, to be kept at once: with a pot its money and what moves it there, for everyone the shares. */
  private async sealed(
    wanted: Wanted,
    nonce: Uint8Array,
  ): Promise<Made<{ readonly packet: VerifiedOf<'packet'>; readonly records: readonly VerifiedRecord[] }>> {
    const { signer } = this.parts;
    const isDealt = wanted.mode !== 'everyone';
    const pot = isDealt && !wanted.isIssuer ? await signer.seal(this.potDraft()) : null;
    const draft = await this.packetDraft(wanted, { from: holderOf(signer.self.account, pot?.id), nonce });
    if (!draft.ok) return draft;
    const packet = await signer.seal(draft.value);
    const funding = pot === null ? [] : [this.fundingDraft(packet)];
    const money = isDealt ? funding : sharesForEveryone(packet, wanted.unit);
    const moves = await Promise.all(money.map((each) => sealShare(signer, each)));
    return ok({ packet, records: [...(pot === null ? [] : [pot]), packet, ...moves] });
  }

  private async packetDraft(
    wanted: Wanted,
    { from, nonce }: { readonly from: HolderId; readonly nonce: Uint8Array },
  ): Promise<Made<Draft<'packet'>>> {
    const { signer, clock } = this.parts;
    const { unit, mode, total, count, members, group, until = clock.now() + PACKET_TERM } = wanted;
    const seed = await packetSeed(signer.self.keys, nonce);
    if (!seed.ok) return fail('vault-unavailable', seed.error.code);
    const draft: Draft<'packet'> = {
      type: 'packet',
      nonce,
      body: {
        ...{ unit: unit.id, from, dealer: signer.self.device, members, total, n: count, mode, until },
        ...(group === undefined ? {} : { group }),
        ...(mode === 'everyone' ? {} : { seedHash: seedHashOf(seed.value) }),
      },
    };
    return fitting(draft);
  }

  private potDraft(): Draft<'pot'> {
    const { account, device } = this.parts.signer.self;
    return { type: 'pot', nonce: this.nonce(), body: { account, name: POT_NAME, rule: { devices: [device] } } };
  }

  private fundingDraft({ id, body }: VerifiedOf<'packet'>): Draft<'transfer'> {
    const { unit, total: amount, until, from: to } = body;
    const from = holderOf(accountOfHolder(to));
    const what = { unit, from, to, amount, until, mode: 'now', why: 'packet', of: id } as const;
    return { type: 'transfer', nonce: this.nonce(), body: what };
  }

  private async signed(draft: Draft<'claim'> | Draft<'deposit'>): Outcome {
    const signed = await this.parts.signer.sign<'claim' | 'deposit'>(draft);
    return signed.ok ? ok() : { ok: false, error: storeFailure(signed.error) };
  }

  private nonce(): Uint8Array {
    return randomNonce(this.parts.random);
  }
}

/** What a person typed may fit no record: that is no bug. */
function fitting(draft: Draft<'packet'>): Made<Draft<'packet'>> {
  try {
    encodeRecord(draft);
    return ok(draft);
  } catch (cause) {
    if (!(cause instanceof Misfit)) throw cause;
    return fail('packet-invalid', cause.message);
  }
}
