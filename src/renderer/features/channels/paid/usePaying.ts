import { useMemo } from 'react';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { knownUnit } from '@services/wallet/knownUnit.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ChannelSellers, ChannelTerms, OwnDue, PaidState, PayTarget } from '@services/workspace/paidWorkspace.ts';
import type { Mandate } from '@services/workspace/walletTrade.ts';
import type { Holding, IssuedUnit, Payment } from '@services/workspace/walletWorkspace.ts';
import { useQuery, useQueryValue } from '@ui/hooks/useQuery.ts';
import { useChannels } from '../useChannels.ts';

const NO_DUES: readonly OwnDue[] = [];
const NO_HOLDINGS: readonly Holding[] = [];
const NO_ISSUED: readonly IssuedUnit[] = [];
const NO_MANDATES: readonly Mandate[] = [];

/** Who is paid, as one knows them oneself. */
export interface KnownPayee {
  readonly name: string;
  readonly isSelf: boolean;
  /** Only contacts can be paid: with others no records are exchanged. */
  readonly isContact: boolean;
}

/** What a channel costs; undefined while that is not known. */
export function useTerms(channel: SpaceId): ChannelTerms | null | undefined {
  const channels = useChannels();
  const query = useQuery(useMemo(() => channels.terms(channel), [channels, channel]));
  return query.status === 'ready' ? query.value : undefined;
}

/** Prices as text, in the unit as one's own wallet has it: what a channel calls it is only its word, and stands where one has none (CHN-30). */
export function usePriceText(): (amount: bigint, unit: PayTarget['unit']) => string {
  const money = useMoney();
  const { wallet } = useWorkspace();
  const holdings = useQueryValue(
    useMemo(() => wallet.holdings(), [wallet]),
    NO_HOLDINGS,
  );
  const issued = useQueryValue(
    useMemo(() => wallet.issuedUnits(), [wallet]),
    NO_ISSUED,
  );
  return (amount, unit) => money.text(amount, knownUnit(unit, [...holdings, ...issued]));
}

/** Who can be paid for a channel; undefined while that is not known. */
export function useSellers(channel: SpaceId): ChannelSellers | undefined {
  const channels = useChannels();
  const query = useQuery(useMemo(() => channels.sellers(channel), [channels, channel]));
  return query.status === 'ready' ? query.value : undefined;
}

/** Follows who is paid; null while that is not known. */
export function usePayee(account: AccountId | null): KnownPayee | null {
  const { wallet } = useWorkspace();
  const people = useQuery(useMemo(() => wallet.people(), [wallet]));
  if (account === null || people.status !== 'ready') return null;
  const person = people.value.get(account);
  return {
    name: person?.name ?? '',
    isSelf: person?.standing === 'self',
    isContact: person?.standing === 'contact',
  };
}

/** What this person paid a channel for. */
function useOwnDues(channel: SpaceId): readonly OwnDue[] {
  const channels = useChannels();
  return useQueryValue(
    useMemo(() => channels.ownDues(channel), [channels, channel]),
    NO_DUES,
  );
}

/** The payment for one post, with whether an editor knows of it; null where none was made. */
export function usePostPayment(channel: SpaceId, post: EventId): { payment: Payment; due: OwnDue } | null {
  const { wallet } = useWorkspace();
  const due = useOwnDues(channel).find((each) => each.post === post);
  const id = due?.record ?? null;
  const payment = useQuery(useMemo(() => (id === null ? null : wallet.payment(id)), [wallet, id]) ?? NONE);
  if (due === undefined || payment.status !== 'ready' || payment.value === null) return null;
  return { payment: payment.value, due };
}

const NONE = {
  subscribe: (listener: (state: { readonly status: 'ready'; readonly value: null }) => void) => {
    listener({ status: 'ready', value: null });
    return () => undefined;
  },
};

/** Whether a payment for a post was agreed to and leaves later by the person's own rule. */
export function usePostWaits(channel: SpaceId, post: EventId): boolean {
  const { wallet } = useWorkspace();
  const dues = useOwnDues(channel).filter((each) => each.post === post);
  const safety = useQuery(useMemo(() => wallet.paymentSafety(), [wallet]));
  if (safety.status !== 'ready') return false;
  return safety.value.waiting.some(({ id, isDropped }) => !isDropped && dues.some(({ record }) => record === id));
}

/** A subscription that runs or waits. */
export interface OwnSubscription {
  readonly mandate: Mandate;
  /** Whom it pays was taken away from the channel: nothing is paid, as nobody could give what it is for (CHN-36). */
  readonly isHeld: boolean;
}

/** This person's subscription to a channel, the one that is paid first; null where there is none. */
export function useSubscription(channel: SpaceId): OwnSubscription | null {
  const { wallet } = useWorkspace();
  const dues = useOwnDues(channel);
  const sellers = useSellers(channel);
  const mandates = useQueryValue(
    useMemo(() => wallet.mandates(), [wallet]),
    NO_MANDATES,
  );
  const own = mandates.filter(
    ({ own: isOwn, id, stage }) =>
      isOwn && (stage === 'running' || stage === 'short') && dues.some(({ record }) => record === id),
  );
  const isHeld = ({ payee }: Mandate) => sellers?.wereRemoved === true && !sellers.payees.has(payee);
  const paid = own.find((mandate) => !isHeld(mandate));
  const shown = paid ?? own[0];
  return shown === undefined ? null : { mandate: shown, isHeld: paid === undefined };
}

/** Whether a paid post can be read; undefined while that is not known. */
export function usePaidState(post: EventId): PaidState | undefined {
  const channels = useChannels();
  const query = useQuery(useMemo(() => channels.paidState(post), [channels, post]));
  return query.status === 'ready' ? query.value : undefined;
}
