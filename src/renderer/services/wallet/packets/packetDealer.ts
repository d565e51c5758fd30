import { type Result, ok } from '@shared/result.ts';
import { equalBytes } from '@domain/codec/bytes.ts';
import { endOf, nextDeal, payoutOf } from '@domain/wallet/drafts/packets.ts';
import { availableOf } from '@domain/wallet/drafts/payments.ts';
import { type RecordId, accountOfHolder, holderOf } from '@domain/wallet/ids.ts';
import { seedHashOf } from '@domain/wallet/packetShares.ts';
import { packetOf } from '@domain/wallet/readings/packets.ts';
import type { Draft, VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { Clock } from '@ports/clock.ts';
import type { Random } from '@ports/random.ts';
import type { Log } from '../../diagnostics/log.ts';
import { randomNonce } from '../nonce.ts';
import type { OwnSigner, SignError } from '../ownSigner.ts';
import type { WalletBook } from '../walletBook.ts';
import { fundingOf, isFromPot } from './packetMoney.ts';
import { packetSeed } from './packetSeed.ts';
import { sealShare } from './sealShare.ts';

/** How long the issuer's clerk has for what goes back to the sender, ms; after that it is ordered again. */
const BACK_TERM = 30 * 24 * 3_600_000;

/** What dealing works with. */
export interface PacketDealerParts {
  readonly book: WalletBook;
  readonly signer: OwnSigner;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/**
 * Hands out the shares of packets this device deals (WSV-92, WSV-93): one after the other, each deal kept together with its money before anybody hears of
 * it. To be run after each change, one run at a time.
 */
export class PacketDealer {
  private readonly parts: PacketDealerParts;
  /** Packets that are not done with. */
  private readonly open = new Set<RecordId>();
  /** Claims in the order they came. */
  private readonly claims = new Map<RecordId, Set<RecordId>>();
  private hasLooked = false;

  constructor(parts: PacketDealerParts) {
    this.parts = parts;
  }

  /** `fresh` is what came since the last run. */
  async run(fresh: readonly VerifiedRecord[]): Promise<void> {
    this.note(this.hasLooked ? fresh : [...this.parts.book.view.records()]);
    this.hasLooked = true;
    const { book, signer } = this.parts;
    // Its transfers would be refused, and whoever froze it does not want it to hand out promises either.
    if (book.view.isFrozen(signer.self.account, signer.self.device)) return;
    for (const id of [...this.open]) {
      const packet = book.view.find('packet', id);
      const kept = packet === undefined ? ok() : await this.tend(packet);
      if (!kept.ok) {
        this.parts.log.write('error', 'wallet', `a packet could not be dealt: ${kept.error.code}`);
        return;
      }
    }
  }

  private note(records: readonly VerifiedRecord[]): void {
    const { device } = this.parts.signer.self;
    for (const record of records) {
      const isMine = record.type === 'packet' && record.body.dealer === device && record.body.mode !== 'everyone';
      if (isMine) this.open.add(record.id);
    }
    // Only then: a packet that was signed again comes behind its claims when all is read anew.
    for (const record of records) {
      if (record.type !== 'claim' || !this.open.has(record.body.packet)) continue;
      const claims = this.claims.get(record.body.packet) ?? new Set<RecordId>();
      this.claims.set(record.body.packet, claims.add(record.id));
    }
  }

  private async tend(packet: VerifiedOf<'packet'>): Promise<Result<void, SignError>> {
    const { view } = this.parts.book;
    if (view.about(packet.id, 'packet-end').length === 0) {
      const seed = await this.seedOf(packet);
      const dealt = seed === null ? ok() : await this.deal(packet, seed);
      if (!dealt.ok || view.about(packet.id, 'packet-end').length === 0) return dealt;
    }
    return isFromPot(packet) ? this.giveBack(packet) : this.leave(packet);
  }

  private async seedOf({ id, nonce, body }: VerifiedOf<'packet'>): Promise<Uint8Array | null> {
    const seed = await packetSeed(this.parts.signer.self.keys, nonce);
    if (seed.ok && body.seedHash !== undefined && equalBytes(seedHashOf(seed.value), body.seedHash)) return seed.value;
    this.parts.log.write(
      'error',
      'wallet',
      `no seed for a packet: ${seed.ok ? 'another device made it' : seed.error.code}`,
    );
    // A vault that is shut may open again; a seed of another device never becomes this one's.
    if (seed.ok) this.open.delete(id);
    return null;
  }

  private async deal(packet: VerifiedOf<'packet'>, seed: Uint8Array): Promise<Result<void, SignError>> {
    const { book, signer, clock } = this.parts;
    const funding = fundingOf(book.view, packet);
    while (funding === 'ready' && clock.now() <= packet.body.until) {
      const draft = nextDeal(book.view, packet, { seed, claims: this.claimsOn(packet.id) });
      if (draft === null) break;
      const kept = await this.keepDeal(packet, draft);
      if (!kept.ok) return kept;
    }
    const { state } = packetOf(book.view, packet, clock.now());
    const isOver = state === 'empty' || state === 'expired' || state === 'recalled';
    if (!isOver && funding !== 'failed') return ok();
    return signer.keep([await signer.seal(endOf(book.view, packet, seed))]);
  }

  private claimsOn(packet: RecordId): readonly VerifiedOf<'claim'>[] {
    const { view } = this.parts.book;
    return [...(this.claims.get(packet) ?? [])].flatMap((id) => view.find('claim', id) ?? []);
  }

  /** A deal and its money are one: neither is ever without the other. */
  private async keepDeal(packet: VerifiedOf<'packet'>, draft: Draft<'deal'>): Promise<Result<void, SignError>> {
    const { signer, book } = this.parts;
    const claim = book.view.find('claim', draft.body.claim);
    const unit = book.view.find('unit', packet.body.unit);
    if (claim === undefined || unit === undefined) throw new TypeError('a deal about what does not count');
    const deal = await signer.seal(draft);
    const money = await sealShare(signer, payoutOf(packet, { deal, claim, unit }));
    return signer.keep([deal, money]);
  }

  /** What is left in the pot goes back, also what comes back to it later; then there is nothing more to do. */
  private async giveBack(packet: VerifiedOf<'packet'>): Promise<Result<void, SignError>> {
    const { book, signer, clock, random } = this.parts;
    const { unit, from } = packet.body;
    const amount = availableOf(book.view, unit, from);
    if (amount === 0n) return this.isSpent(packet) ? this.leave(packet) : ok();
    const until = clock.now() + BACK_TERM;
    const to = holderOf(accountOfHolder(from));
    const body = { unit, from, to, amount, until, mode: 'now', why: 'packet', of: packet.id } as const;
    const signed = await signer.sign({ type: 'transfer', nonce: randomNonce(random), body });
    return signed.ok ? ok() : signed;
  }

  /** Nothing is on its way to or from the pot. */
  private isSpent(packet: VerifiedOf<'packet'>): boolean {
    const { view } = this.parts.book;
    const book = view.unit(packet.body.unit);
    const isFunded = fundingOf(view, packet) !== 'waiting';
    const open = [...(book?.open() ?? [])].map((id) => view.find('transfer', id)?.body.from);
    return isFunded && !open.includes(packet.body.from);
  }

  private leave(packet: VerifiedOf<'packet'>): Result<void, SignError> {
    this.open.delete(packet.id);
    this.claims.delete(packet.id);
    return ok();
  }
}
