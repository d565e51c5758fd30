import { useMemo } from 'react';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { useMoney } from '@i18n/useMoney.ts';
import { knownUnit } from '@services/wallet/knownUnit.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ChannelSellers, ChannelTerms, OwnDue, PaidState, PayTarget } from '@services/workspace/paidWorkspace.ts';
import type { Mandate } from '@services/workspace/walletTrade.ts';
import type { Holding, IssuedUnit, Payment } from '@services/workspace/walletWorkspace.ts';
import { useNow } from '@ui/hooks/useNow.ts';
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

/** A payment for a post, with whether an editor knows of it. */
export interface PostPayment {
  readonly payment: Payment;
  readonly due: OwnDue;
}

/** Whether another own device may be paying, of whose payment nothing is here: `over`: it was to, and it would not be taken any more. */
type Elsewhere = 'holds' | 'over' | null;

/** How it stands with paying for one post. */
export interface PostStanding {
  /** The payment that stands; else one that paid nothing; null where none was made. */
  readonly paid: PostPayment | null;
  readonly elsewhere: Elsewhere;
}

/** Follows how it stands with paying for a post, by the newest three times one tried to. */
export function usePostStanding(channel: SpaceId, post: EventId): PostStanding {
  const now = useNow();
  const dues = useOwnDues(channel).filter((each) => each.post === post);
  const found = [usePayment(dues[0]), usePayment(dues[1]), usePayment(dues[2])];
  const paid = found.filter((each) => each !== undefined && each !== null);
  const stands = paid.find((each) => !wasNotTaken(each));
  if (stands !== undefined) return { paid: stands, elsewhere: null };
  const missing = dues.filter((_due, place) => found[place] === null);
  return { paid: paid[0] ?? null, elsewhere: elsewhereAmong(missing, now) };
}

/** Such a payment paid nothing: the post can be bought as before. */
export function wasNotTaken({ payment: { situation } }: Pick<PostPayment, 'payment'>): boolean {
  return situation.word === 'refused' || situation.word === 'returned';
}

/** Undefined while it is not known; null where the wallet has none. */
function usePayment(due: OwnDue | undefined): PostPayment | null | undefined {
  const { wallet } = useWorkspace();
  const id = due?.record ?? null;
  const payment = useQuery(useMemo(() => (id === null ? null : wallet.payment(id)), [wallet, id]) ?? NONE);
  if (due === undefined || payment.status !== 'ready') return undefined;
  return payment.value === null ? null : { payment: payment.value, due };
}

/** Of what is not here. */
function elsewhereAmong(missing: readonly OwnDue[], now: number): Elsewhere {
  const untils = missing.flatMap(({ elsewhereUntil }) => (elsewhereUntil === null ? [] : [elsewhereUntil]));
  if (untils.length === 0) return null;
  return untils.some((until) => now < until) ? 'holds' : 'over';
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
  /** Others that are paid beside it: own devices began them apart from each other (CHN-40). */
  readonly others: readonly Mandate[];
}

/** Whether another own device is beginning a subscription of which nothing else is here. */
export function useSubscribingElsewhere(channel: SpaceId): Elsewhere {
  const now = useNow();
  const { wallet } = useWorkspace();
  const dues = useOwnDues(channel);
  const mandates = useQuery(useMemo(() => wallet.mandates(), [wallet]));
  if (mandates.status !== 'ready') return null;
  const known = new Set(mandates.value.map(({ id }) => id));
  return elsewhereAmong(
    dues.filter(({ post, record }) => post === null && !known.has(record)),
    now,
  );
}

/** This person's subscription to a channel, on whichever device it was begun, the one that is paid first; null where there is none. */
export function useSubscription(channel: SpaceId): OwnSubscription | null {
  const { wallet } = useWorkspace();
  const sellers = useSellers(channel);
  const mandates = useQueryValue(
    useMemo(() => wallet.mandates(), [wallet]),
    NO_MANDATES,
  );
  const own = mandates.filter(
    ({ own: isOwn, scope, stage }) =>
      isOwn && (stage === 'running' || stage === 'short') && scope.kind === 'channel' && scope.id === channel,
  );
  const isHeld = ({ payee }: Mandate) => sellers?.wereRemoved === true && !sellers.payees.has(payee);
  const paid = own.find((mandate) => !isHeld(mandate));
  const shown = paid ?? own[0];
  if (shown === undefined) return null;
  const others = own.filter((mandate) => mandate !== shown && !isHeld(mandate));
  return { mandate: shown, isHeld: paid === undefined, others };
}

/** Whether a paid post can be read; undefined while that is not known. */
export function usePaidState(post: EventId): PaidState | undefined {
  const channels = useChannels();
  const query = useQuery(useMemo(() => channels.paidState(post), [channels, post]));
  return query.status === 'ready' ? query.value : undefined;
}
