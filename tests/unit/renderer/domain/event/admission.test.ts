import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64url } from '@shared/base64url.ts';
import type { AccountId, DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { type AdmissionContext, admitEvent } from '@domain/event/admission.ts';
import { encodeEvent, sealEvent } from '@domain/event/codec.ts';
import type { EventContent, SignedEvent } from '@domain/event/event.ts';
import {
  BUCKET_LENGTH,
  FUTURE_TOLERANCE,
  LATEST_AT,
  bucketOf,
  nextAt,
  observeAt,
  sortAtOf,
} from '@domain/event/hybridClock.ts';
import { bytesOf, codeOf, must } from '../support/devices.ts';

const id = (seed: number) => toBase64url(bytesOf(32, seed));
const space = id(1) as SpaceId;
const device = id(2) as DeviceId;
const account = id(3) as AccountId;
const NOW = 1_760_000_000_000;

function event(change: Partial<EventContent> = {}): SignedEvent {
  const content = { space, kind: 'chat.message', device, seq: 0, prev: null, at: NOW, body: null, ...change };
  const sealed = sealEvent(content, encodeEvent(content), new Uint8Array(64));
  return { ...sealed, content: { ...sealed.content, ...change } };
}
const context = (change: Partial<AdmissionContext> = {}): AdmissionContext => ({
  space,
  accountOf: (asked) => (asked === device ? account : null),
  head: null,
  now: NOW,
  ...change,
});
const head = { seq: 4, id: id(40) as EventId, at: NOW - 1000 };
const next = { seq: 5, prev: head.id, at: NOW };

describe('admission', () => {
  it('ADM-1 takes the first and the next event of a member, as the member', () => {
    expect(must(admitEvent(event(), context()))).toMatchObject({ author: account, bucket: bucketOf(NOW), sortAt: NOW });
    expect(codeOf(admitEvent(event(next), context({ head })))).toBe('ok');
  });

  it('ADM-13 refuses what does not belong into a space of its kind', () => {
    const takes = (kind: string) => kind.startsWith('moment.');
    expect(codeOf(admitEvent(event(), context({ takes })))).toBe('wrong-kind');
    expect(codeOf(admitEvent(event({ kind: 'moment.posted' }), context({ takes })))).toBe('ok');
  });

  it.each([
    ['ADM-1', 'wrong-space', { space: id(9) as SpaceId }, null],
    ['ADM-2', 'event-newer-version', { v: 2 }, null],
    ['ADM-3', 'not-a-member', { device: id(8) as DeviceId }, null],
    ['ADM-4', 'chain-gap', { seq: 1, prev: id(7) as EventId }, null],
    ['ADM-4', 'chain-gap', { seq: 6, prev: head.id }, head],
    ['ADM-5', 'chain-fork', { seq: 4, prev: id(7) as EventId }, head],
    ['ADM-5', 'chain-fork', {}, head],
    ['ADM-5', 'chain-fork', { ...next, prev: id(7) as EventId }, head],
    ['ADM-6', 'clock-backwards', { ...next, at: head.at }, head],
    ['ADM-6', 'clock-backwards', { ...next, at: head.at - 1 }, head],
    ['ADM-6', 'clock-absurd', { at: LATEST_AT + 1 }, null],
  ])('%s refuses with %s', (_, code, change, known) => {
    expect(codeOf(admitEvent(event(change), context({ head: known })))).toBe(code);
  });

  it('ADM-6 a clock far in the future or the past is not refused', () => {
    for (const at of [0, 1, LATEST_AT]) expect(codeOf(admitEvent(event({ at }), context()))).toBe('ok');
  });
});

describe('the hybrid clock', () => {
  const time = fc.integer({ min: 0, max: LATEST_AT - 10 });

  it('EVT-7 a new event is at wall time, but above all seen and above its chain', () => {
    fc.assert(
      fc.property(time, time, time, (now, seen, chainAt) => {
        const at = nextAt(now, seen, chainAt);
        expect(at >= now && at > seen && at > chainAt).toBe(true);
        if (now > seen && now > chainAt) expect(at).toBe(now);
      }),
    );
  });

  it('EVT-7 the order of own words stays when the wall clock goes back a year', () => {
    let chainAt = NOW;
    for (let step = 0; step < 5; step += 1) {
      const at = nextAt(NOW - 365 * 86_400_000, 0, chainAt);
      expect(at).toBe(chainAt + 1);
      chainAt = at;
    }
  });

  it('EVT-8 observing moves the clock up, but not far into the future', () => {
    expect(observeAt(5, NOW - 1, NOW)).toBe(NOW - 1);
    expect(observeAt(NOW, NOW - 1, NOW)).toBe(NOW);
    expect(observeAt(5, NOW + FUTURE_TOLERANCE, NOW)).toBe(NOW + FUTURE_TOLERANCE);
    expect(observeAt(5, NOW + FUTURE_TOLERANCE + 1, NOW)).toBe(5);
  });

  it('EVT-9 is shown at its clock, or on arrival when that is more than five minutes ahead', () => {
    expect(sortAtOf(NOW + FUTURE_TOLERANCE, NOW)).toBe(NOW + FUTURE_TOLERANCE);
    expect(sortAtOf(NOW + FUTURE_TOLERANCE + 1, NOW)).toBe(NOW);
    expect(sortAtOf(3, NOW)).toBe(3);
  });

  it('EVT-9 words of one device keep their order, however its clock jumps', () => {
    const jumps = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 2 * FUTURE_TOLERANCE }), fc.integer({ min: 0, max: FUTURE_TOLERANCE })),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(jumps, (steps) => {
        let [at, now, shown] = [NOW, NOW, 0];
        for (const [rise, passed] of steps) {
          at += rise;
          now += passed;
          const place = sortAtOf(at, now, shown);
          expect(place).toBeGreaterThan(shown);
          expect(place).toBeLessThanOrEqual(at);
          shown = place;
        }
      }),
    );
  });

  it('LOG-1 buckets are weeks from the epoch, by the event clock alone', () => {
    expect(bucketOf(0)).toBe(0);
    expect(bucketOf(BUCKET_LENGTH - 1)).toBe(0);
    expect(bucketOf(BUCKET_LENGTH)).toBe(1);
    expect(BUCKET_LENGTH).toBe(604_800_000);
    expect(must(admitEvent(event({ at: NOW + 10 * BUCKET_LENGTH }), context())).bucket).toBe(bucketOf(NOW) + 10);
  });
});
