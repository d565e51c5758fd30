import type { HeardUpdate } from './host.ts';
import { asAddress, asId, asInteger, asLine, asRecord, fieldOf } from './reading.ts';

/**
 * The log of everything people did in a program. Updates come late, twice and in any order; the state must not depend on that. So every act
 * carries a name of its own and a clock above all its author had seen, the log keeps the set of them, and the state is what comes out when
 * they are applied in the one order that clock, time, author and name give: the same for everyone who has the same set.
 */

/** One act of one person. */
export interface Act<Op> {
  readonly id: string;
  /** The author's address. Where the host vouches for authors it is the host's word, else the update's. */
  readonly author: string;
  /** Whether the host vouches for `author`. */
  readonly isVerified: boolean;
  /** What the author calls themselves, a clean line; may be empty. */
  readonly name: string;
  /** Above the clock of everything its author had seen. */
  readonly clock: number;
  /** When, by the author's own watch, ms since 1970. Not to be relied on. */
  readonly at: number;
  readonly op: Op;
}

/** What a program makes of acts. Both functions are pure; `apply` passes over what makes no sense in its place. */
export interface Rules<State, Op> {
  readonly start: State;
  /** An act as it was sent, or `null` when it is none. The result is plain JSON with its keys always in the same order. */
  readonly read: (value: unknown) => Op | null;
  readonly apply: (state: State, act: Act<Op>) => State;
}

/** Who acts, when, and under which new name. */
export interface Authorship {
  readonly address: string;
  readonly name: string;
  /** ms since 1970 */
  readonly now: number;
  readonly id: string;
}

/** See {@link createLog}. */
export interface Log<State, Op> {
  readonly state: State;
  /** Names by address, each the last its owner used. */
  readonly names: ReadonlyMap<string, string>;
  /** All acts, in their order. */
  readonly acts: readonly Act<Op>[];
  /** Takes what came; says whether anything of it was new. */
  add(updates: readonly HeardUpdate[]): boolean;
  /** The payload of a new act, which the caller adds and sends. */
  payloadFor(op: Op, by: Authorship): object;
}

const VERSION = 1;
/** Greatest clock taken: with it reached, time decides. */
const LAST_CLOCK = 2 ** 40;
/** Longest name. */
const NAME = 48;

/** Makes an empty log. */
export function createLog<State, Op>(rules: Rules<State, Op>): Log<State, Op> {
  const byKey = new Map<string, Act<Op>>();
  let acts: readonly Act<Op>[] = [];
  let state = rules.start;
  let names = new Map<string, string>();
  const applyAll = (next: readonly Act<Op>[]) => {
    for (const act of next) {
      if (act.name !== '') names.set(act.author, act.name);
      state = rules.apply(state, act);
    }
  };
  return {
    get state() {
      return state;
    },
    get names() {
      return names;
    },
    get acts() {
      return acts;
    },
    add(updates) {
      const { fresh, isRewritten } = keep(
        byKey,
        updates.flatMap((update) => readAct(rules, update) ?? []),
      );
      if (fresh.length === 0) return false;
      const last = acts.at(-1);
      if (!isRewritten && (last === undefined || fresh.every((act) => compareActs(act, last) > 0))) {
        acts = [...acts, ...fresh.sort(compareActs)];
        names = new Map(names);
        applyAll(fresh);
      } else {
        acts = [...byKey.values()].sort(compareActs);
        names = new Map();
        state = rules.start;
        applyAll(acts);
      }
      return true;
    },
    payloadFor(op, { address, name, now, id }) {
      const clock = Math.min((acts.at(-1)?.clock ?? 0) + 1, LAST_CLOCK);
      return { v: VERSION, id, by: address, name, clock, at: now, op };
    },
  };
}

/** Keeps the acts that are new. Two different ones under one name are an author's lie: everyone keeps the same one of the two. */
function keep<Op>(byKey: Map<string, Act<Op>>, acts: readonly Act<Op>[]): { fresh: Act<Op>[]; isRewritten: boolean } {
  const fresh: Act<Op>[] = [];
  let isRewritten = false;
  for (const act of acts) {
    const key = `${act.author}\n${act.id}`;
    const known = byKey.get(key);
    if (known !== undefined && contentOf(known) <= contentOf(act)) continue;
    if (known !== undefined) isRewritten = true;
    byKey.set(key, act);
    fresh.push(act);
  }
  return { fresh, isRewritten };
}

function readAct<State, Op>(rules: Rules<State, Op>, { payload, sender }: HeardUpdate): Act<Op> | null {
  const record = asRecord(payload);
  if (record === null || fieldOf(record, 'v') !== VERSION) return null;
  const id = asId(fieldOf(record, 'id'));
  const vouched = asAddress(sender);
  const author = vouched ?? asAddress(fieldOf(record, 'by'));
  const clock = asInteger(fieldOf(record, 'clock'), 1, LAST_CLOCK);
  const at = asInteger(fieldOf(record, 'at'), 0, 8.64e15);
  if (id === null || author === null || clock === null || at === null) return null;
  const op = rules.read(fieldOf(record, 'op'));
  if (op === null) return null;
  const name = asLine(fieldOf(record, 'name'), NAME) ?? '';
  return { id, author, isVerified: vouched !== null, name, clock, at, op };
}

const contentOf = <Op>({ isVerified, clock, at, name, op }: Act<Op>) =>
  JSON.stringify([isVerified ? 0 : 1, clock, at, name, op]);

/** The order in which acts are applied: of two that did not know of one another, by time, author and name. */
export function compareActs<Op>(left: Act<Op>, right: Act<Op>): number {
  return (
    left.clock - right.clock ||
    left.at - right.at ||
    compareTexts(left.author, right.author) ||
    compareTexts(left.id, right.id)
  );
}

/** By code unit, so that it is the same in every language. */
export function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
