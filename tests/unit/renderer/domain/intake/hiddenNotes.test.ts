/** What a device said that was taken out, beside what the person's others say. */
import { describe, expect, it } from 'vitest';
import { POLL_KIND } from '@domain/chat/bodies.ts';
import { OWN_ONLY, foldNotes } from '@domain/chat/foldNotes.ts';
import { NOTE_KINDS, afterOf, encodeNote, isNewerNote, readNote } from '@domain/chat/note.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { refOf } from '../../../../support/shared/noteEvents.ts';
import { Chain, alice, bob, chat } from '../../../../support/shared/storeFixtures.ts';
import { storeWithBob } from '../../../../support/web/storeWithBob.ts';
import { must } from '../support/devices.ts';

const START = 1_900_000_000_000;
const DAY = 86_400_000;
const LAST_ORDER = 2 ** 52 - 1;

function poll(): AdmittedEvent {
  const body = { question: 'q', options: ['a', 'b', 'c'], several: false, closes: null };
  return new Chain(bob, 'phone', chat).next({ at: START, kind: POLL_KIND, body });
}

function sign(chain: Chain, about: AdmittedEvent, said: { at: number; sign: string; after?: number | undefined }) {
  const body = encodeNote(refOf(about), { act: 'react', sign: said.sign }, said.after);
  return chain.next({ at: said.at, kind: NOTE_KINDS.react, body, sortAt: Math.min(said.at, START + 10) });
}

async function storeWith(
  said: readonly AdmittedEvent[],
  hidden: readonly AdmittedEvent[],
  then: readonly AdmittedEvent[],
) {
  const store = await storeWithBob();
  for (const event of said) must(await store.admit([event], 'relaxed'));
  for (const { id } of hidden) expect(must(await store.hideMessage(chat, id))).toBe(true);
  for (const event of then) must(await store.admit([event], 'relaxed'));
  const notes = must(await store.notes.within(chat, { from: { at: 0, id: '' }, to: null }));
  const { messages } = must(await store.messages(chat, { kind: 'latest', limit: 10 }));
  const [message] = messages;
  if (message === undefined) throw new Error('no message');
  return { notes, folded: foldNotes(message, notes, OWN_ONLY) };
}

const plus = [{ sign: '+', people: [alice] }];

describe('what was said by a device that is out', () => {
  it('CHT-57 and had a clock that was ahead leaves the person’s own sign its place', async () => {
    const about = poll();
    const theirs = sign(new Chain(alice, 'laptop', chat), about, { at: START + 10 * DAY, sign: 'X' });
    const own = sign(new Chain(alice, 'mine', chat), about, { at: START + 20, sign: '+' });
    const held = await storeWith([about, theirs], [theirs], [own]);
    const never = await storeWith([about], [], [own]);
    expect([held.folded.reactions, never.folded.reactions]).toEqual([plus, plus]);
  });

  it('CHT-57 fills none of the places of the person’s own votes, and is kept no more often than what counts', async () => {
    const about = poll();
    const [laptop, mine] = [new Chain(alice, 'laptop', chat), new Chain(alice, 'mine', chat)];
    const vote = (chain: Chain, at: number, option: number) =>
      chain.next({
        at,
        kind: NOTE_KINDS.vote,
        body: encodeNote(refOf(about), { act: 'vote', options: [option] }),
        sortAt: START + 10,
      });
    const theirs = Array.from({ length: 8 }, (_, count) => vote(laptop, START + 10 * DAY + count, 1));
    const more = Array.from({ length: 8 }, (_, count) => vote(laptop, START + 11 * DAY + count, 1));
    const own = vote(mine, START + 20, 2);
    const first = await storeWith([about, ...theirs], theirs, [own]);
    expect(first.folded.votes).toEqual([[], [], [alice]]);
    const store = await storeWithBob();
    must(await store.admit([about], 'relaxed'));
    for (const event of [...theirs, ...more]) {
      must(await store.admit([event], 'relaxed'));
      must(await store.hideMessage(chat, event.id));
    }
    must(await store.admit([own], 'relaxed'));
    const notes = must(await store.notes.within(chat, { from: { at: 0, id: '' }, to: null }));
    expect(notes.filter(({ hidden }) => hidden === true)).toHaveLength(8);
    expect(notes.filter(({ hidden }) => hidden === undefined)).toHaveLength(1);
  });
});

describe('a note that claims the end of all orders', () => {
  const mine = new Chain(alice, 'mine', chat);
  const claims = [
    { at: Number.MAX_SAFE_INTEGER, after: Number.MAX_SAFE_INTEGER },
    { at: START, after: LAST_ORDER },
    { at: LAST_ORDER + 1 },
  ];
  it.each(claims)('CHT-59 is none ($at, $after)', async ({ at, after }) => {
    const about = poll();
    const theirs = sign(new Chain(alice, 'laptop', chat), about, { at, sign: 'X', after });
    expect(readNote(theirs)).toBeNull();
    const own = sign(new Chain(alice, 'mine', chat), about, { at: START + 20, sign: '+' });
    expect((await storeWith([about, theirs], [], [own])).folded.reactions).toEqual(plus);
  });

  it('CHT-59 at the last one there is, what is said after it is a note all the same, and each later one after the one before', () => {
    const about = poll();
    const last = readNote(sign(mine, about, { at: START, sign: 'X', after: LAST_ORDER - 1 }));
    if (last === null) throw new Error('no note');
    const after = afterOf([last], START + 20);
    const [one, two] = [START + 20, START + 30].map((at) => readNote(sign(mine, about, { at, sign: '+', after })));
    if (one === null || one === undefined || two === null || two === undefined) throw new Error('no note');
    expect([isNewerNote(one, last), isNewerNote(two, one)]).toEqual([true, true]);
  });
});
