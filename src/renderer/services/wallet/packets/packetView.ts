import type { AccountId, DeviceId } from '@shared/ids.ts';
import { type RecordId, accountOfHolder } from '@domain/wallet/ids.ts';
import { type PacketState, packetOf } from '@domain/wallet/readings/packets.ts';
import type { VerifiedOf } from '@domain/wallet/record.ts';
import { splitEqually } from '@domain/wallet/split.ts';
import type { LedgerView } from '@domain/wallet/standing.ts';
import type { OwnShare, Packet, PacketShare, PacketStage } from '../../workspace/walletPackets.ts';
import { unitView } from '../paymentView.ts';
import { isGone } from '../trade/leftPots.ts';
import { fundingOf, isFromPot, payoutFor, shareForEveryone } from './packetMoney.ts';

/** Who looks at a packet. */
export interface PacketViewer {
  readonly account: AccountId;
  readonly device: DeviceId;
}

/** A packet as screens see it (WSV-95); null for one that is not known. */
export function packetView(view: LedgerView, viewer: PacketViewer, id: RecordId): Packet | null {
  const packet = view.find('packet', id);
  const unit = packet === undefined ? undefined : view.find('unit', packet.body.unit);
  if (packet === undefined || unit === undefined) return null;
  const { mode, total, n: count, members, until, dealer } = packet.body;
  const from = accountOfHolder(packet.body.from);
  // Whether it is over by the clock is for who shows it: nothing is told here when a minute passes.
  const state = packetOf(view, packet, null);
  const read: Reading = { view, packet, state, viewer };
  const end = view.about(id, 'packet-end')[0];
  return {
    ...{ id, unit: unitView(unit), from, mode, total, count, members, until },
    ...{ isOwn: from === viewer.account, isDealer: dealer === viewer.device && mode !== 'everyone' },
    isDealerGone: from === viewer.account && isLeft(view, packet),
    ...{ stage: stageOf(read), faults: state.faults, hasEnded: end !== undefined || state.state === 'recalled' },
    ...{ shares: sharesOf(read), dealt: mode === 'everyone' ? total : state.dealt, back: end?.body.back ?? null },
    ...{ mine: ownShare(read), funding: fundingOf(view, packet) },
  };
}

/** Whether its money lies where its dealer alone could hand it out, which is gone. */
function isLeft(view: LedgerView, packet: VerifiedOf<'packet'>): boolean {
  const { from, dealer } = packet.body;
  return isFromPot(packet) && isGone(view, accountOfHolder(from), dealer);
}

interface Reading {
  readonly view: LedgerView;
  readonly packet: VerifiedOf<'packet'>;
  readonly state: PacketState;
  readonly viewer: PacketViewer;
}

/** Without a time nothing expires. */
function stageOf({ packet, state }: Reading): PacketStage {
  if (packet.body.mode === 'everyone') return 'shared';
  return state.state === 'expired' ? 'running' : state.state;
}

function sharesOf({ view, packet, state }: Reading): readonly PacketShare[] {
  const { mode, members, total, n } = packet.body;
  if (mode === 'everyone') {
    const amounts = splitEqually(total, n);
    const openers = new Set(view.about(packet.id, 'claim').map(({ body }) => body.who));
    return members.map((account, place) => {
      return { account, amount: amounts[place] ?? 0n, isLuckiest: false, isOpened: openers.has(account) };
    });
  }
  const isAllOut = state.deals.length === n;
  const best = state.deals.reduce((most, { body }) => (body.amount > most ? body.amount : most), 0n);
  const luckiest = state.deals.find(({ body }) => body.amount === best);
  return state.deals.flatMap((deal) => {
    const claim = view.find('claim', deal.body.claim);
    const isLuckiest = mode === 'lucky' && n > 1 && isAllOut && deal === luckiest;
    return claim === undefined
      ? []
      : [{ account: claim.body.who, amount: deal.body.amount, isLuckiest, isOpened: true }];
  });
}

const NO_SHARE: OwnShare = { stage: 'none', amount: null, payment: null };

function ownShare(read: Reading): OwnShare {
  const { packet, viewer } = read;
  const { members, mode, from } = packet.body;
  const isFor = members.length === 0 || members.includes(viewer.account);
  if (!isFor || accountOfHolder(from) === viewer.account) return NO_SHARE;
  return mode === 'everyone' ? equalShare(read) : dealtShare(read);
}

/** A promise is one's own as soon as it is here; a transfer once one took it. */
function equalShare({ view, packet, viewer }: Reading): OwnShare {
  const share = shareForEveryone(view, packet, viewer.account);
  if (share === undefined) return { stage: 'noted', amount: null, payment: null };
  const status = share.type === 'mint' ? null : view.unit(share.body.unit)?.transfer(share.id)?.status;
  if (status === 'refused' || status === 'returned') return { ...NO_SHARE, payment: share.id };
  const isTaken = status === null || status === 'cleared' || view.about(share.id, 'deposit').length > 0;
  return { stage: isTaken ? 'dealt' : 'open', amount: share.body.amount, payment: share.id };
}

function dealtShare({ view, packet, state, viewer }: Reading): OwnShare {
  const deal = state.deals.find(({ body }) => view.find('claim', body.claim)?.body.who === viewer.account);
  if (deal !== undefined) {
    const payment = payoutFor(view, packet, { deal, to: viewer.account })?.id ?? null;
    return { stage: 'dealt', amount: deal.body.amount, payment };
  }
  const isOver = state.state !== 'open' && state.state !== 'running';
  if (isOver) return NO_SHARE;
  const isNoted = view.about(packet.id, 'claim').some(({ body }) => body.who === viewer.account);
  return { stage: isNoted ? 'noted' : 'open', amount: null, payment: null };
}
