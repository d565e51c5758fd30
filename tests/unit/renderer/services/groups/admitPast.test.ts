import { beforeEach, describe, expect, it } from 'vitest';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import { encodeRosterBody } from '@domain/group/body.ts';
import type { GroupRecord } from '@domain/group/groupRecord.ts';
import { MAX_LOOSE_BYTES, RosterLog } from '@services/groups/rosterLog.ts';
import { admitPast } from '@services/groups/admitPast.ts';
import type { EventId } from '@shared/ids.ts';
import { founding, eventIdOf } from '../../domain/group/support/story.ts';
import { type TestDevice, makeDevice, mutated, signEvent } from '../../domain/support/devices.ts';

let bob: TestDevice;
let log: RosterLog;
const record = { roster: founding.roster } as GroupRecord;

/** Bob's acts, one after another, each padded with a card nobody can read. */
async function chain(length: number, { space = founding.roster, padding = 0 } = {}): Promise<readonly SignedEvent[]> {
  const events: SignedEvent[] = [];
  for (let seq = 0; seq < length; seq += 1) {
    const kind = padding === 0 ? 'group.witnessed' : 'group.later';
    const body = padding === 0 ? encodeRosterBody({ kind: 'group.witnessed', seen: [] }) : new Uint8Array(padding);
    const prev = events.at(-1)?.id ?? null;
    events.push(await signEvent(bob, { space, kind, seq, prev, at: 1000 + seq, body }));
  }
  return events;
}
const admit = (missing: readonly EventId[], events: readonly SignedEvent[]) =>
  admitPast({ missing, record }, { payloads: events.map(({ payload }) => payload), log, verify: verifySignature });

beforeEach(async () => {
  bob = await makeDevice(2);
  log = new RosterLog(verifySignature);
});

describe('acts that were asked for', () => {
  it('GRS-17 are taken with what lies before them, in the order of the answer', async () => {
    const [first, second, third] = (await chain(3)) as [SignedEvent, SignedEvent, SignedEvent];
    const taken = await admit([third.id], [third, second, first]);
    expect(taken?.map(({ id }) => id)).toEqual([third.id, second.id, first.id]);
  });

  it('GRS-17 nothing is taken that no act names, and nothing twice', async () => {
    const [first, second] = (await chain(2)) as [SignedEvent, SignedEvent];
    expect(await admit([eventIdOf('another')], [second, first])).toEqual([]);
    expect(await admit([second.id], [second, second])).toHaveLength(1);
    await log.take([second]);
    expect(await admit([second.id], [second])).toEqual([]);
  });

  it('GRS-17 a bad signature, another space and garbage are offences', async () => {
    const [first] = (await chain(1)) as [SignedEvent];
    const [foreign] = (await chain(1, { space: founding.talk })) as [SignedEvent];
    const forged = { ...first, payload: mutated(first.payload, [[3, 1]]) };
    expect(await admit([first.id], [forged])).toBeNull();
    expect(await admit([foreign.id], [foreign])).toBeNull();
    expect(await admit([first.id], [{ ...first, payload: Uint8Array.of(1, 2, 3) }])).toBeNull();
  });

  it('GRS-17 what a roster keeps beside its chains has an end', async () => {
    const events = await chain(Math.ceil(MAX_LOOSE_BYTES / 60_000) + 2, { padding: 60_000 });
    let kept = 0;
    for (const event of events) if ((await log.takeLoose([event])) !== null) kept += event.payload.length;
    expect(kept).toBeLessThanOrEqual(MAX_LOOSE_BYTES);
    expect(kept).toBeGreaterThan(MAX_LOOSE_BYTES / 2);
  });
});
