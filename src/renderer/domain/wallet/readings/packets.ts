import type { AccountId } from '@shared/ids.ts';
import { equalBytes } from '../../codec/bytes.ts';
import { idBytes } from '../../event/codec.ts';
import { accountOfRoot } from '../../identity/account.ts';
import { grouped } from '../grouped.ts';
import { accountOfHolder, holderOf } from '../ids.ts';
import { dealShares, seedHashOf } from '../packetShares.ts';
import type { VerifiedOf } from '../record.ts';
import type { LedgerView } from '../standing.ts';

/** What is wrong with a packet's deals. Each is provable from the records. */
export type PacketFault =
  | 'two-at-one-place'
  | 'twice-to-one'
  | 'chain-broken'
  | 'too-much'
  | 'wrong-seed'
  | 'wrong-share'
  | 'wrong-sum';

/** A packet as it stands (WAL-94). */
export interface PacketState {
  readonly state: 'open' | 'running' | 'empty' | 'expired' | 'recalled' | 'checked' | 'wrong';
  /** In their order, as far as they follow each other. */
  readonly deals: readonly VerifiedOf<'deal'>[];
  /** Who has a share. */
  readonly accounts: ReadonlySet<AccountId>;
  readonly dealt: bigint;
  readonly faults: readonly PacketFault[];
}

/** Reads a packet. `now`, ms, only tells whether it has expired; null asks nothing about that. */
export function packetOf(view: LedgerView, packet: VerifiedOf<'packet'>, now: number | null): PacketState {
  const all = view.about(packet.id, 'deal').filter(({ body }) => body.packet === packet.id);
  const deals = inChain(all);
  const owners = deals.flatMap(({ body }) => view.find('claim', body.claim)?.body.who ?? []);
  const dealt = deals.reduce((sum, { body }) => sum + body.amount, 0n);
  const [end, ...otherEnds] = view.about(packet.id, 'packet-end');
  const faults = [
    ...chainFaults(all, deals),
    ...(new Set(owners).size < owners.length ? ['twice-to-one' as const] : []),
    ...(dealt > packet.body.total || deals.length > packet.body.n ? ['too-much' as const] : []),
    ...(end === undefined ? [] : endFaults(view, packet, { end, deals, dealt })),
    ...(otherEnds.length > 0 ? ['wrong-sum' as const] : []),
  ];
  const hasEnd = end !== undefined;
  const state = faults.length > 0 ? 'wrong' : hasEnd ? 'checked' : stateOf(view, packet, { dealt: deals.length, now });
  return { state, deals, accounts: new Set(owners), dealt, faults };
}

/**
 * Whether a transfer calls back what is left of a packet (WAL-95): out of its pot to its sender, by their root. The dealer gives back by its own key, and
 * only behind the end.
 */
export function isRecall({ body, signatures }: VerifiedOf<'transfer'>, packet: VerifiedOf<'packet'>): boolean {
  const { from } = packet.body;
  const account = accountOfHolder(from);
  const isBack = body.of === packet.id && body.from === from && body.to === holderOf(account) && from !== body.to;
  return isBack && signatures.some(({ key }) => accountOfRoot(idBytes(key)) === account);
}

function stateOf(
  view: LedgerView,
  packet: VerifiedOf<'packet'>,
  { dealt, now }: { readonly dealt: number; readonly now: number | null },
): PacketState['state'] {
  const { body } = packet;
  if (dealt >= body.n) return 'empty';
  if (view.about(packet.id, 'transfer').some((each) => isRecall(each, packet))) return 'recalled';
  if (now !== null && now > body.until) return 'expired';
  return dealt === 0 ? 'open' : 'running';
}

/** From place 0 on as long as each names the one before. */
function inChain(all: readonly VerifiedOf<'deal'>[]): readonly VerifiedOf<'deal'>[] {
  const deals: VerifiedOf<'deal'>[] = [];
  for (;;) {
    const prev = deals.at(-1)?.id;
    const next = all.find(({ body }) => body.k === deals.length && body.prev === prev);
    if (next === undefined) return deals;
    deals.push(next);
  }
}

function chainFaults(all: readonly VerifiedOf<'deal'>[], deals: readonly VerifiedOf<'deal'>[]): readonly PacketFault[] {
  const byPlace = grouped(all, ({ body }) => body.k);
  if ([...byPlace.values()].some((same) => same.length > 1)) return ['two-at-one-place'];
  const follower = byPlace.get(deals.length);
  return follower === undefined ? [] : ['chain-broken'];
}

interface Ending {
  readonly end: VerifiedOf<'packet-end'>;
  readonly deals: readonly VerifiedOf<'deal'>[];
  readonly dealt: bigint;
}

/** What the open seed tells. */
function endFaults(
  view: LedgerView,
  packet: VerifiedOf<'packet'>,
  { end, deals, dealt }: Ending,
): readonly PacketFault[] {
  const { seedHash, total } = packet.body;
  const { seed } = end.body;
  if (seedHash === undefined || !equalBytes(seedHashOf(seed), seedHash)) return ['wrong-seed'];
  const nonces = deals.flatMap(({ body }) => view.find('claim', body.claim)?.nonce ?? []);
  const shares = dealShares(packet.body, seed, nonces);
  const isRight = deals.every(({ body }, place) => body.amount === shares[place]);
  const isSum = end.body.dealt === dealt && end.body.back === total - dealt;
  return [...(isRight ? [] : ['wrong-share' as const]), ...(isSum ? [] : ['wrong-sum' as const])];
}
