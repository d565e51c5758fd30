/** What the rules of all shops have in common. Every shop belongs to the address that opened it. */
import { type Get, oneOf, whole } from './fields.ts';
import type { Act } from './log.ts';
import { MAX_AMOUNT } from './money.ts';
import { asAddress, asId, asInteger, asList, asRecord, fieldOf } from './reading.ts';

/** Shops by their keepers' addresses. */
export interface Shops<Shop> {
  readonly shops: ReadonlyMap<string, Shop>;
}

/** So many of something, at the price the customer saw. */
export interface OrderLine {
  readonly id: string;
  readonly count: number;
  readonly price: number;
}

/** A price: nothing at all, too. */
export function asPrice(value: unknown): number | null {
  return asInteger(value, 0, MAX_AMOUNT);
}

/** The lines of an order: at least one, each for something else, in which no count is above `mostOfOne`. */
export function asLines(value: unknown, mostLines: number, mostOfOne: number): readonly OrderLine[] | null {
  const lines = asList(value, mostLines, (item) => asOrderLine(item, mostOfOne));
  return lines === null || lines.length === 0 || new Set(lines.map(({ id }) => id)).size < lines.length ? null : lines;
}

function asOrderLine(value: unknown, most: number): OrderLine | null {
  const record = asRecord(value);
  if (record === null) return null;
  const get = (name: string) => fieldOf(record, name);
  return whole({ id: asId(get('id')), count: asInteger(get('count'), 1, most), price: asPrice(get('price')) });
}

/** What an order comes to; `null` for one that `isFair` finds a line in that is not for sale so, and for one that nobody could pay. */
export function totalOf(lines: readonly OrderLine[], isFair: (line: OrderLine) => boolean): number | null {
  const total = lines.reduce((sum, { count, price }) => sum + count * price, 0);
  return lines.every(isFair) && total <= MAX_AMOUNT ? total : null;
}

/** Reads an act of a customer's that names something of theirs at a shop. */
export function readAtShop<Kind extends string>(t: Kind, get: Get) {
  return whole({ t, id: asId(get('id')), shop: asAddress(get('shop')) });
}

/** Reads an act of a shop's that names something of a customer's. */
export function readTo<Kind extends string>(t: Kind, get: Get) {
  return whole({ t, id: asId(get('id')), to: asAddress(get('to')) });
}

/** Reads how far a shop has come with an order. */
export function readStage<Stage extends string>(stages: readonly Stage[], get: Get) {
  return whole({
    t: 'stage' as const,
    id: asId(get('id')),
    customer: asAddress(get('customer')),
    stage: oneOf(stages, get('stage')),
  });
}

/** Name of something of a customer's among all of a shop: two customers may have chosen the same id. */
export function keyOf(owner: string, id: string): string {
  return `${owner}\n${id}`;
}

/** Puts a shop in its place. */
export function withShop<Shop>({ shops }: Shops<Shop>, address: string, shop: Shop): Shops<Shop> {
  return { shops: new Map(shops).set(address, shop) };
}

/** Applies an act to the shop it is for: the one it names, else its author's own. Where that is not there, it is passed over. */
export function atShop<Shop, Op extends { readonly t: string; readonly shop?: string }>(
  state: Shops<Shop>,
  { op, author }: Act<Op>,
  apply: (shop: Shop) => Shop,
): Shops<Shop> {
  const address = op.shop ?? author;
  const shop = state.shops.get(address);
  if (shop === undefined) return state;
  const next = apply(shop);
  return next === shop ? state : withShop(state, address, next);
}
