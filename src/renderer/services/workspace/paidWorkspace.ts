/** What the screens may see and do about paid posts and subscriptions of channels. */
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import type { RecordId, UnitId } from '@domain/wallet/ids.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Outcome } from './workspaceErrors.ts';

/** Whom reading is paid to, and in what. The code stands until the unit itself is here. */
export interface PayTarget {
  readonly payee: AccountId;
  readonly unit: { readonly id: UnitId; readonly code: string; readonly decimals: number; readonly currency?: string };
}

/** What a channel costs. */
export interface ChannelTerms extends PayTarget {
  /** Null: only single posts are sold. In minor units. */
  readonly subscription: { readonly amount: bigint; readonly period: 'day' | 'week' | 'month' } | null;
}

/** What a channel is to cost from now on: it is paid to whoever says so. */
export interface ChannelTermsWish extends Pick<ChannelTerms, 'subscription'> {
  readonly unit: UnitId;
}

/** How a post is sold. */
export interface PostSale {
  readonly isForSubscribers: boolean;
  /** By itself; null: not by itself. In minor units. */
  readonly price: (PayTarget & { readonly amount: bigint }) | null;
}

/** What a person said yes to, as the wallet's window showed it: nothing else is signed. */
export interface AgreedPrice extends Pick<PayTarget, 'payee'> {
  readonly unit: UnitId;
  /** In minor units of the unit as the wallet has it. */
  readonly amount: bigint;
}

/** The same for a subscription. */
export interface AgreedSubscription extends AgreedPrice {
  readonly period: NonNullable<ChannelTerms['subscription']>['period'];
}

/** How a draft is to be sold. */
export interface DraftSale {
  readonly isForSubscribers: boolean;
  /** In minor units of what the channel is paid in; null: not by itself. */
  readonly amount: number | null;
}

/** Whether a paid post can be read here: `sealed`: it has to be paid for; `coming`: its bytes are on their way. */
export type PaidState = 'open' | 'sealed' | 'coming';

/** Something this person paid a channel for. */
export interface OwnDue {
  /** The payment, or of a subscription the mandate. */
  readonly record: RecordId;
  readonly post: EventId | null;
  readonly at: number;
  /** Whether an editor has the word of it. */
  readonly isReceived: boolean;
  /** Where its record is not here: until when another own device may be paying, ms (CHN-40). Null: this device began it, and has not signed it. */
  readonly elsewhereUntil: number | null;
}

/** Who can be paid for a channel, as far as this device knows. */
export interface ChannelSellers {
  /** Named as who is paid by those who publish there now: whoever else is named by a price is paid nothing (CHN-30). */
  readonly payees: ReadonlySet<AccountId>;
  /** Somebody who published there was taken away: subscriptions that pay whoever is not among `payees` are held (CHN-36). */
  readonly wereRemoved: boolean;
}

/** The acts of selling and buying, done by the engine. */
export interface PaidActs {
  /** Says what reading the channel costs, paid to oneself; null: nothing is sold from now on. */
  setChannelTerms(channel: SpaceId, terms: ChannelTermsWish | null): Outcome;
  /** Pays for one post, once. `channel-price-differs`: it is not what was agreed to any more, and nothing was paid. */
  buyPost(post: EventId, agreed: AgreedPrice): Outcome<{ readonly payment: RecordId }>;
  /** Lets this device pay each period what was agreed to. `channel-price-differs`: the channel does not cost that any more. */
  subscribeToChannel(channel: SpaceId, agreed: AgreedSubscription): Outcome<{ readonly mandate: RecordId }>;
  /** Opens a paid post where its key is here. */
  openPaidPost(post: EventId): Outcome<{ readonly state: PaidState }>;
}

/** What is seen of them. */
export interface PaidReads {
  /** Whether a post can be read here; what is not paid for is `sealed`. */
  paidState(post: EventId): LiveQuery<PaidState>;
  /** What the channel costs now; null: nothing. */
  terms(channel: SpaceId): LiveQuery<ChannelTerms | null>;
  /** Who can be paid for it. */
  sellers(channel: SpaceId): LiveQuery<ChannelSellers>;
  /** What this person paid it for, newest first. */
  ownDues(channel: SpaceId): LiveQuery<readonly OwnDue[]>;
}

/** Every name of {@link PaidActs}. */
export const paidActNames = [
  'setChannelTerms',
  'buyPost',
  'subscribeToChannel',
  'openPaidPost',
] as const satisfies readonly (keyof PaidActs)[];
