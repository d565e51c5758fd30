/** PRG-7: an update that comes in parts notifies as a small one does. */
import { describe, expect, it } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { programAddress } from '@domain/mini/address.ts';
import { UPDATE_KIND, splitWord } from '@domain/mini/parts.ts';
import { encodeUpdate } from '@domain/mini/updateText.ts';
import { PartsInFlight } from '@services/notifications/partsInFlight.ts';
import { newsOf } from '@services/notifications/wordsOf.ts';
import { Chain, alice, bob, chat, idOf } from '../../../../support/shared/storeFixtures.ts';

const instance = idOf<EventId>('an instance');
const notify = { [programAddress(alice, instance)]: 'your turn' };

/** The events of one update, large enough for three. */
function large(chain: Chain, at: number): AdmittedEvent[] {
  const bytes = encodeUpdate({ payload: JSON.stringify('x'.repeat(100_000)), notify });
  const bodies = splitWord({ instance, document: null, bytes }) ?? [];
  expect(bodies).toHaveLength(3);
  return bodies.map((body) => chain.next({ at, kind: UPDATE_KIND, body }));
}

const texts = (events: readonly AdmittedEvent[], parts = new PartsInFlight()) =>
  events.map((event) => newsOf(event, alice, parts)?.text ?? null);

describe('a large update', () => {
  it('PRG-7 notifies with the last of its parts, in whatever order and batches they come, and once', () => {
    const [one, two] = [large(new Chain(bob, 'phone', chat), 5), large(new Chain(bob, 'desk', chat), 6)];
    expect(texts(one)).toEqual([null, null, 'your turn']);
    expect(texts(one.toReversed())).toEqual([null, null, 'your turn']);
    const mixed = one.flatMap((event, place) => [event, ...two.slice(place, place + 1)]);
    expect(texts(mixed)).toEqual([null, null, null, null, 'your turn', 'your turn']);
    const parts = new PartsInFlight();
    expect(texts(one, parts).filter((text) => text !== null)).toEqual(['your turn']);
    expect(texts(one.slice(0, 2), parts)).toEqual([null, null]);
  });

  it('PRG-7 tells nobody when a part is missing, and its sender never', () => {
    const events = large(new Chain(bob, 'phone', chat), 5);
    for (const missing of [0, 1, 2])
      expect(texts(events.filter((_, place) => place !== missing))).toEqual([null, null]);
    expect(texts(large(new Chain(alice, 'desk', chat), 5))).toEqual([null, null, null]);
  });

  it('PRG-7 parts that lack their last for long are forgotten', () => {
    const parts = new PartsInFlight();
    const events = large(new Chain(bob, 'phone', chat), 5);
    texts(events.slice(0, 2), parts);
    for (let turn = 0; turn < 16; turn += 1) texts(large(new Chain(bob, `other ${turn}`, chat), 6).slice(0, 2), parts);
    expect(texts(events.slice(2), parts)).toEqual([null]);
  });
});
