import type { AccountId } from '@shared/ids.ts';
import { joinBytes } from '../../codec/bytes.ts';
import { idBytes } from '../../event/codec.ts';
import { LATEST_AT } from '../../event/hybridClock.ts';
import { deriveNonce } from '../derive.ts';
import { accountOfHolder, holderOf } from '../ids.ts';
import { lapseAfter } from '../lapse.ts';
import { packetOf } from '../readings/packets.ts';
import type { BodyOf, Draft, VerifiedOf } from '../record.ts';
import { splitEqually } from '../split.ts';
import type { LedgerView } from '../standing.ts';
import { dealShares } from '../packetShares.ts';

type Money = Draft<'mint'> | Draft<'transfer'>;

/** How long after the end of its packet the money of a deal can be judged and taken, ms: a share that was dealt in the last minute is not to lapse with it. */
const PAYOUT_TERM = 7 * 24 * 3_600_000;

/** How a share becomes money: new units where the sender issues them, else a transfer from where the packet's money lies (WAL-90). */
function moneyOf(
  { body, id }: VerifiedOf<'packet'>,
  unit: VerifiedOf<'unit'>,
  share: {
    readonly to: AccountId;
    readonly amount: bigint;
    readonly nonce: Uint8Array;
    readonly of?: Money['body']['of'];
  },
): Money {
  const { nonce, amount } = share;
  const what = { unit: body.unit, to: holderOf(share.to), amount, why: 'packet' as const, of: share.of ?? id };
  if (accountOfHolder(body.from) === unit.body.issuer) {
    return { type: 'mint', nonce, body: { ...what, ...lapseAfter(unit, body.until) } };
  }
  const until = share.of === undefined ? body.until : Math.min(body.until + PAYOUT_TERM, LATEST_AT);
  return { type: 'transfer', nonce, body: { ...what, from: body.from, until, mode: 'now' } };
}

/** The shares of a packet for everyone, at once (WAL-90). */
export function sharesForEveryone(packet: VerifiedOf<'packet'>, unit: VerifiedOf<'unit'>): readonly Money[] {
  const { members, total, n } = packet.body;
  const shares = splitEqually(total, n);
  return members.map((to, place) => {
    const nonce = deriveNonce('packet-share', joinBytes(idBytes(packet.id), idBytes(to)));
    return moneyOf(packet, unit, { to, amount: shares[place] ?? 0n, nonce });
  });
}

/**
 * The next deal of a packet (WAL-91, WAL-92): to the first of these claims, in the order they came to the dealer, whose account has no share yet. Null
 * when there is none, or nothing left.
 */
export function nextDeal(
  view: LedgerView,
  packet: VerifiedOf<'packet'>,
  { seed, claims }: { readonly seed: Uint8Array; readonly claims: readonly VerifiedOf<'claim'>[] },
): Draft<'deal'> | null {
  const { deals, accounts, state } = packetOf(view, packet, null);
  if (state !== 'open' && state !== 'running') return null;
  const claim = claims.find(({ body }) => body.packet === packet.id && !accounts.has(body.who));
  if (claim === undefined) return null;
  const nonces = deals.flatMap((deal) => view.find('claim', deal.body.claim)?.nonce ?? []);
  const amount = dealShares(packet.body, seed, [...nonces, claim.nonce])[deals.length];
  if (amount === undefined) return null;
  const prev = deals.at(-1)?.id;
  const body: BodyOf<'deal'> = { packet: packet.id, k: deals.length, claim: claim.id, amount };
  return {
    type: 'deal',
    nonce: deriveNonce('deal-payout', joinBytes(idBytes(packet.id), idBytes(claim.id))),
    body: prev === undefined ? body : { ...body, prev },
  };
}

/** The money of a deal (WAL-92): one record, however often it is made. */
export function payoutOf(
  packet: VerifiedOf<'packet'>,
  { deal, claim, unit }: { deal: VerifiedOf<'deal'>; claim: VerifiedOf<'claim'>; unit: VerifiedOf<'unit'> },
): Money {
  const nonce = deriveNonce('deal-payout', idBytes(deal.id));
  return moneyOf(packet, unit, { to: claim.body.who, amount: deal.body.amount, nonce, of: deal.id });
}

/** The end of a packet (WAL-93): opens the seed, says what was dealt and what goes back. */
export function endOf(view: LedgerView, packet: VerifiedOf<'packet'>, seed: Uint8Array): Draft<'packet-end'> {
  const { dealt } = packetOf(view, packet, null);
  return {
    type: 'packet-end',
    nonce: deriveNonce('deal-payout', seed),
    body: { packet: packet.id, seed, dealt, back: packet.body.total - dealt },
  };
}
