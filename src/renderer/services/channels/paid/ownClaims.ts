import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, EventId } from '@shared/ids.ts';
import type { Charter } from '@domain/channel/charter.ts';
import type { GivenPlace } from '@domain/channel/claim.ts';
import type { ClaimRecord } from '@domain/channel/paidRecords.ts';
import { type RecordId, type UnitId, holderOf } from '@domain/wallet/ids.ts';
import { lineOf } from '@domain/wallet/readings/lineOf.ts';
import { isRevoked, periodAt } from '@domain/wallet/readings/mandates.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import type { LedgerView } from '@domain/wallet/standing.ts';
import type { Dues } from '../../wallet/trade/dues.ts';
import type { AgreementKey } from '../channelKeys.ts';
import { paidDays } from './paidDays.ts';
import { byStart } from './twice.ts';

/** A claim with the wallet's record it rests on. */
export interface OwnClaim extends ClaimRecord {
  readonly record: RecordId;
}

/** A key that is to come. */
export interface Awaited {
  readonly place: GivenPlace;
  /** What it is sealed to. */
  readonly own: AgreementKey;
}

/** A payment for a post that was not refused, or that has not left yet. */
export function liveClaim(
  claims: readonly OwnClaim[],
  {
    view,
    post,
    waiting,
  }: { readonly view: LedgerView; readonly post: EventId; readonly waiting: ReadonlySet<RecordId> },
): RecordId | null {
  const live = claims.find((claim) => {
    if (claim.post !== post) return false;
    if (waiting.has(claim.record)) return true;
    const status = lineOf(view, claim.record)?.line.status;
    return status !== undefined && status !== 'refused' && status !== 'returned';
  });
  return live?.record ?? null;
}

/** What is given for a claim, as far as it is paid. */
export function placesOf(
  { post, record }: OwnClaim,
  { view, charter }: { readonly view: LedgerView; readonly charter: Charter | null },
): readonly GivenPlace[] {
  if (post !== null) return [{ post }];
  const mandate = view.find('mandate', record);
  if (mandate === undefined || charter === null) return [];
  const inboxes = new Map(charter.statements.map(({ content: { inbox } }) => [toBase64url(inbox), inbox]));
  return paidDays(view, mandate).flatMap(({ first, last }) =>
    [...inboxes.values()].map((inbox) => ({ inbox, first, last })),
  );
}

/** Of subscriptions that own devices began apart from each other the first goes on, and the others end (CHN-39). */
export async function stopTwice(dues: Pick<Dues, 'view' | 'stop'>, claims: readonly OwnClaim[]): Promise<void> {
  const running = new Map<string, { readonly mandate: VerifiedOf<'mandate'> }[]>();
  for (const { post, record } of claims) {
    const mandate = post === null ? dues.view.find('mandate', record) : undefined;
    if (mandate === undefined || isRevoked(dues.view, record)) continue;
    const { scope, payee, unit } = mandate.body;
    const key = `${scope.id} ${payee} ${unit}`;
    running.set(key, [...(running.get(key) ?? []), { mandate }]);
  }
  for (const mandates of running.values()) {
    const [, ...others] = mandates.toSorted(byStart);
    for (const { mandate } of others) await dues.stop(mandate.id);
  }
}

/** Whom something is paid to, and in what. */
interface Target {
  readonly to: AccountId;
  readonly unit: UnitId;
}

/** Whether a subscription is paid so. */
export function isFor({ body }: VerifiedOf<'mandate'>, { to, unit }: Target): boolean {
  return body.payee === holderOf(to) && body.unit === unit;
}

/** The subscription among claims that runs and is paid so. */
export function runningMandate(
  claims: readonly OwnClaim[],
  { view, now, ...target }: Target & { readonly view: LedgerView; readonly now: number },
): RecordId | null {
  const running = claims.find(({ post, record }) => {
    const mandate = post === null ? view.find('mandate', record) : undefined;
    if (mandate === undefined || isRevoked(view, record)) return false;
    return isFor(mandate, target) && periodAt(mandate.body, now) !== null;
  });
  return running?.record ?? null;
}
