import { beforeEach, describe, expect, it } from 'vitest';
import type { SignedEvent } from '@domain/event/event.ts';
import { SpaceLog } from '@services/replication/spaceLog.ts';
import type { DeviceId } from '@shared/ids.ts';
import { type TestDevice, makeDevice, mutated, must, signEvent } from '../../domain/support/devices.ts';
import { type Replica, makeReplica } from '../support/replica.ts';

const DAY = 86_400_000;

let alice: TestDevice;
let bob: TestDevice;
let replica: Replica;
let log: SpaceLog;

beforeEach(async () => {
  [alice, bob] = await Promise.all([makeDevice(1), makeDevice(2)]);
  replica = await makeReplica(alice, bob);
  log = await openLog(replica.context);
});

async function openLog(context: Replica['context']): Promise<SpaceLog> {
  return (await SpaceLog.open(context, replica.space)) ?? expect.fail('the log did not open');
}

/** Events of one chain, an hour or `step` apart. */
async function chain(
  texts: readonly string[],
  { after = null, step = 3_600_000, by = alice }: { after?: SignedEvent | null; step?: number; by?: TestDevice } = {},
): Promise<SignedEvent[]> {
  const made: SignedEvent[] = [];
  let last = after;
  for (const text of texts) {
    const { seq, at } = last?.content ?? { seq: -1, at: replica.clock.now() };
    const place = { space: replica.space, seq: seq + 1, prev: last?.id ?? null, at: at + step };
    last = await signEvent(by, { ...place, kind: 'chat.message', body: { text } });
    made.push(last);
  }
  return made;
}
const payloadsOf = (events: readonly SignedEvent[]) => events.map(({ payload }) => payload);
/** The same event under a signature that does not fit. */
const forged = (event: SignedEvent) => mutated(event.payload, [[2, 1]]);
/** What is held of Alice's chain, in its order. */
async function held(): Promise<readonly string[]> {
  const rows = must(await replica.store.scan(null, 100));
  const kept = new Set<string>(rows.map(({ id }) => id));
  const head = log.heads.heldChain(alice.certificate.device);
  expect(kept.size).toBe(head === null ? 0 : head.seq - head.floor + 1);
  return replica.admitted.map(({ content }) => JSON.stringify(content.body).slice(9, -2));
}

describe('several events for one place of the journal', () => {
  it.each([[0], [1], [2]])(
    'JNL-7 the one comes back that the next one names, wherever the other stands: %i',
    async (at) => {
      const good = await chain(['a', 'b', 'c', 'd']);
      const orphan = await chain(['never kept'], { after: good[1] ?? null });
      const payloads = payloadsOf(good);
      payloads.splice(at + 2, 0, ...payloadsOf(orphan));
      expect(must(await log.restore(payloads))).toEqual({ restored: 4, waiting: [] });
      expect(await held()).toEqual(['a', 'b', 'c', 'd']);
    },
  );

  it('JNL-7 nor does an orphan at the beginning, or a run of them, take a place', async () => {
    const orphans = await chain(['x', 'y']);
    const good = await chain(['a', 'b', 'c'], { step: DAY });
    expect(must(await log.restore(payloadsOf([...orphans, ...good]))).restored).toBe(3);
    expect(await held()).toEqual(['a', 'b', 'c']);
  });

  it('JNL-7 of two on which nothing stands the one counts that was journalled last', async () => {
    const good = await chain(['a', 'b']);
    const [, last] = good;
    const orphan = await chain(['x'], { after: good[0] ?? null, step: DAY });
    expect(must(await log.restore(payloadsOf([...good.slice(0, 1), ...orphan, ...good.slice(1)])))).toEqual({
      restored: 2,
      waiting: [],
    });
    expect(log.heads.heldChain(alice.certificate.device)?.id).toBe(last?.id);
  });

  it('JNL-7 one that is refused leaves the place to the other', async () => {
    const good = await chain(['a', 'b']);
    const longer = await chain(['x', 'y', 'z'], { after: good[0] ?? null, step: DAY });
    const bad = [forged(longer[0] ?? expect.fail()), ...payloadsOf(longer.slice(1))];
    const { restored } = must(await log.restore([...bad, ...payloadsOf(good)]));
    expect(restored).toBe(2);
    expect(await held()).toEqual(['a', 'b']);
  });

  it('JNL-7 what follows an event that is not the one held is no part of the chain, and waits', async () => {
    const good = await chain(['a', 'b']);
    const other = await chain(['x', 'y'], { after: good[0] ?? null, step: DAY });
    must(await log.restore(payloadsOf(good)));
    const taken = must(await log.restore(payloadsOf([...other, ...good])));
    expect(taken).toEqual({ restored: 0, waiting: payloadsOf(other.slice(1)) });
  });
});

describe('events of the journal that are refused', () => {
  it.each([
    ['in one week', 3_600_000],
    ['over weeks', 3 * DAY],
  ])('JNL-7 one takes along none of those before it, and what follows waits: %s', async (_, step) => {
    const events = await chain(['a', 'b', 'c', 'd', 'e', 'f', 'g'], { step });
    const payloads = payloadsOf(events);
    payloads[4] = forged(events[4] ?? expect.fail());
    const taken = must(await log.restore(payloads));
    expect(taken).toEqual({ restored: 4, waiting: payloads.slice(4) });
    expect(await held()).toEqual(['a', 'b', 'c', 'd']);
    // Again brings nothing more, and harms nothing.
    expect(must(await log.restore(taken.waiting))).toEqual({ restored: 0, waiting: payloads.slice(4) });
    expect(must(await log.restore(payloadsOf(events)))).toEqual({ restored: 3, waiting: [] });
  });

  it('JNL-7 one with an older clock than the one before it takes along nothing, whatever week it says', async () => {
    const good = await chain(['a', 'b'], { step: 8 * DAY });
    const back = await chain(['c', 'd'], { after: good[1] ?? null, step: -8 * DAY });
    const taken = must(await log.restore(payloadsOf([...good, ...back])));
    expect(taken).toEqual({ restored: 2, waiting: payloadsOf(back) });
  });

  it('JNL-7 what a device says whom nobody knows waits until somebody does, without a look at signatures', async () => {
    const known = new Set<DeviceId>();
    let checked = 0;
    const { directory, verify } = replica.context;
    log = await openLog({
      ...replica.context,
      directory: {
        ...directory,
        accountOf: (space, device) => (known.has(device) ? directory.accountOf(space, device) : null),
      },
      verify: (...signed) => {
        checked += 1;
        return verify(...signed);
      },
    });
    const payloads = payloadsOf(await chain(['a', 'b', 'c'], { by: bob }));
    const waiting = { restored: 0, waiting: payloads };
    expect(must(await log.restore(payloads))).toEqual(waiting);
    expect(must(await log.restoreBelow(payloads))).toEqual(waiting);
    expect(checked).toBe(0);
    known.add(bob.certificate.device);
    expect(must(await log.restore(payloads))).toEqual({ restored: 3, waiting: [] });
    expect(checked).toBe(3);
  });

  it('JNL-14 a damaged event costs what is below it, and a damaged newest one nothing else', async () => {
    const events = await chain(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    const payloads = payloadsOf(events).slice(1);
    payloads[1] = forged(events[2] ?? expect.fail());
    payloads[5] = forged(events[6] ?? expect.fail());
    const { waiting } = must(await log.restore(payloads));
    expect(waiting).toEqual(payloads);
    const taken = must(await log.restoreBelow(waiting));
    expect(taken).toEqual({ restored: 3, waiting: [payloads[0], payloads[1], payloads[5]] });
    expect(log.heads.heldChain(alice.certificate.device)).toMatchObject({ floor: 3, seq: 5 });
  });

  it('JNL-14 of several events for one place the one is taken that leads on', async () => {
    const events = await chain(['a', 'b', 'c', 'd', 'e']);
    const orphan = await chain(['x'], { after: events[1] ?? null, step: DAY });
    const payloads = payloadsOf([...events.slice(1, 3), ...orphan, ...events.slice(3)]);
    const taken = must(await log.restoreBelow(payloads));
    expect(taken).toEqual({ restored: 4, waiting: [] });
    expect(log.heads.heldChain(alice.certificate.device)).toMatchObject({ floor: 1, seq: 4, id: events[4]?.id });
  });
});
