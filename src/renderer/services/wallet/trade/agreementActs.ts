import { fail, ok } from '@shared/result.ts';
import { foundBalance, isAgreeable, repairOf } from '@domain/wallet/drafts/agreements.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { agreementsBetween, sidesOf, stageOfAgreement } from '@domain/wallet/readings/agreements.ts';
import type { BodyOf, VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { AgreementActs, NewAgreement } from '../../workspace/walletAgreements.ts';
import type { Outcome } from '../../workspace/workspaceErrors.ts';
import type { Deeds, Made } from './deeds.ts';

/** Agreeing on what one has of the other (WSV-127). */
export class OwnAgreementActs implements AgreementActs {
  private readonly deeds: Deeds;

  constructor(deeds: Deeds) {
    this.deeds = deeds;
  }

  readonly proposeAgreement = (wish: NewAgreement): Outcome<{ agreement: RecordId }> =>
    this.deeds.do(async () => {
      const { deeds } = this;
      const body = this.proposalOf(wish);
      if (body === null) return fail('agreement-unfit', 'not to be agreed on');
      const covered = this.covered(body);
      if (!covered.ok) return covered;
      const said = await deeds.sign({ type: 'agree', nonce: deeds.nonce(), body }, 'agreement-unfit');
      return said.ok ? ok({ agreement: said.value.id }) : said;
    });

  readonly acceptAgreement = (id: RecordId): Outcome =>
    this.deeds.do(async () => {
      const { deeds } = this;
      const open = this.open(id);
      if (open === null || this.isOwn(open)) return fail('agreement-missing', 'nothing to agree to');
      const { body, nonce } = open;
      const sides = sidesOf(deeds.view, open);
      // It changes by what it names: were the records of both not the same before, they would not be the same after.
      const isSame = sides !== null && foundBalance(deeds.view, body.unit, sides.holder) === body.found;
      if (!isSame) return fail('agreement-differs', 'the records here say something else');
      const covered = this.covered(body);
      if (!covered.ok) return covered;
      // The same record with one more signature: it is joined to the one that is there.
      const agreed = await deeds.seal({ type: 'agree', nonce, body }, 'agreement-unfit');
      if (!agreed.ok) return agreed;
      const deed = await this.deedOf(open);
      return deed.ok ? deeds.keep([agreed.value, ...deed.value]) : deed;
    });

  readonly declineAgreement = (id: RecordId): Outcome =>
    this.deeds.do(async () => {
      if (this.open(id) === null) return fail('agreement-missing', 'nothing to decline');
      const draft = { type: 'decline', nonce: this.deeds.nonce(), body: { ref: id } } as const;
      const said = await this.deeds.sign(draft, 'agreement-missing');
      return said.ok ? ok() : said;
    });

  private proposalOf({ person, unit: id, balance }: NewAgreement): BodyOf<'agree'> | null {
    const { view, account } = this.deeds;
    const unit = view.find('unit', id);
    const issuer = unit?.body.issuer;
    const isBetween = person !== account && (issuer === account || issuer === person);
    if (unit === undefined || !isBetween || !isAgreeable(unit.body) || balance < 0n) return null;
    const [a, b] = issuer === account ? [account, person] : [person, account];
    const before = agreementsBetween(view, { unit: id, a, b }).map(({ body }) => body.seq);
    return { a, b, unit: id, balance, found: foundBalance(view, id, b), seq: Math.max(0, ...before) + 1 };
  }

  /** Whether one has what one would give back. */
  private covered({ unit, balance, found, b }: BodyOf<'agree'>): Made<void> {
    const back = (found ?? balance) - balance;
    return b === this.deeds.account && back > 0n ? this.deeds.covered(unit, back) : ok();
  }

  /** What makes it so, where that is one's own to do: it goes with the signature. */
  private async deedOf(agreement: VerifiedOf<'agree'>): Promise<Made<readonly VerifiedRecord[]>> {
    const repair = repairOf(this.deeds.view, agreement);
    if (repair?.by !== this.deeds.account) return ok([]);
    const sealed =
      repair.draft.type === 'mint'
        ? await this.deeds.seal(repair.draft, 'agreement-unfit')
        : await this.deeds.seal(repair.draft, 'agreement-unfit');
    return sealed.ok ? ok([sealed.value]) : sealed;
  }

  private open(id: RecordId): VerifiedOf<'agree'> | null {
    const { view, account } = this.deeds;
    const agreement = view.find('agree', id);
    if (agreement === undefined || ![agreement.body.a, agreement.body.b].includes(account)) return null;
    const others = agreementsBetween(view, agreement.body);
    return stageOfAgreement(view, agreement, others) === 'proposed' ? agreement : null;
  }

  private isOwn(agreement: VerifiedOf<'agree'>): boolean {
    return this.deeds.view.people.isSignedFor(agreement, this.deeds.account, 'any');
  }
}
