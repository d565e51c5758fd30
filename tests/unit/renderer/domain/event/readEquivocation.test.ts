import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedEvent } from '@domain/event/event.ts';
import { equivocationId, isParting, readEquivocation } from '@domain/event/readEquivocation.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { type TestDevice, codeOf, makeDevice, must, signEvent } from '../support/devices.ts';

const space = 'A'.repeat(43) as SpaceId;
let bob: TestDevice;
const event = (seq: number, text: string, prev: string | null = seq === 0 ? null : 'B'.repeat(42) + 'A') =>
  signEvent(bob, { space, kind: 'chat.message', seq, prev: prev as EventId | null, at: 1000 + seq, body: { text } });

beforeAll(async () => {
  bob = await makeDevice(2);
});

describe('two events for one place', () => {
  it('EVT-10 are read in either order, the smaller id first', async () => {
    const [one, other] = [await event(3, 'one'), await event(3, 'other')];
    const read = must(readEquivocation(one.payload, other.payload));
    expect(read.first.id < read.second.id).toBe(true);
    expect(must(readEquivocation(other.payload, one.payload))).toEqual(read);
    expect(equivocationId(read)).toBe(`${space}/${bob.certificate.device}/3`);
  });

  it('EVT-10 are none when they are the same, of other places, spaces or devices, or no events', async () => {
    const one = await event(3, 'one');
    const alice = await makeDevice(1);
    const others: readonly SignedEvent[] = [
      one,
      await event(4, 'one'),
      await signEvent(bob, { ...one.content, space: `${'C'.repeat(42)}A` as SpaceId }),
      await signEvent(alice, { ...one.content, body: { text: 'x' } }),
    ];
    for (const other of others)
      expect(codeOf(readEquivocation(one.payload, other.payload))).toBe('equivocation-malformed');
    expect(codeOf(readEquivocation(one.payload, Uint8Array.of(1)))).toBe('equivocation-malformed');
  });

  it('EVT-10 part the chain where both follow the same event', async () => {
    const [one, other, further] = [
      await event(3, 'one'),
      await event(3, 'other'),
      await event(3, 'x', 'C'.repeat(42) + 'A'),
    ];
    expect(isParting(must(readEquivocation(one.payload, other.payload)))).toBe(true);
    expect(isParting(must(readEquivocation(one.payload, further.payload)))).toBe(false);
  });
});
