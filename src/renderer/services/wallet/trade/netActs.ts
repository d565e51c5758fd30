import { fail, ok } from '@shared/result.ts';
import { type OfferedNet, isNettable, netAnswer, netOffer, offeredNet } from '@domain/wallet/drafts/nets.ts';
import { draftId } from '@domain/wallet/envelope.ts';
import type { RecordId } from '@domain/wallet/ids.ts';
import { lineOf } from '@domain/wallet/readings/lineOf.ts';
import type { VerifiedRecord } from '@domain/wallet/record.ts';
import type { NewNet, WalletTradeActs } from '../../workspace/walletTrade.ts';
import type { Outcome } from '../../workspace/workspaceErrors.ts';
import { Presses } from '../presses.ts';
import type { Deeds } from './deeds.ts';

/** How long an offer may wait for its clerk, ms: a year. It is set aside for as long as nobody answers (WAL-81). */
const OFFER_TERM = 365 * 24 * 3_600_000;

/** Cancelling out what two owe each other (WSV-120). */
export class NetActs implements Pick<WalletTradeActs, 'offerNet' | 'agreeNet' | 'refuseNet' | 'withdrawNet'> {
  private readonly deeds: Deeds;
  private readonly presses: Presses;

  constructor(deeds: Deeds) {
    this.deeds = deeds;
    this.presses = new Presses(deeds.parts);
  }

  readonly offerNet = (net: NewNet): Outcome<{ net: RecordId }> =>
    this.deeds.do(() => {
      const { claim, debt, amount, note, intent } = net;
      return this.presses.onceOf({ to: [debt, note].join(' '), unit: claim, amount, intent }, 'net', {
        find: (nonce) => this.offeredWith(nonce),
        make: (nonce) => this.offer(net, nonce),
      });
    });

  readonly agreeNet = (net: RecordId): Outcome => this.deeds.do(() => this.agree(net));

  readonly refuseNet = (net: RecordId): Outcome =>
    this.deeds.do(async () => {
      const open = this.openOffer(net);
      if (open === null) return fail('net-missing', 'nothing to refuse');
      const body = { ref: open.offered.offer.id };
      const said = await this.deeds.sign({ type: 'decline', nonce: this.deeds.nonce(), body }, 'net-missing');
      return said.ok ? ok() : said;
    });

  readonly withdrawNet = (net: RecordId): Outcome =>
    this.deeds.do(async () => {
      const { view, account } = this.deeds;
      const offered = this.offered(net);
      const isOver = offered === null || ['refused', 'returned', 'cleared'].includes(statusOf(view, offered.offer.id));
      if (isOver || offered.by !== account || isAnswered(view, offered)) {
        return fail('net-missing', 'nothing to take back');
      }
      const body = { ref: offered.offer.id };
      const said = await this.deeds.sign({ type: 'cancel', nonce: this.deeds.nonce(), body }, 'net-missing');
      return said.ok ? ok() : said;
    });

  private offeredWith(nonce: Uint8Array): { net: RecordId } | null {
    const half = this.presses.payment(nonce);
    if (half === null) return null;
    // What only one has signed is not told among what is about it.
    for (const record of this.deeds.view.records())
      if (record.type === 'net' && record.body.transfers.includes(half.payment)) return { net: record.id };
    return null;
  }

  private async offer({ claim, debt, amount, note }: NewNet, nonce: Uint8Array): Outcome<{ net: RecordId }> {
    const { deeds } = this;
    const [theirs, own] = [deeds.view.find('unit', claim), deeds.view.find('unit', debt)];
    if (theirs === undefined || own?.body.issuer !== deeds.account) return fail('unit-missing', 'not two units');
    if (theirs.body.issuer === deeds.account || !isNettable(theirs.body, own.body)) {
      return fail('net-unfit', 'two units that are not alike');
    }
    const covered = deeds.covered(claim, amount);
    if (!covered.ok) return covered;
    const until = deeds.now() + OFFER_TERM;
    const given = { from: deeds.account, amount, until, nonce };
    const offer = await deeds.seal(netOffer(theirs, given), 'amount-invalid');
    if (!offer.ok) return offer;
    const transfers = [offer.value.id, draftId(netAnswer(offer.value, debt))];
    const net = await deeds.seal({ type: 'net', nonce: deeds.nonce(), body: { transfers, note } }, 'net-unfit');
    if (!net.ok) return net;
    const kept = await deeds.keep([offer.value, net.value]);
    return kept.ok ? ok({ net: net.value.id }) : kept;
  }

  private async agree(id: RecordId): Outcome {
    const { deeds } = this;
    const open = this.openOffer(id);
    if (open === null) return fail('net-missing', 'nothing to agree to');
    const { answer } = open.offered;
    const covered = deeds.covered(answer.body.unit, answer.body.amount);
    if (!covered.ok) return covered;
    const half = await deeds.seal(answer, 'net-unfit');
    const { nonce, body } = open.net;
    const net = await deeds.seal({ type: 'net', nonce, body }, 'net-unfit');
    if (!half.ok) return half;
    // The same record with one more signature: it is joined to the one that is there.
    return net.ok ? deeds.keep([half.value, net.value]) : net;
  }

  /** An offer to oneself that waits for one's word. */
  private openOffer(id: RecordId) {
    const { view, account } = this.deeds;
    const net: VerifiedRecord | undefined = view.record(id);
    if (net?.type !== 'net') return null;
    const offered = offeredNet(view, net);
    const isOpen = offered !== null && !isAnswered(view, offered) && statusOf(view, offered.offer.id) === 'held';
    return isOpen && offered.to === account ? { net, offered } : null;
  }

  private offered(id: RecordId): OfferedNet | null {
    const net = this.deeds.view.record(id);
    return net?.type === 'net' ? offeredNet(this.deeds.view, net) : null;
  }
}

const statusOf = (view: Deeds['view'], id: RecordId) => lineOf(view, id)?.line.status ?? 'sent';

/** By either: agreed to, declined, or taken back. */
function isAnswered(view: Deeds['view'], { offer, answerId }: OfferedNet): boolean {
  const isSaid = (type: 'decline' | 'cancel') => view.about(offer.id, type).length > 0;
  return view.record(answerId) !== undefined || isSaid('decline') || isSaid('cancel');
}
