import type { AccountId } from '@shared/ids.ts';
import { LATEST_AT } from '../../event/hybridClock.ts';
import { idBytes } from '../../event/codec.ts';
import { deriveNonce } from '../derive.ts';
import { draftId } from '../envelope.ts';
import { type RecordId, type UnitId, accountOfHolder, holderOf } from '../ids.ts';
import type { BodyOf, Draft, RecordOf, VerifiedOf } from '../record.ts';
import type { LedgerView } from '../standing.ts';
import type { UnitView } from '../unitView.ts';

/** How long after the offer its answer can still be judged, ms: ten years, since a net does not end by time (WAL-81). */
const ANSWER_TERM = 3650 * 24 * 3_600_000;

/** Whether two units can be set off one against the other, minor unit by minor unit: promised as one currency or as none, with one number of decimals (WAL-84). */
export function isNettable(one: BodyOf<'unit'>, other: BodyOf<'unit'>): boolean {
  return one.decimals === other.decimals && one.currency === other.currency;
}

/** The half of a net that who offers it makes: what they have of the other's, back to its issuer. */
export function netOffer(
  claim: Pick<VerifiedOf<'unit'>, 'id' | 'body'>,
  given: { readonly from: AccountId; readonly amount: bigint; readonly until: number; readonly nonce: Uint8Array },
): Draft<'transfer'> {
  const { from, amount, until, nonce } = given;
  const [payer, issuer] = [holderOf(from), holderOf(claim.body.issuer)];
  const body = { unit: claim.id, from: payer, to: issuer, amount, until, mode: 'hold', why: 'net' } as const;
  return { type: 'transfer', nonce, body };
}

/**
 * The half that answers an offer, the same whoever derives it (WAL-84): the same amount of `debt`, back to who made the offer. So the offer can
 * name it before it exists, and one signature of each is enough.
 */
export function netAnswer(offer: Pick<RecordOf<'transfer'>, 'id' | 'body'>, debt: UnitId): Draft<'transfer'> {
  const { from, to, amount, until } = offer.body;
  return {
    type: 'transfer',
    nonce: deriveNonce('net', idBytes(offer.id)),
    body: {
      unit: debt,
      from: to,
      to: from,
      amount,
      until: Math.min(until + ANSWER_TERM, LATEST_AT),
      mode: 'hold',
      why: 'net',
      of: offer.id,
    },
  };
}

/** A net that was offered, with the half that answers it, which may not be signed yet. */
export interface OfferedNet {
  readonly offer: VerifiedOf<'transfer'>;
  readonly answer: Draft<'transfer'>;
  readonly answerId: RecordId;
  /** Who offered it. */
  readonly by: AccountId;
  /** Whom it was offered to. */
  readonly to: AccountId;
}

type View = LedgerView & { units(): Iterable<UnitView> };

/** What a net comes to, whether its answer is there or not; null for one its maker did not sign, or of halves that do not answer each other (WAL-84). */
export function offeredNet(view: View, net: Pick<VerifiedOf<'net'>, 'id' | 'body'>): OfferedNet | null {
  const record = view.record(net.id);
  for (const [index, id] of net.body.transfers.entries()) {
    const offer = view.find('transfer', id);
    const answerId = net.body.transfers[1 - index];
    if (offer === undefined || answerId === undefined || offer.body.why !== 'net') continue;
    const by = accountOfHolder(offer.body.from);
    const answer = answerWithId(view, offer, answerId);
    const isSigned = record !== undefined && view.people.isSignedFor(record, by, 'spend');
    if (answer !== null && isSigned) return { offer, answer, answerId, by, to: accountOfHolder(offer.body.to) };
  }
  return null;
}

function answerWithId(view: View, offer: VerifiedOf<'transfer'>, id: RecordId): Draft<'transfer'> | null {
  const claim = view.find('unit', offer.body.unit);
  const by = accountOfHolder(offer.body.from);
  for (const { unit } of view.units()) {
    if (claim === undefined || unit.body.issuer !== by || !isNettable(claim.body, unit.body)) continue;
    const answer = netAnswer(offer, unit.id);
    if (draftId(answer) === id) return answer;
  }
  return null;
}
