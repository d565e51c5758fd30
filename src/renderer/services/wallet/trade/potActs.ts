import { fail, ok } from '@shared/result.ts';
import { type HolderId, type RecordId, type UnitId, accountOfHolder, holderOf } from '@domain/wallet/ids.ts';
import { spentOnDay } from '@domain/wallet/readings/pots.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { NewPot, PotSum, WalletTradeActs } from '../../workspace/walletTrade.ts';
import type { NewPayment } from '../../workspace/walletWorkspace.ts';
import type { Outcome } from '../../workspace/workspaceErrors.ts';
import { Presses } from '../presses.ts';
import { USUAL_TERM } from '../walletActs.ts';
import type { Deeds, Made } from './deeds.ts';

interface Move {
  readonly unit: UnitId;
  readonly amount: bigint;
  readonly from: HolderId;
  readonly to: HolderId;
  readonly nonce: Uint8Array;
}

/** Pots of one's own: making, filling, emptying and paying from them (WSV-125). */
export class PotActs implements Pick<WalletTradeActs, 'createPot' | 'fillPot' | 'emptyPot' | 'payFromPot'> {
  private readonly deeds: Deeds;
  private readonly presses: Presses;

  constructor(deeds: Deeds) {
    this.deeds = deeds;
    this.presses = new Presses(deeds.parts);
  }

  readonly createPot = ({ name, to, notBefore, perDay, isThisDeviceOnly }: NewPot): Outcome<{ pot: RecordId }> =>
    this.deeds.do(async () => {
      const { account, device } = this.deeds.parts.signer.self;
      const rule = {
        ...(isThisDeviceOnly ? { devices: [device] } : {}),
        ...(to === undefined ? {} : { to }),
        ...(notBefore === undefined ? {} : { notBefore }),
        ...(perDay === undefined ? {} : { perDay }),
      };
      const body = { account, name: name.trim(), rule };
      const signed = await this.deeds.sign({ type: 'pot', nonce: this.deeds.nonce(), body }, 'pot-invalid');
      return signed.ok ? ok({ pot: signed.value.id }) : signed;
    });

  readonly fillPot = (pot: RecordId, { unit, amount, intent }: PotSum): Outcome<{ payment: RecordId }> =>
    this.deeds.do(async () => {
      if (this.own(pot) === null) return fail('pot-missing', 'no pot of one’s own');
      // Points that lapse stay where they are (WAL-113).
      const lapses = this.deeds.view.find('unit', unit)?.body.expiresDays !== undefined;
      if (lapses) return fail('pot-forbids', 'points that lapse');
      const [from, to] = [this.deeds.holder(), this.deeds.holder(pot)];
      return this.presses.once({ to, unit, amount, intent }, from, (nonce) =>
        this.move({ unit, amount, from, to, nonce }),
      );
    });

  readonly emptyPot = (pot: RecordId, { unit, amount, intent }: PotSum): Outcome<{ payment: RecordId }> =>
    this.deeds.do(() => {
      const [from, to] = [this.deeds.holder(pot), this.deeds.holder()];
      return this.presses.once({ to, unit, amount, intent }, from, (nonce) =>
        this.pay(pot, { unit, amount, from, to, nonce }),
      );
    });

  readonly payFromPot = (
    pot: RecordId,
    payment: Pick<NewPayment, 'to' | 'unit' | 'amount' | 'intent'>,
  ): Outcome<{ payment: RecordId }> =>
    this.deeds.do(() => {
      const { to, unit, amount } = payment;
      const from = this.deeds.holder(pot);
      return this.presses.once(payment, from, (nonce) =>
        this.pay(pot, { unit, amount, from, to: holderOf(to), nonce }),
      );
    });

  private async pay(id: RecordId, move: Move): Outcome<{ payment: RecordId }> {
    const pot = this.own(id);
    if (pot === null) return fail('pot-missing', 'no pot of one’s own');
    const allowed = this.allowed(pot, move);
    return allowed.ok ? this.move(move) : allowed;
  }

  /** What a clerk would say of it, before it is asked (WAL-24). */
  private allowed({ id, body }: VerifiedOf<'pot'>, { unit, amount, from, to }: Move): Made<void> {
    const { view, parts } = this.deeds;
    const { devices, to: payees, notBefore, perDay } = body.rule;
    const isDevice = devices === undefined || devices.includes(parts.signer.self.device);
    const isPayee = payees === undefined || payees.includes(accountOfHolder(to));
    if (!isDevice || !isPayee) return fail('pot-forbids', 'not by its rule');
    if (notBefore !== undefined && this.deeds.now() < notBefore) return fail('pot-forbids', 'too early');
    const book = view.unit(unit);
    const before = book === undefined ? 0n : spentOnDay(view, book, { id, holder: from, now: this.deeds.now() });
    return perDay === undefined || before + amount <= perDay ? ok() : fail('pot-forbids', 'enough for today');
  }

  private async move({ unit, amount, from, to, nonce }: Move): Outcome<{ payment: RecordId }> {
    const covered = this.deeds.covered(unit, amount, from);
    if (!covered.ok) return covered;
    const body = { unit, from, to, amount, until: this.deeds.now() + USUAL_TERM, mode: 'now' as const };
    return this.deeds.order({ type: 'transfer', nonce, body });
  }

  private own(id: RecordId): VerifiedOf<'pot'> | null {
    const pot = this.deeds.view.find('pot', id);
    return pot?.body.account === this.deeds.account ? pot : null;
  }
}
