/** Stamp cards: a shop gives stamps to addresses; so many of them make a reward, which the shop hands out. */
import { type Readers, oneOf, readBy, whole } from '../../shared/fields.ts';
import type { Act, Rules } from '../../shared/log.ts';
import { asAddress, asInteger, asLine } from '../../shared/reading.ts';
import { type Shops, atShop, keyOf, readAtShop, readTo, withShop } from '../../shared/shopRules.ts';

/** One act. Those that name no shop are the shop's own, and count for the shop of their author only. */
export type Op =
  | {
      readonly t: 'card';
      readonly name: string;
      readonly reward: string;
      readonly every: number;
      readonly sign: string;
    }
  | { readonly t: 'join'; readonly shop: string }
  | { readonly t: 'leave'; readonly shop: string }
  | { readonly t: 'ask'; readonly shop: string; readonly id: string }
  | { readonly t: 'claim'; readonly shop: string; readonly id: string }
  | { readonly t: 'stamp'; readonly id: string; readonly to: string }
  | { readonly t: 'reward'; readonly id: string; readonly to: string }
  | { readonly t: 'refuse'; readonly id: string; readonly to: string }
  | { readonly t: 'void'; readonly id: string; readonly to: string };

/** Something a customer waits for: a stamp, or a reward. */
export interface Wish {
  readonly id: string;
  readonly kind: 'ask' | 'claim';
  readonly at: number;
}

/** A customer's card at one shop. */
export interface Card {
  readonly isMember: boolean;
  /** Stamps by their names, with when they were given. */
  readonly stamps: ReadonlyMap<string, number>;
  /** Rewards handed out, likewise. */
  readonly rewards: ReadonlyMap<string, number>;
  /** Wishes the shop has not answered. */
  readonly wishes: readonly Wish[];
}

/** A shop with the cards it gave out. */
export interface Shop {
  readonly name: string;
  readonly reward: string;
  /** So many stamps make a reward. */
  readonly every: number;
  /** The emoji on its stamps. */
  readonly sign: string;
  /** By address. */
  readonly cards: ReadonlyMap<string, Card>;
  /** Names of wishes and stamps that were answered or taken back. */
  readonly settled: ReadonlySet<string>;
}

/** Shops by their keepers' addresses. */
export type State = Shops<Shop>;

/** The fewest and the most stamps a card can ask for. */
export const EVERY = { least: 2, most: 20 } as const;
/** Signs to choose from. */
export const SIGNS = ['☕', '🥐', '🍕', '🍦', '🥙', '🍜', '💇', '🚲', '📚', '🌿', '⭐', '❤️'] as const;
/** No card yet. */
export const NO_CARD: Card = { isMember: false, stamps: new Map(), rewards: new Map(), wishes: [] };
const MOST_WISHES = 20;

const readers: Readers<Op> = {
  card: (get) =>
    whole({
      t: 'card',
      name: asLine(get('name'), 60),
      reward: asLine(get('reward'), 60),
      every: asInteger(get('every'), EVERY.least, EVERY.most),
      sign: oneOf(SIGNS, get('sign')),
    }),
  join: (get) => whole({ t: 'join', shop: asAddress(get('shop')) }),
  leave: (get) => whole({ t: 'leave', shop: asAddress(get('shop')) }),
  ask: (get) => readAtShop('ask', get),
  claim: (get) => readAtShop('claim', get),
  stamp: (get) => readTo('stamp', get),
  reward: (get) => readTo('reward', get),
  refuse: (get) => readTo('refuse', get),
  void: (get) => readTo('void', get),
};

function apply(state: State, act: Act<Op>): State {
  const { op, author } = act;
  if (op.t === 'card') return withShop(state, author, withTerms(state.shops.get(author), op));
  return atShop(state, act, (shop) => withAct(shop, act));
}

function withAct(shop: Shop, act: Act<Op>): Shop {
  const { op, author } = act;
  const owner = 'to' in op ? op.to : author;
  const card = shop.cards.get(owner) ?? NO_CARD;
  const next = 'to' in op ? answered(shop, card, act) : wished(shop, card, act);
  if (next === card) return shop;
  const settled = 'to' in op ? new Set(shop.settled).add(keyOf(owner, op.id)) : shop.settled;
  return { ...shop, settled, cards: new Map(shop.cards).set(owner, next) };
}

/** How many stamps make a reward stays as it was once a stamp was given: nobody's card gets longer behind their back. */
function withTerms(old: Shop | undefined, { name, reward, every, sign }: Extract<Op, { t: 'card' }>): Shop {
  if (old === undefined) return { name, reward, every, sign, cards: new Map(), settled: new Set() };
  const isUsed = [...old.cards.values()].some(({ stamps }) => stamps.size > 0);
  return { ...old, name, reward, sign, every: isUsed ? old.every : every };
}

function wished(shop: Shop, card: Card, { op, author, at }: Act<Op>): Card {
  if (op.t === 'join' || op.t === 'leave') return { ...card, isMember: op.t === 'join' };
  if (op.t !== 'ask' && op.t !== 'claim') return card;
  const isOld = shop.settled.has(keyOf(author, op.id)) || card.wishes.some(({ id }) => id === op.id);
  if (isOld || card.wishes.length >= MOST_WISHES) return card;
  return { ...card, isMember: true, wishes: [...card.wishes, { id: op.id, kind: op.t, at }] };
}

/** What the shop says. A stamp given for a wish has the wish's name, so two devices of the shop that answer it give one. */
function answered(shop: Shop, card: Card, { op, at }: Act<Op>): Card {
  if (!('to' in op)) return card;
  const wishes = card.wishes.filter(({ id }) => id !== op.id);
  switch (op.t) {
    case 'stamp':
      return {
        ...card,
        isMember: true,
        wishes,
        stamps: card.stamps.has(op.id) ? card.stamps : new Map(card.stamps).set(op.id, at),
      };
    case 'reward':
      if (card.rewards.has(op.id) || readyRewards(shop, card) < 1) return { ...card, wishes };
      return { ...card, wishes, rewards: new Map(card.rewards).set(op.id, at) };
    case 'void':
      return { ...card, wishes, stamps: without(card.stamps, op.id), rewards: without(card.rewards, op.id) };
    case 'refuse':
      return { ...card, wishes };
  }
}

function without(entries: ReadonlyMap<string, number>, id: string): ReadonlyMap<string, number> {
  if (!entries.has(id)) return entries;
  const left = new Map(entries);
  left.delete(id);
  return left;
}

/** Rewards that are full and not handed out yet. */
export function readyRewards({ every }: Pick<Shop, 'every'>, { stamps, rewards }: Card): number {
  return Math.max(0, Math.floor(stamps.size / every) - rewards.size);
}

/** Stamps on the card that is being filled: those not used up by rewards handed out; a full card shows full until it is handed over. */
export function stampsOnCard({ every }: Pick<Shop, 'every'>, { stamps, rewards }: Card): number {
  return Math.max(0, Math.min(every, stamps.size - rewards.size * every));
}

/** Rules of the log of a stamp card. */
export const rules: Rules<State, Op> = { start: { shops: new Map() }, read: (value) => readBy(readers, value), apply };
