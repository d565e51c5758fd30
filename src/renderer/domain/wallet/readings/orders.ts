import { type RecordId, accountOfHolder } from '../ids.ts';
import type { VerifiedOf } from '../record.ts';
import type { LedgerView } from '../standing.ts';
import type { TransferLine } from '../unitView.ts';
import { refundsOf } from './refunds.ts';

/** How far an order has come (WAL-53). */
export type OrderStage =
  | 'asked'
  | 'paying'
  | 'paid'
  | 'ready'
  | 'shipped'
  | 'handed'
  | 'received'
  | 'cancelled'
  | 'expired';

/** An order: a request and what came of it. */
export interface Order {
  readonly request: VerifiedOf<'request'>;
  readonly stage: OrderStage;
  /** Transfers and mints that name it. */
  readonly payments: readonly RecordId[];
  readonly refunded: 'none' | 'part' | 'all';
  readonly isDisputed: boolean;
  /** Whose word called it off; null unless that is its stage. */
  readonly cancelledBy: 'payee' | 'payer' | null;
}

const STEPS = ['ready', 'shipped', 'handed', 'received'] as const;

/** Reads an order (WAL-51 to WAL-53); null for a request that is not known. `now`, ms, only tells whether it has expired. */
export function orderOf(view: LedgerView, id: RecordId, now: number): Order | null {
  const request = view.find('request', id);
  if (request === undefined) return null;
  const lines = linesOf(view, request);
  const mints = view.about(id, 'mint').map((mint) => mint.id);
  const stage = stageOf(view, request, { lines, now });
  return {
    request,
    stage,
    cancelledBy: stage === 'cancelled' ? cancelledBy(view, request) : null,
    payments: [...lines.map(({ transfer }) => transfer.id), ...mints],
    refunded: refundedOf(view, lines),
    isDisputed: lines.some((line) => isDisputed(view, line)),
  };
}

/** Transfers to the payee that name the request. */
function linesOf(view: LedgerView, { id, body }: VerifiedOf<'request'>): readonly TransferLine[] {
  return view.about(id, 'transfer').flatMap((transfer) => {
    const isPayment = transfer.body.req === id && transfer.body.to === body.payee;
    return (isPayment ? view.unit(transfer.body.unit)?.transfer(transfer.id) : undefined) ?? [];
  });
}

interface Progress {
  readonly lines: readonly TransferLine[];
  readonly now: number;
}

function stageOf(view: LedgerView, request: VerifiedOf<'request'>, { lines, now }: Progress): OrderStage {
  const isPaid = view.about(request.id, 'receipt').some(({ body }) => body.req === request.id);
  const steps = view.about(request.id, 'step');
  const payers = new Set([
    ...lines.map(({ transfer }) => accountOfHolder(transfer.body.from)),
    // Who pays with their own promise pays by new units.
    ...view.about(request.id, 'mint').flatMap(({ body }) => view.find('unit', body.unit)?.body.issuer ?? []),
  ]);
  const seller = accountOfHolder(request.body.payee);
  const isBy = (step: VerifiedOf<'step'>, accounts: Iterable<typeof seller>) =>
    [...accounts].some((account) => view.people.isSignedFor(step, account, 'any'));
  if (isPaid) {
    const given = steps.filter((step) => isBy(step, step.body.state === 'received' ? payers : [seller]));
    return STEPS.findLast((state) => given.some(({ body }) => body.state === state)) ?? 'paid';
  }
  const asked = request.body.payer === undefined ? [] : [request.body.payer];
  const isCancelled = steps.some(
    (step) => step.body.state === 'cancelled' && isBy(step, [seller, ...payers, ...asked]),
  );
  if (isCancelled) return 'cancelled';
  const isPaying = lines.some(({ status }) => status !== 'refused' && status !== 'returned');
  if (isPaying) return 'paying';
  return now > request.body.until ? 'expired' : 'asked';
}

/** Where both called it off, who asked: nobody is said to have refused what was not asked any more. */
function cancelledBy(view: LedgerView, { id, body }: VerifiedOf<'request'>): 'payee' | 'payer' {
  const seller = accountOfHolder(body.payee);
  const steps = view.about(id, 'step').filter((step) => step.body.state === 'cancelled');
  return steps.some((step) => view.people.isSignedFor(step, seller, 'any')) ? 'payee' : 'payer';
}

function refundedOf(view: LedgerView, lines: readonly TransferLine[]): Order['refunded'] {
  const cleared = lines
    .filter(({ status }) => status === 'cleared')
    .map(({ transfer }) => refundsOf(view, transfer.id));
  const paid = cleared.reduce((sum, each) => sum + each.paid, 0n);
  const refunded = cleared.reduce((sum, each) => sum + each.refunded, 0n);
  if (refunded === 0n) return 'none';
  return refunded >= paid ? 'all' : 'part';
}

function isDisputed(view: LedgerView, { transfer }: TransferLine): boolean {
  const disputes = view.about(transfer.id, 'dispute').filter(({ body }) => body.ref === transfer.id);
  return disputes.some(({ id }) => view.about(id, 'ruling').length === 0);
}
