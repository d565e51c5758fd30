import { expect, it } from 'vitest';
import type { ChainHead } from '@ports/documentStore.ts';
import { SpaceHeads } from '@services/replication/heads.ts';
import { HISTORY_FROM, HistoryPlan } from '@services/replication/historyPlan.ts';
import type { DeviceId, EventId } from '@shared/ids.ts';
import { chat, idOf } from '../../../../support/shared/storeFixtures.ts';

const device = (name: string) => idOf<DeviceId>(name);
const held = (name: string, seq: number): ChainHead => ({
  ...{ space: chat, device: device(name), seq, id: idOf<EventId>(`${name} ${seq}`), at: seq },
  ...{ floor: 0, floorPrev: null },
});

/** A plan of who holds these chains, and is told of those by a peer. */
function planOf(chains: readonly ChainHead[], told: Readonly<Record<string, number>>): HistoryPlan {
  const plan = new HistoryPlan(new SpaceHeads(chat, { chains, buckets: [] }, () => null), () => 0);
  const claims = Object.entries(told).map(([name, seq]) => [device(name), { seq, at: seq, floor: 0 }] as const);
  plan.claim({}, new Map(claims));
  return plan;
}

it('REP-17 pieces are fetched of many events, or where they are fewer questions than buckets', () => {
  expect(planOf([], { bob: HISTORY_FROM }).isWanted()).toBe(true);
  expect(planOf([], { bob: HISTORY_FROM - 1 }).isWanted()).toBe(false);
  // A month of one person lies in five weeks.
  expect(planOf([], { bob: 29 }).isWanted(5)).toBe(true);
  expect(planOf([held('bob', 3)], { bob: 29 }).isWanted(5)).toBe(true);
  // Of six people each bucket holds something of all of them.
  const six = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, 5]));
  expect(planOf([], six).isWanted(5)).toBe(false);
  expect(planOf([held('bob', 29)], { bob: 29 }).isWanted(5)).toBe(false);
});

it('REP-17 what is on its way is known to be', () => {
  const plan = planOf([], { bob: 29 });
  expect(plan.isFetching).toBe(false);
  const fetcher = {};
  plan.claim(fetcher, new Map([[device('bob'), { seq: 29, at: 29, floor: 0 }]]));
  expect(plan.next(fetcher)).toEqual({ device: device('bob'), from: 0, below: 30, up: false });
  expect(plan.isFetching).toBe(true);
  plan.leave(fetcher);
  expect(plan.isFetching).toBe(false);
});

it('REP-30 what a peer says to hold and does not give holds up nothing', () => {
  const plan = planOf([held('bob', 3)], {});
  const [liar, other] = [{}, {}];
  const lie = new Map([[device('bob'), { seq: Number.MAX_SAFE_INTEGER, at: 9, floor: 0 }]]);
  const truth = new Map([[device('bob'), { seq: 3, at: 3, floor: 0 }]]);
  plan.claim(other, truth);
  plan.claim(liar, lie);
  expect(plan.isFetching).toBe(true);
  expect(plan.progress()).toMatchObject({ held: 4 });
  expect(plan.next(liar)).toMatchObject({ from: 4 });
  plan.failed(liar, device('bob'));
  expect(plan.progress()).toBeNull();
  // Said again it is asked for again, and still nothing waits for it.
  plan.claim(liar, lie);
  expect(plan.isWanted()).toBe(true);
  expect(plan.next(liar)).toMatchObject({ from: 4 });
  expect([plan.isFetching, plan.progress()]).toEqual([false, null]);
  // Who does not answer at all is no better.
  plan.claim(other, lie);
  plan.failed(liar, device('bob'));
  expect(plan.next(other)).toMatchObject({ from: 4 });
  expect(plan.isFetching).toBe(true);
  plan.leave(other);
  plan.claim(other, lie);
  expect([plan.isFetching, plan.progress()]).toEqual([false, null]);
});

it('REP-30 who gives it in the end is waited for again', () => {
  const plan = planOf([held('bob', 3)], {});
  const peer = {};
  plan.claim(peer, new Map([[device('bob'), { seq: 900, at: 900, floor: 0 }]]));
  expect(plan.next(peer)).not.toBeNull();
  plan.failed(peer, device('bob'));
  expect(plan.progress()).toBeNull();
  plan.claim(peer, new Map([[device('bob'), { seq: 900, at: 900, floor: 0 }]]));
  const question = plan.next(peer);
  if (question === null) throw new Error('nothing is asked');
  plan.came(question, { seq: 4, at: 4 });
  expect([plan.isFetching, plan.progress()]).toEqual([true, { held: 4, total: 901 }]);
});
