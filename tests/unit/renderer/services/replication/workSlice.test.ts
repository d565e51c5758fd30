import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { encodeEvent, eventSigningBytes, sealEvent } from '@domain/event/codec.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import { decodeRun } from '@services/replication/admitRuns.ts';
import { checkSignatures } from '@services/replication/checkSignatures.ts';
import type { ReplicationContext } from '@services/replication/context.ts';
import { WorkSlice } from '@services/replication/workSlice.ts';
import { directSpace } from '@domain/space/space.ts';
import { type TestDevice, makeDevice, must } from '../../domain/support/devices.ts';
import { makeReplica } from '../support/replica.ts';

const EVENTS = 10;
/** What one look at the clock shows to have passed. */
const COST = 5;

/** A clock on which everything takes a while, and which counts how often the thread was let go. */
class BusyClock extends FakeClock {
  letGo = 0;
  #spent = 0;

  override monotonic(): number {
    return (this.#spent += COST);
  }

  override after(delay: number, task: () => void): () => void {
    if (delay > 0) return super.after(delay, task);
    this.letGo += 1;
    queueMicrotask(task);
    return () => undefined;
  }
}

async function chainOf(alice: TestDevice, bob: TestDevice, count: number): Promise<readonly SignedEvent[]> {
  const space = directSpace(alice.certificate.account, bob.certificate.account);
  const events: SignedEvent[] = [];
  for (let seq = 0; seq < count; seq += 1) {
    const { device } = alice.certificate;
    const content = {
      space,
      kind: 'chat.message',
      device,
      seq,
      prev: events.at(-1)?.id ?? null,
      at: seq,
      body: { seq },
    };
    const bytes = encodeEvent(content);
    events.push(sealEvent(content, bytes, await alice.keys.sign(eventSigningBytes(content.kind, bytes))));
  }
  return events;
}

/** The same, one signature changed. */
function changedAt(events: readonly SignedEvent[], place: number): readonly SignedEvent[] {
  return events.map((event, index) => {
    const payload = event.payload.slice();
    if (index === place) payload[0] = (payload[0] ?? 0) ^ 1;
    return { ...event, payload };
  });
}

async function busy(count = EVENTS) {
  const [alice, bob] = await Promise.all([makeDevice(1), makeDevice(2)]);
  const clock = new BusyClock();
  const { context } = await makeReplica(bob, alice, { clock });
  return { context, clock, device: alice.certificate.device, events: await chainOf(alice, bob, count) };
}

it('REP-4 a slice is over after 12 ms of work, and begins anew when the thread was let go', async () => {
  const clock = new FakeClock();
  const slice = new WorkSlice(clock);
  clock.sleep(11);
  expect(slice.isOver).toBe(false);
  clock.sleep(1);
  expect(slice.isOver).toBe(true);
  let isBack = false;
  const going = slice.letGo().then(() => (isBack = true));
  await Promise.resolve();
  expect(isBack).toBe(false);
  await clock.advance(1);
  await going;
  expect(slice.isOver).toBe(false);
});

it('REP-4 decoding lets the thread go in between, and reads the same', async () => {
  const { context, clock, device, events } = await busy();
  const payloads = events.map(({ payload }) => payload);
  expect(must(await decodeRun(context, payloads, device))).toEqual(events);
  expect(clock.letGo).toBeGreaterThan(1);
  expect(clock.letGo).toBeLessThan(EVENTS);
});

it('REP-4 checking waits for what it asked when the time is over, and finds the one that does not fit', async () => {
  const { context, events } = await busy();
  let [under, most] = [0, 0];
  const counted: ReplicationContext = {
    ...context,
    verify: async (...parts) => {
      most = Math.max(most, (under += 1));
      const isValid = await context.verify(...parts);
      under -= 1;
      return isValid;
    },
  };
  expect((await checkSignatures(counted, events)).ok).toBe(true);
  expect(most).toBeLessThan(EVENTS);
  for (const place of [0, 4, EVENTS - 1]) {
    expect(await checkSignatures(counted, changedAt(events, place))).toMatchObject({
      error: { code: 'signature-invalid' },
    });
  }
});

describe('in batches', () => {
  const MANY = 40;

  /** A platform with another thread: says how many it was asked for, and what `answer` makes of what is true. */
  async function withBatches(answer: (valid: boolean[]) => boolean[] | null, count = MANY) {
    const { context, events } = await busy(count);
    const [asked, alone]: [number[], number[]] = [[], []];
    const batched: ReplicationContext = {
      ...context,
      verify: (...parts) => {
        alone.push(1);
        return context.verify(...parts);
      },
      verifyAll: async (jobs) => {
        asked.push(jobs.length);
        return answer(await Promise.all(jobs.map((job) => context.verify(job.publicKey, job.signature, job.bytes))));
      },
    };
    return { batched, events, asked, alone };
  }

  it('REP-4 many are checked at once away from the thread, and one that does not fit is found', async () => {
    const { batched, events, asked, alone } = await withBatches((valid) => valid);
    expect((await checkSignatures(batched, events)).ok).toBe(true);
    expect(await checkSignatures(batched, changedAt(events, MANY - 1))).toMatchObject({
      error: { code: 'signature-invalid' },
    });
    expect(asked).toEqual([MANY, MANY]);
    expect(alone).toEqual([]);
  });

  it('REP-4 few are checked here', async () => {
    const { batched, events, asked, alone } = await withBatches((valid) => valid, 31);
    expect((await checkSignatures(batched, events)).ok).toBe(true);
    expect(asked).toEqual([]);
    expect(alone).toHaveLength(31);
  });

  it('REP-4 where no batch can be checked each is checked here; too few answers are no', async () => {
    const none = await withBatches(() => null);
    expect((await checkSignatures(none.batched, none.events)).ok).toBe(true);
    expect(none.alone).toHaveLength(MANY);
    expect((await checkSignatures(none.batched, changedAt(none.events, 7))).ok).toBe(false);
    const short = await withBatches((valid) => valid.slice(1));
    expect((await checkSignatures(short.batched, short.events)).ok).toBe(false);
  });
});
