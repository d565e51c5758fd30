/** Mandates for mini programs: what a program may take without asking (WSV-173). */
import type { AccountId } from '@shared/ids.ts';
import { holderOf } from '@domain/wallet/ids.ts';
import { isRevoked, periodAt } from '@domain/wallet/readings/mandates.ts';
import type { VerifiedOf, VerifiedRecord } from '@domain/wallet/record.ts';
import { type LedgerView, isSignedLive } from '@domain/wallet/standing.ts';

type Books = LedgerView & { readonly records: () => Iterable<VerifiedRecord> };

/** Who lets whom take what: the instance of a program, on behalf of one payee. */
export interface Allowed {
  readonly payer: AccountId;
  readonly payee: AccountId;
  readonly program: string;
}

/** What runs now of the mandates for one program, out of the payer's own account and no pot. */
export function allowancesFor(
  view: Books,
  { payer, payee, program }: Allowed,
  now: number,
): readonly VerifiedOf<'mandate'>[] {
  const found: VerifiedOf<'mandate'>[] = [];
  for (const { type, id } of view.records()) {
    const mandate = type === 'mandate' ? view.find('mandate', id) : undefined;
    if (mandate === undefined || !isFor(mandate, { payer, payee, program })) continue;
    if (isRevoked(view, id) || periodAt(mandate.body, now) === null) continue;
    if (isSignedLive(view, mandate, { account: payer, as: 'spend' })) found.push(mandate);
  }
  return found;
}

function isFor({ body }: VerifiedOf<'mandate'>, { payer, payee, program }: Allowed): boolean {
  const isBetween = body.payer === holderOf(payer) && body.payee === holderOf(payee);
  return isBetween && body.scope.kind === 'program' && body.scope.id === program;
}
