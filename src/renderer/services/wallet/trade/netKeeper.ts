import { type RecordId, accountOfHolder } from '@domain/wallet/ids.ts';
import { offeredNet } from '@domain/wallet/drafts/nets.ts';
import { lineOf } from '@domain/wallet/readings/lineOf.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import type { Random } from '@ports/random.ts';
import { randomNonce } from '../nonce.ts';
import type { WalletBook } from '../walletBook.ts';
import type { DeedSigner } from './deeds.ts';

/** What keeping nets whole works with. */
export interface NetKeeperParts {
  readonly book: Pick<WalletBook, 'view'>;
  readonly signer: Pick<DeedSigner, 'self' | 'sign'>;
  readonly random: Random;
}

/**
 * Gives back the half of a net whose other half did not come about, or that was taken back before it was answered (WSV-121): nobody's claim stays tied
 * up for nothing.
 */
export class NetKeeper {
  private readonly parts: NetKeeperParts;
  private open: Set<RecordId> | null = null;

  constructor(parts: NetKeeperParts) {
    this.parts = parts;
  }

  /** To be run after each change; `fresh` is what came. */
  async run(fresh: readonly VerifiedRecord[]): Promise<void> {
    const { book, signer, random } = this.parts;
    const open = this.open ?? new Set<RecordId>();
    for (const record of this.open === null ? book.view.records() : fresh) {
      if (record.type === 'net') open.add(record.id);
    }
    this.open = open;
    for (const id of open) {
      const net = book.view.find('net', id);
      for (const half of net === undefined ? this.withdrawn(id) : this.orphans(net)) {
        await signer.sign({ type: 'decline', nonce: randomNonce(random), body: { ref: half } });
      }
      if (net !== undefined && this.isOver(net)) open.delete(id);
    }
  }

  /** The half of an offer to oneself that was taken back before one agreed: until both have signed, that is no net yet. */
  private withdrawn(id: RecordId): readonly RecordId[] {
    const { view } = this.parts.book;
    const net = view.record(id);
    const offered = net?.type === 'net' ? offeredNet(view, net) : null;
    if (offered === null || offered.to !== this.parts.signer.self.account) return [];
    const { offer, answerId } = offered;
    const isAnswered = view.record(answerId) !== undefined || view.about(offer.id, 'decline').length > 0;
    const isHeld = lineOf(view, offer.id)?.line.status === 'held';
    return isHeld && !isAnswered && view.about(offer.id, 'cancel').length > 0 ? [offer.id] : [];
  }

  /** Halves to oneself that are open while the other has ended. */
  private orphans({ body }: VerifiedOf<'net'>): readonly RecordId[] {
    const { view } = this.parts.book;
    const lines = body.transfers.flatMap((id) => lineOf(view, id)?.line ?? []);
    const hasEnded = lines.some(({ status }) => status === 'refused' || status === 'returned');
    const open = lines.filter(
      ({ status, transfer }) => (status === 'sent' || status === 'held') && this.isToSelf(transfer),
    );
    return hasEnded
      ? open.map(({ transfer }) => transfer.id).filter((id) => view.about(id, 'decline').length === 0)
      : [];
  }

  private isToSelf({ body }: VerifiedOf<'transfer'>): boolean {
    return accountOfHolder(body.to) === this.parts.signer.self.account;
  }

  private isOver({ body }: VerifiedOf<'net'>): boolean {
    return body.transfers.every((id) => {
      const status = lineOf(this.parts.book.view, id)?.line.status;
      return status === 'refused' || status === 'returned' || status === 'cleared';
    });
  }
}
