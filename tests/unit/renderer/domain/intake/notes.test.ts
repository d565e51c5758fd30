import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLL_KIND } from '@domain/chat/bodies.ts';
import { foldNotes } from '@domain/chat/foldNotes.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { NO_NOTES, NoteDraft } from '@domain/intake/noteDraft.ts';
import { readNote } from '@domain/chat/note.ts';
import type { AccountId, EventId } from '@shared/ids.ts';
import { type NoteAbout, answering, noted, refOf } from '../../../../support/shared/noteEvents.ts';
import { Chain, alice, bob, chat, idOf } from '../../../../support/shared/storeFixtures.ts';
import { storeWithBob } from '../../../../support/web/storeWithBob.ts';
import { must } from '../support/devices.ts';

const carol = idOf<AccountId>('carol');
const people = [alice, bob, carol] as const;
/** Two of one's own devices, one of each of the others. */
const devices = [
  [alice, 'desk'],
  [alice, 'lap'],
  [bob, 'phone'],
  [carol, 'tablet'],
] as const;

const said: fc.Arbitrary<NoteAbout> = fc.oneof(
  fc.record({ act: fc.constant('react' as const), sign: fc.constantFrom('+', '-', null) }),
  fc.record({
    act: fc.constant('edit' as const),
    text: fc.constantFrom('', 'x', '@ named'),
    mentions: fc.constantFrom([], [{ account: alice, start: 0, length: 1 }]),
  }),
  fc.constant({ act: 'recall' as const }),
  fc.record({ act: fc.constant('vote' as const), options: fc.uniqueArray(fc.nat({ max: 4 }), { maxLength: 3 }) }),
  fc.constant({ act: 'close' as const }),
);
/** Who speaks, and either a message (null) or something about the message of that number. */
const step = fc.record({ who: fc.nat({ max: devices.length - 1 }), about: fc.option(fc.nat(), { freq: 3 }), said });

/** What was said, by chain: notes may be about messages of any chain, earlier and later ones. */
function history(
  steps: readonly { who: number; about: number | null; said: NoteAbout }[],
): readonly (readonly AdmittedEvent[])[] {
  const chains = devices.map(([account, device]) => new Chain(account, device, chat));
  const lists: AdmittedEvent[][] = devices.map(() => []);
  const messages: AdmittedEvent[] = [];
  steps.forEach(({ who, about, said: words }, place) => {
    const chain = chains[who];
    if (chain === undefined) return;
    const at = 10 + place * 10;
    const target = about === null ? undefined : messages[about % Math.max(1, messages.length)];
    const event =
      target === undefined ? message(chain, at, place) : noted(chain, at, { about: refOf(target), said: words });
    if (target === undefined) messages.push(event);
    lists[who]?.push(event);
  });
  return lists;
}

function message(chain: Chain, at: number, place: number): AdmittedEvent {
  const body = { question: 'q', options: ['a', 'b', 'c'], several: place % 2 === 0, closes: null };
  if (place % 3 === 0) return chain.next({ at, kind: POLL_KIND, body });
  return answering(chain, at, { text: `@ ${place}`, names: place % 2 === 0 ? [alice] : [] });
}

/** Takes the chains up in some order: an even turn takes a chain's next, an odd one gives the rest of a chain from below at its end. */
async function taken(lists: readonly (readonly AdmittedEvent[])[], turns: readonly number[]) {
  const store = await storeWithBob();
  const left = lists.map((list) => [...list]);
  const fromBelow = left.map((list, place) => ((turns[place] ?? 0) % 2 === 1 ? list.splice(0, list.length) : []));
  // Newest first, as history comes.
  for (const list of fromBelow) for (const event of list.toReversed()) must(await store.admitBelow([event]));
  for (const turn of turns) {
    const waiting = left.filter((list) => list.length > 0);
    const list = waiting[turn % Math.max(1, waiting.length)];
    if (list !== undefined) must(await store.admit(list.splice(0, 1 + (turn % 3)), 'relaxed'));
  }
  must(await store.admit(left.flat(), 'relaxed'));
  const page = must(await store.messages(chat, { kind: 'latest', limit: 1000 }));
  const notes = must(await store.notes.within(chat, { from: { at: 0, id: '' }, to: null }));
  const byId = notes.toSorted((one, other) => (one.event < other.event ? -1 : 1));
  const named = must(await store.notes.named(chat, 1000));
  const row = must(await store.conversations.get(chat));
  return { messages: page.messages, notes: byId, named, last: row?.last, unread: row?.unread };
}

describe('what is said about messages', () => {
  it('INT-15 whatever the order of chains, batches and history, the rows are the same', async () => {
    const runs = fc.asyncProperty(
      fc.array(step, { minLength: 2, maxLength: 24 }),
      fc.array(fc.nat({ max: 20 }), { minLength: 4, maxLength: 30 }),
      fc.array(fc.nat({ max: 20 }), { minLength: 4, maxLength: 30 }),
      async (steps, one, other) => {
        const lists = history(steps);
        expect(await taken(lists, one)).toEqual(await taken(lists, other));
      },
    );
    await fc.assert(runs, { numRuns: 300 });
  });

  it('INT-16 what the rows say is what folding all that was ever said comes to', async () => {
    const runs = fc.asyncProperty(
      fc.array(step, { minLength: 2, maxLength: 24 }),
      fc.array(fc.nat({ max: 20 }), { minLength: 4, maxLength: 30 }),
      async (steps, turns) => {
        const { messages, notes, last } = await taken(history(steps), turns);
        const rules = { mightRecall: () => false };
        for (const record of messages) {
          const about = notes.filter((note) => note.message === record.id);
          const folded = foldNotes(record, about, rules);
          // The row holds it already.
          expect(folded.record).toEqual(record);
          const backwards = foldNotes(record, about.toReversed(), rules);
          expect(backwards).toEqual(folded);
          // Of what was taken back there is nothing, whoever said anything about it.
          if (record.body.kind === 'recalled')
            expect([record.extras, record.edited, folded.reactions]).toEqual([undefined, undefined, []]);
        }
        expect(last).toEqual(messages.at(-1) ?? null);
      },
    );
    await fc.assert(runs, { numRuns: 150 });
  });

  it('INT-15 what waits stands before every message, whatever place it names, each author apart from the others', () => {
    const draft = new NoteDraft(NO_NOTES, alice);
    const about = { id: idOf<EventId>('nowhere'), at: Number.MAX_SAFE_INTEGER };
    for (const author of people) {
      const note = readNote(noted(new Chain(author, author, chat), 10, { about, said: { act: 'react', sign: '+' } }));
      if (note === null) throw new Error('no note');
      draft.addNote(note);
    }
    const { notes } = draft.plan();
    expect(notes.map(({ waiting }) => waiting)).toEqual(people.map(() => about.id));
    expect(notes.every(({ at }) => at < 0)).toBe(true);
    expect(new Set(notes.map(({ at }) => at)).size).toBe(people.length);
  });

  it('INT-17 a note by somebody else changes no words and takes nothing back', async () => {
    const runs = fc.asyncProperty(
      fc.array(said, { maxLength: 12 }),
      fc.constantFrom(...people.slice(1)),
      async (notes, who) => {
        const mine = answering(new Chain(alice, 'desk', chat), 10, { text: 'mine' });
        const theirs = new Chain(who, 'phone', chat);
        const about = refOf(mine);
        const events = notes.map((one, place) => noted(theirs, 20 + place, { about, said: one }));
        const { messages, notes: kept } = await taken([[mine], events], [0, 0]);
        expect(messages).toMatchObject([{ body: { kind: 'text', text: 'mine' } }]);
        expect(messages[0]?.edited).toBeUndefined();
        expect(kept.some((note) => note.said.act === 'edit' || note.said.act === 'close')).toBe(false);
      },
    );
    await fc.assert(runs, { numRuns: 60 });
  });
});
