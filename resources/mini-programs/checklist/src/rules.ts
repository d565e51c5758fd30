import { type Act, type Rules, compareTexts } from '../../shared/log.ts';
import { asAddress, asLine, asList, asRecord, fieldOf } from '../../shared/reading.ts';
import { asPlace } from './places.ts';

/** Longest text of an item, and of the list's name. */
export const TEXT = 200;
export const TITLE = 60;
/** Most items cleared at once. */
const MOST = 500;

/** What may be changed of an item; what is not named stays. */
export interface Change {
  readonly text?: string;
  readonly isDone?: boolean;
  readonly place?: string;
  /** Whose it is; null: nobody's. */
  readonly who?: string | null;
  /** The day it is due, `YYYY-MM-DD`; null: no day. */
  readonly due?: string | null;
}

/** What people do to a list. */
export type ListOp =
  | { readonly t: 'add'; readonly text: string; readonly place: string }
  | { readonly t: 'set'; readonly item: string; readonly change: Change }
  | { readonly t: 'clear'; readonly items: readonly string[]; readonly gone: boolean }
  | { readonly t: 'title'; readonly title: string };

/** One thing to do. Of two changes of one field the later stands; changes of different fields both do. */
export interface Item extends Required<Change> {
  readonly id: string;
  readonly author: string;
  /** Out of the list, until someone takes that back. */
  readonly isGone: boolean;
}

/** The list. */
export interface ListState {
  readonly title: string;
  readonly items: Readonly<Record<string, Item>>;
}

const asItemId = (value: unknown) => (typeof value === 'string' && value.length <= 200 ? value : null);

type Field = (name: string) => unknown;

const readers: Readonly<Record<ListOp['t'], (field: Field) => ListOp | null>> = {
  add: (field) => {
    const text = asLine(field('text'), TEXT);
    const place = asPlace(field('place'));
    return text === null || place === null ? null : { t: 'add', text, place };
  },
  set: (field) => {
    const item = asItemId(field('item'));
    const change = asRecord(field('change'));
    return item === null || change === null ? null : { t: 'set', item, change: readChange(change) };
  },
  clear: (field) => {
    const items = asList(field('items'), MOST, asItemId);
    return items === null ? null : { t: 'clear', items, gone: field('gone') === true };
  },
  title: (field) => {
    const title = asLine(field('title'), TITLE);
    return title === null ? null : { t: 'title', title };
  },
};

const isKind = (value: unknown): value is ListOp['t'] => typeof value === 'string' && Object.hasOwn(readers, value);

function read(value: unknown): ListOp | null {
  const record = asRecord(value);
  const kind = record === null ? null : fieldOf(record, 't');
  return record === null || !isKind(kind) ? null : readers[kind]((name) => fieldOf(record, name));
}

/** A field that is no good is as if it were not named. */
function readChange(record: Readonly<Record<string, unknown>>): Change {
  const field = (name: string) => fieldOf(record, name);
  const text = asLine(field('text'), TEXT);
  const place = asPlace(field('place'));
  const isDone = field('isDone');
  const who = field('who') === null ? null : (asAddress(field('who')) ?? undefined);
  const due = field('due') === null ? null : (asDay(field('due')) ?? undefined);
  return {
    ...(text === null ? {} : { text }),
    ...(typeof isDone === 'boolean' ? { isDone } : {}),
    ...(place === null ? {} : { place }),
    ...(who === undefined ? {} : { who }),
    ...(due === undefined ? {} : { due }),
  };
}

/** A day of the calendar that there is. */
export function asDay(value: unknown): string | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return null;
  const at = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value) ? value : null;
}

function apply(state: ListState, { op, author, id }: Act<ListOp>): ListState {
  if (op.t === 'title') return { ...state, title: op.title };
  if (op.t === 'add') {
    const item = { id: `${author} ${id}`, author, text: op.text, place: op.place };
    return put(state, [{ ...item, isDone: false, isGone: false, who: null, due: null }]);
  }
  if (op.t === 'clear') {
    return put(
      state,
      op.items.flatMap((name) => itemsNamed(state, name).map((item) => ({ ...item, isGone: op.gone }))),
    );
  }
  return put(
    state,
    itemsNamed(state, op.item).map((item) => ({ ...item, ...op.change })),
  );
}

const itemsNamed = ({ items }: ListState, name: string): readonly Item[] => {
  const item = Object.hasOwn(items, name) ? items[name] : undefined;
  return item === undefined ? [] : [item];
};

function put(state: ListState, items: readonly Item[]): ListState {
  if (items.length === 0) return state;
  return { ...state, items: { ...state.items, ...Object.fromEntries(items.map((item) => [item.id, item])) } };
}

/** The rules of lists. */
export const listRules: Rules<ListState, ListOp> = { start: { title: '', items: {} }, read, apply };

/** The items that are there, in their places. */
export function itemsOf({ items }: ListState): readonly Item[] {
  return Object.values(items)
    .filter(({ isGone }) => !isGone)
    .sort((left, right) => compareTexts(left.place, right.place) || compareTexts(left.id, right.id));
}

/** What brings an item back to where it was. */
export function undoOf(item: Item, change: Change): ListOp {
  const before = Object.fromEntries(Object.keys(change).map((name) => [name, item[name as keyof Change]]));
  return { t: 'set', item: item.id, change: before };
}
