import type { AccountId } from '@shared/ids.ts';
import type { UnitId } from '../ids.ts';
import type { VerifiedOf, VerifiedRecord } from '../record.ts';
import { type LedgerView, isSignedLive } from '../standing.ts';

type Agreement = VerifiedOf<'agree'>;

/** The agreement both signed last about what one has of the other (WAL-82), or null. */
export function currentAgreement(view: LedgerView, agreements: Iterable<Agreement>): Agreement | null {
  return lastOf([...agreements].filter((agreement) => isAgreed(view, agreement)));
}

/** Whether both have signed it by keys that are not frozen (WAL-82, WAL-100). */
export function isAgreed(view: LedgerView, agreement: Agreement): boolean {
  const { a, b } = agreement.body;
  return [a, b].every((account) => isSignedLive(view, agreement, { account, as: 'any' }));
}

/** What an agreement is about: what `holder` has of the unit of `issuer`. */
export interface AgreementSides {
  readonly issuer: AccountId;
  readonly holder: AccountId;
}

/** Whose promise it is about, and who has it; null where it is the promise of neither. */
export function sidesOf(view: Pick<LedgerView, 'find'>, { body }: Pick<Agreement, 'body'>): AgreementSides | null {
  const issuer = view.find('unit', body.unit)?.body.issuer;
  if (issuer === body.a) return { issuer, holder: body.b };
  return issuer === body.b ? { issuer, holder: body.a } : null;
}

/** Of several the one of the highest `seq`; of equal ones that of the greater id, so that two who propose at once look at the same (WAL-82). */
export function lastOf(agreements: readonly Agreement[]): Agreement | null {
  let last: Agreement | null = null;
  for (const agreement of agreements) {
    const { seq } = agreement.body;
    const isLater = last === null || seq > last.body.seq || (seq === last.body.seq && agreement.id > last.id);
    if (isLater) last = agreement;
  }
  return last;
}

/** What was proposed between the two of an agreement about its unit, in any state. */
export function agreementsBetween(
  view: LedgerView & { records(): Iterable<VerifiedRecord> },
  between: { readonly unit: UnitId; readonly a: AccountId; readonly b: AccountId },
): readonly Agreement[] {
  const pair = [between.a, between.b];
  const found: Agreement[] = [];
  for (const { id, type } of view.records()) {
    const agreement = type === 'agree' ? view.find('agree', id) : undefined;
    if (agreement?.body.unit !== between.unit) continue;
    if (pair.includes(agreement.body.a) && pair.includes(agreement.body.b)) found.push(agreement);
  }
  return found;
}

/**
 * How far an agreement is (WAL-85): `proposed`: one signed, and it waits for the other; `agreed`: both did; `declined`: either said no first; `replaced`:
 * another was proposed or agreed on since.
 */
export type AgreementStage = 'proposed' | 'agreed' | 'declined' | 'replaced';

/** See {@link AgreementStage}. `others`: all between the two about the unit, see {@link agreementsBetween}. */
export function stageOfAgreement(view: LedgerView, agreement: Agreement, others: readonly Agreement[]): AgreementStage {
  if (isAgreed(view, agreement)) return 'agreed';
  const isOpen = ({ id }: Agreement) => view.about(id, 'decline').length === 0;
  if (!isOpen(agreement)) return 'declined';
  const standing = others.filter((each) => isAgreed(view, each) || isOpen(each));
  return lastOf(standing)?.id === agreement.id ? 'proposed' : 'replaced';
}
