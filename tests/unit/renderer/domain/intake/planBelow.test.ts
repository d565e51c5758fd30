import { describe, expect, it } from 'vitest';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { IntakeState } from '@domain/intake/intake.ts';
import { planBelow } from '@domain/intake/planBelow.ts';
import { Chain, bob, chat } from '../../../../support/shared/storeFixtures.ts';
import { after, nothing } from './intakeStates.ts';

const chain = new Chain(bob, 'phone', chat);
// Buckets of four: 0-3, 4-7, 8-11.
const events = chain.many(12, (place) => ({ at: 1_000 + place, bucket: Math.floor(place / 4) }));

function plan(
  some: readonly AdmittedEvent[],
  state: IntakeState = nothing,
  sealed: Parameters<typeof planBelow>[1]['sealed'] = null,
) {
  const result = planBelow(some, { ...state, sealed });
  return result.ok ? result.value : result.error.code;
}
function planned(...args: Parameters<typeof plan>) {
  const made = plan(...args);
  if (typeof made === 'string') throw new Error(made);
  return made;
}
describe('planBelow', () => {
  it('INT-11 begins a chain in its midst', () => {
    const { chains, sealed, messages } = planned(events.slice(6));
    expect(chains).toMatchObject([{ seq: 11, bucket: 2, firstSeq: 8, floor: 6, floorPrev: events[5]?.id }]);
    expect(sealed).toMatchObject([{ bucket: 1, firstSeq: 6, count: 2, lastId: events[7]?.id }]);
    expect(messages).toHaveLength(6);
  });

  it('INT-11 a bucket that is shared begins further down', () => {
    const begun = after(planned(events.slice(10)));
    const down = planned(events.slice(6, 10), begun);
    expect(down.chains).toMatchObject([{ seq: 11, firstSeq: 8, floor: 6 }]);
    expect(down.sealed).toMatchObject([{ bucket: 1, firstSeq: 6, count: 2 }]);
    const further = planned(events.slice(0, 6), after(down), down.sealed[0] ?? null);
    expect(further.chains).toMatchObject([{ seq: 11, firstSeq: 8, floor: 0, floorPrev: null }]);
    expect(further.sealed).toMatchObject([
      { bucket: 0, firstSeq: 0, count: 4, lastId: events[3]?.id },
      { bucket: 1, firstSeq: 4, count: 4, lastId: events[7]?.id },
    ]);
  });

  it('INT-11 refuses what does not lead to what is held', () => {
    const begun = after(planned(events.slice(10)));
    const other = new Chain(bob, 'phone', chat).many(12, (place) => ({ at: 1_000 + place, bucket: 0, text: 'other' }));
    const [first, second, third] = events;
    if (first === undefined || second === undefined || third === undefined) throw new Error('events');
    expect(plan(events.slice(6, 9), begun)).toBe('store-conflict');
    expect(plan(events.slice(9, 11), begun)).toBe('store-conflict');
    expect(plan(other.slice(8, 10), begun)).toBe('store-conflict');
    expect(plan([first, third])).toBe('store-conflict');
    expect(plan([first, { ...second, bucket: -1 }])).toBe('store-conflict');
  });
});
