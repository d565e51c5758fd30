/** What is shown of signs and edits once the chain of a device ends before some of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { OWN_ONLY, foldNotes } from '@domain/chat/foldNotes.ts';
import { NOTE_KINDS, encodeNote } from '@domain/chat/note.ts';
import { MESSAGE_KIND } from '@domain/chat/project.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { GroupBook } from '@services/groups/groupBook.ts';
import { HiddenWords } from '@services/groups/hiddenWords.ts';
import { type NoteAbout, refOf } from '../../../../support/shared/noteEvents.ts';
import { Chain, alice, bob, chat, idOf, newRow } from '../../../../support/shared/storeFixtures.ts';
import { must } from '../../domain/support/devices.ts';

const START = 1_900_000_000_000;
const DAY = 86_400_000;

/** A chat of two is no group. */
const NO_GROUPS: Pick<GroupBook, 'get'> = { get: () => null };

interface Scene {
  readonly store: MemoryDocumentStore;
  readonly hidden: HiddenWords;
}

async function deviceOfAlice(): Promise<Scene> {
  const store = new MemoryDocumentStore();
  must(await store.open(alice));
  must(await store.conversations.put(newRow(chat, bob)));
  const self = { account: alice, device: idOf<AdmittedEvent['content']['device']>('mine') };
  return { store, hidden: new HiddenWords({ self, store, groups: NO_GROUPS as GroupBook }) };
}

async function shownBy({ store }: Scene) {
  const { messages } = must(await store.messages(chat, { kind: 'latest', limit: 10 }));
  const notes = must(await store.notes.within(chat, { from: { at: 0, id: '' }, to: null }));
  const [message] = messages;
  if (message === undefined) throw new Error('no message');
  const { reactions, record } = foldNotes(message, notes, OWN_ONLY);
  return { reactions, words: record.body, row: message.body };
}

async function endsBefore({ hidden }: Scene, beyond: readonly AdmittedEvent[]): Promise<void> {
  hidden.onBeyond(
    chat,
    beyond.map(({ id }) => id),
  );
  await hidden.settled();
}

function says(chain: Chain, about: AdmittedEvent, { at, said }: { readonly at: number; readonly said: NoteAbout }) {
  const place = Math.min(at, START + 50);
  return chain.next({ at, kind: NOTE_KINDS[said.act], body: encodeNote(refOf(about), said), sortAt: place });
}

const sign = (name: string): NoteAbout => ({ act: 'react', sign: name });

describe('notes of a device whose chain ends', () => {
  it('CHT-57 what the person said meanwhile elsewhere is shown as where the device’s words never came', async () => {
    const about = new Chain(alice, 'old', chat).next({ at: START, kind: MESSAGE_KIND, body: { text: 'first' } });
    const laptop = new Chain(alice, 'laptop', chat);
    const far = says(laptop, about, { at: START + 10 * DAY, said: sign('X') });
    const own = says(new Chain(alice, 'phone', chat), about, { at: START + 20, said: sign('+') });
    const [held, never] = [await deviceOfAlice(), await deviceOfAlice()];
    for (const event of [about, far, own]) must(await held.store.admit([event], 'relaxed'));
    for (const event of [about, own]) must(await never.store.admit([event], 'relaxed'));
    expect((await shownBy(held)).reactions).toEqual([{ sign: 'X', people: [alice] }]);
    await endsBefore(held, [far]);
    expect((await shownBy(held)).reactions).toEqual([{ sign: '+', people: [alice] }]);
    expect(await shownBy(held)).toEqual(await shownBy(never));
    // The end was another after all.
    await endsBefore(held, []);
    expect((await shownBy(held)).reactions).toEqual([{ sign: 'X', people: [alice] }]);
  });

  it('CHT-57 whatever came when, all come to what those show that never had what lies beyond the end', async () => {
    const step = fc.record({
      isLost: fc.boolean(),
      ahead: fc.constantFrom(0, 0, 10 * DAY),
      act: fc.constantFrom('react' as const, 'edit' as const),
    });
    let differed = 0;
    const runs = fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 10 }),
      fc.nat({ max: 10 }),
      fc.array(fc.nat({ max: 9 }), { minLength: 3, maxLength: 10 }),
      fc.nat({ max: 10 }),
      async (steps, end, turns, hearsAt) => {
        const about = new Chain(alice, 'old', chat).next({ at: START, kind: MESSAGE_KIND, body: { text: 'first' } });
        const [laptop, phone] = [new Chain(alice, 'laptop', chat), new Chain(alice, 'phone', chat)];
        const lists: [AdmittedEvent[], AdmittedEvent[]] = [[], []];
        let lostAt = START;
        steps.forEach(({ isLost, ahead, act }, place) => {
          const said: NoteAbout = act === 'react' ? sign(`${place}`) : { act, text: `${place}`, mentions: [] };
          // The clock of one device only rises.
          const at = isLost ? Math.max(lostAt + 1, START + 20 + place + ahead) : START + 20 + place;
          if (isLost) lostAt = at;
          lists[isLost ? 0 : 1].push(says(isLost ? laptop : phone, about, { at, said }));
        });
        const beyond = lists[0].slice(end);
        const [held, never] = [await deviceOfAlice(), await deviceOfAlice()];
        must(await held.store.admit([about], 'relaxed'));
        const queues = lists.map((list) => [...list]);
        for (let turn = 0; queues.some((queue) => queue.length > 0); turn += 1) {
          const open = queues.filter((queue) => queue.length > 0);
          const next = open[(turns[turn % turns.length] ?? 0) % open.length]?.shift();
          if (next === undefined) break;
          must(await held.store.admit([next], 'relaxed'));
          if (turn === hearsAt) await endsBefore(held, beyond);
        }
        const before = JSON.stringify(await shownBy(held));
        await endsBefore(held, beyond);
        for (const event of [about, ...lists[0].slice(0, end), ...lists[1]])
          must(await never.store.admit([event], 'relaxed'));
        expect(await shownBy(held)).toEqual(await shownBy(never));
        if (JSON.stringify(await shownBy(held)) !== before) differed += 1;
      },
    );
    await fc.assert(runs, { numRuns: 200 });
    // Where the end changes nothing, nothing is proved.
    expect(differed).toBeGreaterThan(20);
  });
});
