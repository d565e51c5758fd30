import { accountOfHolder } from '../ids.ts';
import type { VerifiedOf } from '../record.ts';
import { COUNTS, type LedgerView, type Standing, parentOf, signedFor, voided, waits } from '../standing.ts';

/** WAL-90: of a unit that is known, by a device of the sender that spends (or issues, where the units are new). */
export function packetStanding(packet: VerifiedOf<'packet'>, view: LedgerView): Standing {
  const unit = parentOf(view, 'unit', packet.body.unit);
  if (unit.record === null) return unit.standing;
  const account = accountOfHolder(packet.body.from);
  return signedFor(view, packet, { account, as: unit.record.body.issuer === account ? 'issue' : 'spend' });
}

/** WAL-91: by any device of who claims, who is among those who may. Of a packet for everyone it says that its share was opened. */
export function claimStanding(claim: VerifiedOf<'claim'>, view: LedgerView): Standing {
  const packet = parentOf(view, 'packet', claim.body.packet);
  if (packet.record === null) return packet.standing;
  const { members } = packet.record.body;
  if (members.length > 0 && !members.includes(claim.body.who)) return voided('nothing to claim');
  return signedFor(view, claim, { account: claim.body.who, as: 'any' });
}

/** WAL-92: by the dealer, about a claim on this packet. */
export function dealStanding(deal: VerifiedOf<'deal'>, view: LedgerView): Standing {
  const claim = parentOf(view, 'claim', deal.body.claim);
  if (claim.record === null) return claim.standing;
  if (claim.record.body.packet !== deal.body.packet) return voided('a claim on another packet');
  const packet = parentOf(view, 'packet', deal.body.packet);
  if (packet.record?.body.mode === 'everyone') return voided('a packet that is not dealt');
  return dealerStanding(deal, view);
}

/** WAL-92, WAL-93: by the device the packet names, which may deal for the sender. */
export function dealerStanding(record: VerifiedOf<'deal'> | VerifiedOf<'packet-end'>, view: LedgerView): Standing {
  const packet = parentOf(view, 'packet', record.body.packet);
  if (packet.record === null) return packet.standing;
  const { dealer, from } = packet.record.body;
  const account = accountOfHolder(from);
  if (!record.signatures.some(({ key }) => key === dealer)) return waits(`account:${account}`);
  return view.people.may(dealer, account, 'deal') ? COUNTS : waits(`account:${account}`);
}

/** WAL-100: a cut by the root, anything else by any device of the account. */
export function freezeStanding(freeze: VerifiedOf<'freeze'>, view: LedgerView): Standing {
  const { account, cut } = freeze.body;
  return signedFor(view, freeze, { account, as: cut === undefined ? 'any' : 'root' });
}

/** WAL-101: by the root. */
export function thawStanding(thaw: VerifiedOf<'thaw'>, view: LedgerView): Standing {
  return signedFor(view, thaw, { account: thaw.body.account, as: 'root' });
}
