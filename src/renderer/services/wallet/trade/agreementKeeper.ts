import { foundBalance, repairOf } from '@domain/wallet/drafts/agreements.ts';
import { availableOf } from '@domain/wallet/drafts/payments.ts';
import { draftId } from '@domain/wallet/envelope.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { isAgreed, sidesOf } from '@domain/wallet/readings/agreements.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import { tellAgain } from '../tellAgain.ts';
import type { WalletBook } from '../walletBook.ts';
import type { DeedSigner } from './deeds.ts';

/** What keeping agreements works with. */
export interface AgreementKeeperParts {
  readonly book: Pick<WalletBook, 'view' | 'partiesOf' | 'commit'>;
  readonly signer: Pick<DeedSigner, 'self' | 'sign'>;
}

/** Makes so what both agreed on, where one's own device proposed it (WSV-128), and tells the other again what one has where the two differ (WSV-129). */
export class AgreementKeeper {
  private readonly parts: AgreementKeeperParts;
  private open: Set<RecordId> | null = null;

  constructor(parts: AgreementKeeperParts) {
    this.parts = parts;
  }

  /** To be run after each change; `fresh` is what came. */
  async run(fresh: readonly VerifiedRecord[]): Promise<void> {
    const { view } = this.parts.book;
    const open = this.open ?? new Set<RecordId>();
    for (const { type, id } of this.open === null ? view.records() : fresh) if (type === 'agree') open.add(id);
    this.open = open;
    for (const { id } of fresh.filter(({ type }) => type === 'agree')) await this.tellAgain(id);
    for (const id of open) {
      const agreement = view.find('agree', id);
      if (agreement !== undefined && isAgreed(view, agreement) && (await this.isRepaired(agreement))) open.delete(id);
    }
  }

  /** Everything of the unit that is the other's business, once more: what one of two lacks is why their records differ. */
  private async tellAgain(id: RecordId): Promise<void> {
    const { book, signer } = this.parts;
    const { view } = book;
    const agreement = view.find('agree', id);
    const sides = agreement === undefined ? null : sidesOf(view, agreement);
    if (agreement === undefined || sides === null || isAgreed(view, agreement)) return;
    const { account } = signer.self;
    const [other, ...more] = [sides.issuer, sides.holder].filter((side) => side !== account);
    if (other === undefined || more.length > 0) return;
    const isOwn = view.people.isSignedFor(agreement, account, 'any');
    const { unit, found } = agreement.body;
    if (!isOwn && foundBalance(view, unit, sides.holder) === found) return;
    await tellAgain(book, { unit, account: other });
  }

  /** Whether nothing is left for this device to do. */
  private async isRepaired(agreement: VerifiedOf<'agree'>): Promise<boolean> {
    const { book, signer } = this.parts;
    const repair = repairOf(book.view, agreement);
    if (repair === null || repair.by !== signer.self.account) return true;
    const { draft, holder } = repair;
    if (book.view.record(draftId(draft)) !== undefined) return true;
    if (draft.type === 'mint') return (await signer.sign(draft)).ok;
    // What was spent since cannot be given back: a clerk would refuse it for good, so it waits until there is enough.
    const isCovered = availableOf(book.view, draft.body.unit, draft.body.from) >= draft.body.amount;
    return isCovered && holder === signer.self.account && (await signer.sign(draft)).ok;
  }
}
