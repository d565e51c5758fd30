import { expect, it } from 'vitest';
import type { LinkMessage } from '@domain/link/messages.ts';
import { SpaceHeads } from '@services/replication/heads.ts';
import { HistoryFetch } from '@services/replication/historyFetch.ts';
import { HistoryPlan } from '@services/replication/historyPlan.ts';
import type { SessionCore } from '@services/replication/session.ts';
import { MOST_FLIGHTS } from '@services/replication/sessionLimits.ts';
import type { SpaceLog } from '@services/replication/spaceLog.ts';
import { ok } from '@shared/result.ts';
import type { DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { alice, bob, idOf } from '../../../../support/shared/storeFixtures.ts';
import { settle } from '../../../../support/shared/settle.ts';

const SPACES = Array.from({ length: 30 }, (_, index) => idOf<SpaceId>(`space ${index}`));
const BEHIND = 200;
const deviceOf = (space: SpaceId) => idOf<DeviceId>(`writer of ${space}`);

/** A session with somebody who has much of each space; what comes is stored when the test says so. */
function fetching(looked: (space: SpaceId) => Promise<void> = () => Promise.resolve()) {
  const asked: SpaceId[] = [];
  const stored: (() => void)[] = [];
  const plans = new Map<SpaceId, HistoryPlan>();
  const logs = new Map(
    SPACES.map((space) => {
      const heads = new SpaceHeads(space, { chains: [], buckets: [] }, () => null);
      const takePiece = () => new Promise((resolve) => stored.push(() => resolve(ok([]))));
      plans.set(space, new HistoryPlan(heads, () => 0));
      return [space, { space, heads, lowestOf: () => 0, takePiece }] as const;
    }),
  );
  const directory = { sharedWith: () => SPACES, accountOf: () => bob, endOf: () => null, floorOf: () => -1 };
  const post = (message: LinkMessage) => void (message.t === 'range' && asked.push(message.space));
  // As much of a session as fetching works with.
  const core = {
    context: { directory, clock: { monotonic: () => 0 } },
    hooks: {
      logOf: async (space: SpaceId) => {
        await looked(space);
        return logs.get(space) ?? null;
      },
      planOf: ({ space }: SpaceLog) => plans.get(space),
      leavePlan: () => undefined,
      onProgress: () => undefined,
    },
    peer: { account: alice, device: idOf<DeviceId>('peer') },
    known: { note: () => undefined },
    post,
    isClosed: () => false,
  } as unknown as SessionCore;
  const nothing = () => undefined;
  const hooks = { onRefusal: nothing, onNear: nothing, onOther: nothing, onTaken: nothing, differing: () => 0 };
  const fetch = new HistoryFetch(core, hooks);
  const heads = (space: SpaceId) =>
    fetch.onHeads({
      ...{ t: 'heads', space, ask: false },
      chains: [[deviceOf(space), BEHIND - 1, idOf<EventId>(`last of ${space}`), 1, 0]],
    });
  const come = (space: SpaceId) =>
    fetch.onEvents({ t: 'events', space, device: deviceOf(space), from: BEHIND - 1, payloads: [new Uint8Array(1)] });
  return { asked, stored, heads, come };
}

it('REP-17 of many spaces a few are asked for at a time, and each in its turn, in the order in which they were told', async () => {
  const { asked, stored, heads, come } = fetching();
  for (const space of SPACES) await heads(space);
  expect(asked).toEqual(SPACES.slice(0, MOST_FLIGHTS));
  for (const space of SPACES) {
    expect(asked).toContain(space);
    await come(space);
    stored.shift()?.();
    await settle();
  }
  // The rest of each chain is asked for after its end: what is wanted here is that nobody waits for ever.
  expect([...new Set(asked)]).toEqual(SPACES);
});

it('REP-18 nothing more is asked for while two pieces are being stored', async () => {
  const { asked, stored, heads, come } = fetching();
  const [one, other, third] = SPACES;
  if (one === undefined || other === undefined || third === undefined) throw new Error('no spaces');
  for (const space of [one, other]) await heads(space);
  for (const space of [one, other]) await come(space);
  await settle();
  await heads(third);
  expect(asked).not.toContain(third);
  stored.shift()?.();
  await settle();
  expect(asked).toContain(third);
});

it('REP-17 who finds no room when their turn has come keeps it', async () => {
  const [one, other] = SPACES;
  const next = SPACES[MOST_FLIGHTS];
  if (one === undefined || other === undefined || next === undefined) throw new Error('no spaces');
  let open = (): void => undefined;
  let gate = Promise.resolve();
  const { asked, stored, heads, come } = fetching((space) => (space === next ? gate : Promise.resolve()));
  for (const space of SPACES) await heads(space);
  gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  // Room for one: whose turn it is, is looked up. Meanwhile a second piece comes, and two are being stored.
  await come(one);
  await settle();
  await come(other);
  await settle();
  open();
  await settle();
  expect(asked).not.toContain(next);
  stored.shift()?.();
  await settle();
  expect(asked.slice(MOST_FLIGHTS)[0]).toBe(next);
});
