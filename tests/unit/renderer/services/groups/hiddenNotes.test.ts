/** What is shown of signs and edits once the chain of a device ends before some of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { OWN_ONLY, foldNotes } from '@domain/chat/foldNotes.ts';
import { NOTE_KINDS, encodeNote } from '@domain/chat/note.ts';
import { MESSAGE_KIND } from '@domain/chat/project.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { GroupBook } from '@services/groups/groupBook.ts';
import type { Roster } from '@domain/group/roster.ts';
import { HiddenWords } from '@services/groups/hiddenWords.ts';
import type { SpaceId } from '@shared/ids.ts';
import { fail } from '@shared/result.ts';
import { type NoteAbout, refOf } from '../../../../support/shared/noteEvents.ts';
import { Chain, alice, bob, chat, idOf } from '../../../../support/shared/storeFixtures.ts';
import { storeWithBob } from '../../../../support/web/storeWithBob.ts';
import { must } from '../../domain/support/devices.ts';

const START = 1_900_000_000_000;
const DAY = 86_400_000;

/** A chat of two is no group. */
const NO_GROUPS: Pick<GroupBook, 'get'> = { get: () => null };

type Gaps = Roster['gaps'];

interface Scene {
  readonly store: MemoryDocumentStore;
  readonly hidden: HiddenWords;
}

async function deviceOfAlice(groups: Pick<GroupBook, 'get'> = NO_GROUPS): Promise<Scene> {
  const store = await storeWithBob();
  return startedOver(store, groups);
}

/** What an app that starts over a store has. */
function startedOver(store: MemoryDocumentStore, groups: Pick<GroupBook, 'get'> = NO_GROUPS): Scene {
  const self = { account: alice, device: idOf<AdmittedEvent['content']['device']>('mine') };
  return { store, hidden: new HiddenWords({ self, store, groups: groups as GroupBook }) };
}

/** A device of a group in which somebody was out for a while, as far as it knows. */
async function deviceInGroup() {
  let gaps: Gaps = new Map();
  // Of a group only what is used here is there.
  const group = () => ({ rules: { policies: [] }, roster: { gaps } }) as unknown as ReturnType<GroupBook['get']>;
  const scene = await deviceOfAlice({ get: group });
  return {
    ...scene,
    hears: async (after: Gaps) => {
      const before = gaps;
      gaps = after;
      scene.hidden.onGaps(chat, before, after);
      await scene.hidden.settled();
    },
    comes: async (event: AdmittedEvent) => {
      must(await scene.store.admit([event], 'relaxed'));
      scene.hidden.onAdmitted(chat, [event]);
      await scene.hidden.settled();
    },
  };
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

/** From here on no notes are read anew, until what this returns is called. */
function cannotReadAnew({ store: { notes } }: Scene): () => void {
  const readAgain = notes.readAgain.bind(notes);
  notes.readAgain = () => Promise.resolve(fail('storage-failed', 'the app ended'));
  return () => void (notes.readAgain = readAgain);
}

function says(chain: Chain, about: AdmittedEvent, { at, said }: { readonly at: number; readonly said: NoteAbout }) {
  const place = Math.min(at, START + 50);
  return chain.next({ at, kind: NOTE_KINDS[said.act], body: encodeNote(refOf(about), said), sortAt: place });
}

const sign = (name: string): NoteAbout => ({ act: 'react', sign: name });

const firstWords = () => new Chain(alice, 'old', chat).next({ at: START, kind: MESSAGE_KIND, body: { text: 'first' } });

/** A message, the person's own sign on it, and one of their laptop, which pushed that out. */
function signs(): readonly [AdmittedEvent, AdmittedEvent, AdmittedEvent] {
  const about = firstWords();
  const far = says(new Chain(alice, 'laptop', chat), about, { at: START + 30, said: sign('X') });
  return [about, says(new Chain(alice, 'phone', chat), about, { at: START + 20, said: sign('+') }), far];
}

describe('notes of a device whose chain ends', () => {
  it('CHT-57 what the person said meanwhile elsewhere is shown as where the device’s words never came', async () => {
    const about = firstWords();
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
        const about = firstWords();
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

/** Two devices of somebody, of which what the laptop says from a place on was said while they were out. */
const steps = fc.array(fc.record({ isLaptop: fc.boolean(), act: fc.constantFrom('react' as const, 'edit' as const) }), {
  minLength: 1,
  maxLength: 10,
});

/** What they said about one's own message, edits included, on the phone and on the laptop. */
function saidAbout(
  about: AdmittedEvent,
  list: readonly { readonly isLaptop: boolean; readonly act: 'react' | 'edit' }[],
): readonly [AdmittedEvent[], AdmittedEvent[]] {
  const [phone, laptop] = [new Chain(alice, 'phone', chat), new Chain(alice, 'laptop', chat)];
  const said: [AdmittedEvent[], AdmittedEvent[]] = [[], []];
  for (const [place, { isLaptop, act }] of list.entries()) {
    const what: NoteAbout = act === 'react' ? sign(`${place}`) : { act, text: `${place}`, mentions: [] };
    said[isLaptop ? 1 : 0].push(says(isLaptop ? laptop : phone, about, { at: START + 20 + place, said: what }));
  }
  return said;
}

/** Both chains in one order, each in its own. */
function mixed(lists: readonly (readonly AdmittedEvent[])[], turns: readonly number[]): readonly AdmittedEvent[] {
  const queues = lists.map((list) => [...list]);
  const all: AdmittedEvent[] = [];
  for (let turn = 0; queues.some((queue) => queue.length > 0); turn += 1) {
    const open = queues.filter((queue) => queue.length > 0);
    const next = open[(turns[turn % turns.length] ?? 0) % open.length]?.shift();
    if (next !== undefined) all.push(next);
  }
  return all;
}

describe('notes of somebody who was out of a group', () => {
  it('CHT-57 a sign they pushed out of their own is back, whatever came first', async () => {
    const about = firstWords();
    const inside = says(new Chain(bob, 'phone', chat), about, { at: START + 10, said: sign('+') });
    const outside = says(new Chain(bob, 'laptop', chat), about, { at: START + 20, said: sign('X') });
    const gaps: Gaps = new Map([[outside.content.device, [{ after: -1, before: START + 100 }]]]);
    for (const order of [
      [about, inside, outside],
      [about, outside, inside],
    ]) {
      const one = await deviceInGroup();
      await one.hears(gaps);
      for (const event of order) await one.comes(event);
      expect((await shownBy(one)).reactions).toEqual([{ sign: '+', people: [bob] }]);
      await one.hears(new Map());
      expect((await shownBy(one)).reactions).toEqual([{ sign: 'X', people: [bob] }]);
    }
  });

  it('CHT-57 whatever came when, and whenever one hears that they were out, all show what those show who never had it', async () => {
    let differed = 0;
    const runs = fc.asyncProperty(
      steps,
      fc.nat({ max: 10 }),
      fc.array(fc.nat({ max: 9 }), { minLength: 3, maxLength: 10 }),
      fc.nat({ max: 10 }),
      async (list, end, turns, hearsAt) => {
        const about = firstWords();
        const [phone, laptop] = saidAbout(about, list);
        const [first] = laptop;
        const gaps: Gaps = new Map(
          first === undefined ? [] : [[first.content.device, [{ after: end - 1, before: null }]]],
        );
        const [held, never, all] = [await deviceInGroup(), await deviceOfAlice(), await deviceOfAlice()];
        await held.comes(about);
        for (const [place, event] of mixed([phone, laptop], turns).entries()) {
          if (place === hearsAt) await held.hears(gaps);
          await held.comes(event);
        }
        await held.hears(gaps);
        for (const event of [about, ...phone, ...laptop.slice(0, end)])
          must(await never.store.admit([event], 'relaxed'));
        for (const event of [about, ...phone, ...laptop]) must(await all.store.admit([event], 'relaxed'));
        const shown = await shownBy(held);
        expect(shown).toEqual(await shownBy(never));
        await held.hears(new Map());
        expect(await shownBy(held)).toEqual(await shownBy(all));
        if (JSON.stringify(await shownBy(held)) !== JSON.stringify(shown)) differed += 1;
      },
    );
    await fc.assert(runs, { numRuns: 200 });
    // Where being out changes nothing, nothing is proved.
    expect(differed).toBeGreaterThan(20);
  });

  it('CHT-57 what could not be read anew is read anew with the next word on it', async () => {
    const [about, own, far] = signs();
    const held = await deviceOfAlice();
    for (const event of [about, own, far]) must(await held.store.admit([event], 'relaxed'));
    const mend = cannotReadAnew(held);
    await endsBefore(held, [far]);
    expect((await shownBy(held)).reactions).toEqual([]);
    mend();
    await endsBefore(held, [far]);
    expect((await shownBy(held)).reactions).toEqual([{ sign: '+', people: [alice] }]);
  });

  it('CHT-57 what was owed when the app ended is done when it starts again, with no word on it', async () => {
    const [about, own, far] = signs();
    const held = await deviceOfAlice();
    for (const event of [about, own, far]) must(await held.store.admit([event], 'relaxed'));
    const mend = cannotReadAnew(held);
    await endsBefore(held, [far]);
    mend();
    const again = startedOver(held.store);
    const told: string[] = [];
    await again.hidden.resume(async (space) => {
      told.push(space);
      again.hidden.onBeyond(space, [far.id]);
    });
    expect((await shownBy(again)).reactions).toEqual([{ sign: '+', people: [alice] }]);
    // Once it is done nothing is owed any more.
    await startedOver(held.store).hidden.resume(async (space) => void told.push(space));
    expect(told).toEqual([chat]);
  });

  it('CHT-57 a group in which somebody was found to have been out as the app ended is judged anew at the next start', async () => {
    const about = firstWords();
    const far = new Chain(bob, 'laptop', chat).next({ at: START + 30, kind: MESSAGE_KIND, body: { text: 'second' } });
    const gaps: Gaps = new Map([[far.content.device, [{ after: -1, before: START + 100 }]]]);
    // Of a group only what is used here is there.
    const group = () => ({ rules: { policies: [] }, roster: { gaps } }) as unknown as ReturnType<GroupBook['get']>;
    const held = await deviceOfAlice({ get: group });
    for (const event of [about, far]) must(await held.store.admit([event], 'relaxed'));
    const hideMessage = held.store.hideMessage.bind(held.store);
    held.store.hideMessage = () => Promise.resolve(fail('storage-failed', 'the app ended'));
    cannotReadAnew(held);
    held.hidden.onGaps(chat, new Map(), gaps);
    await held.hidden.settled();
    const shown = async () => must(await held.store.messages(chat, { kind: 'latest', limit: 10 })).messages.length;
    expect(await shown()).toBe(2);
    held.store.hideMessage = hideMessage;
    await startedOver(held.store, { get: group }).hidden.resume(() => Promise.resolve());
    expect(await shown()).toBe(1);
  });

  it('CHT-57 what was owed before there was a list of it is done at the next start', async () => {
    const [about, own, far] = signs();
    const held = await deviceOfAlice();
    for (const event of [about, own, far]) must(await held.store.admit([event], 'relaxed'));
    const mend = cannotReadAnew(held);
    await endsBefore(held, [far]);
    mend();
    // As versions before left it: what is hidden in a chat tells alone that something is owed.
    must(await held.store.values.remove('hidden-owed'));
    const told: string[] = [];
    const again = startedOver(held.store);
    await again.hidden.resume(async (space) => {
      told.push(space);
      again.hidden.onBeyond(space, [far.id]);
    });
    expect((await shownBy(again)).reactions).toEqual([{ sign: '+', people: [alice] }]);
    const { values } = held.store;
    let looked = 0;
    const all = values.all.bind(values);
    values.all = () => ((looked += 1), all());
    await startedOver(held.store).hidden.resume(async (space) => void told.push(space));
    expect([told, looked]).toEqual([[chat], 0]);
  });

  it('CHT-57 a list of what is owed that cannot be read at once is not written over, and keeps nothing in sight', async () => {
    const [about, own, far] = signs();
    const other = idOf<SpaceId>('other chat');
    const held = await deviceOfAlice();
    for (const event of [about, own, far]) must(await held.store.admit([event], 'relaxed'));
    cannotReadAnew(held);
    held.hidden.onBeyond(other, [far.id]);
    await held.hidden.settled();
    const { values } = held.store;
    const get = values.get.bind(values);
    values.get = async (name) => (name === 'hidden-owed' ? fail('storage-failed', 'busy') : get(name));
    const again = startedOver(held.store);
    await endsBefore(again, [far]);
    expect((await shownBy(again)).reactions).toEqual([]);
    values.get = get;
    await endsBefore(again, [far, own]);
    const told: string[] = [];
    await startedOver(held.store).hidden.resume(async (space) => void told.push(space));
    expect(told.toSorted()).toEqual([chat, other].toSorted());
  });

  it('GRS-10 a list of what is out of sight that cannot be read at once is not written over', async () => {
    const chain = new Chain(alice, 'laptop', chat);
    const words = chain.many(3, (place) => ({ at: START + place, kind: MESSAGE_KIND, body: { text: `${place}` } }));
    const [, second, third] = words;
    if (second === undefined || third === undefined) throw new Error('too few');
    const held = await deviceOfAlice();
    for (const event of words) must(await held.store.admit([event], 'relaxed'));
    const shown = async () => must(await held.store.messages(chat, { kind: 'latest', limit: 10 })).messages.length;
    await endsBefore(held, [third]);
    expect(await shown()).toBe(2);
    const { values } = held.store;
    const get = values.get.bind(values);
    values.get = () => Promise.resolve(fail('storage-failed', 'busy'));
    await endsBefore(held, [second, third]);
    values.get = get;
    await endsBefore(held, []);
    expect(await shown()).toBe(3);
  });

  it('GRS-10 what went out of sight as the app ended is on a list, and is back when it counts', async () => {
    const about = firstWords();
    const far = new Chain(alice, 'laptop', chat).next({ at: START + 30, kind: MESSAGE_KIND, body: { text: 'second' } });
    const held = await deviceOfAlice();
    for (const event of [about, far]) must(await held.store.admit([event], 'relaxed'));
    const { values } = held.store;
    const put = values.put.bind(values);
    // Once it is hidden nothing is kept any more.
    const hideMessage = held.store.hideMessage.bind(held.store);
    held.store.hideMessage = async (...place) => {
      const hid = await hideMessage(...place);
      values.put = () => Promise.resolve(fail('storage-failed', 'the app ended'));
      return hid;
    };
    await endsBefore(held, [far]);
    expect(must(await held.store.messages(chat, { kind: 'latest', limit: 10 })).messages).toHaveLength(1);
    values.put = put;
    held.store.hideMessage = hideMessage;
    await endsBefore(held, []);
    expect(must(await held.store.messages(chat, { kind: 'latest', limit: 10 })).messages).toHaveLength(2);
  });
});
