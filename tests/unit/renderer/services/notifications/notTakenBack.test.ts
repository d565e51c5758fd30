import { describe, expect, it } from 'vitest';
import { notTakenBack } from '@services/notifications/notTakenBack.ts';
import { noted, refOf } from '../../../../support/shared/noteEvents.ts';
import { Chain, alice, bob, chat } from '../../../../support/shared/storeFixtures.ts';

const recall = { act: 'recall' } as const;

describe('what is told of events that came together', () => {
  it('NTF-8 is nothing of what its author took back among them, whichever came first and from whichever device', () => {
    const theirs = new Chain(bob, 'phone', chat);
    const [gone, stays] = [theirs.next({ at: 1, text: 'secret' }), theirs.next({ at: 2, text: 'stays' })];
    const asked = noted(new Chain(bob, 'desk', chat), 3, { about: refOf(gone), said: recall });
    expect(notTakenBack([gone, stays, asked])).toEqual([stays, asked]);
    expect(notTakenBack([asked, gone, stays])).toEqual([asked, stays]);
  });

  it('NTF-8 is all of what another asked to take back, or of which something else is said', () => {
    const theirs = new Chain(bob, 'phone', chat);
    const said = theirs.next({ at: 1, text: 'stays' });
    const asked = noted(new Chain(alice, 'desk', chat), 2, { about: refOf(said), said: recall });
    const liked = noted(theirs, 3, { about: refOf(said), said: { act: 'react', sign: '+' } });
    expect(notTakenBack([said, asked, liked])).toEqual([said, asked, liked]);
  });
});
