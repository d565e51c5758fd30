/** What one person says about a message on devices whose clocks are anywhere, as replicas take it whose own clocks are anywhere, too. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLL_KIND } from '@domain/chat/bodies.ts';
import { OWN_ONLY, editsOf, foldNotes } from '@domain/chat/foldNotes.ts';
import { type MessageNote, NOTE_KINDS, afterOf, encodeNote, isNewerNote, readNote } from '@domain/chat/note.ts';
import { MESSAGE_KIND } from '@domain/chat/project.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { nextAt, observeAt, sortAtOf } from '@domain/event/hybridClock.ts';
import { type NoteAbout, refOf } from '../../../../support/shared/noteEvents.ts';
import { Chain, alice, chat } from '../../../../support/shared/storeFixtures.ts';
import { storeWithBob } from '../../../../support/web/storeWithBob.ts';
import { must } from '../support/devices.ts';

const START = 1_700_000_000_000;
const DAY = 86_400_000;
const devices = ['desk', 'lap', 'phone'] as const;
/** Right, some minutes off to either side of what is tolerated, days off, years off. */
const clock = fc.oneof(
  fc.constant(0),
  fc.integer({ min: -900_000, max: 900_000 }),
  fc.constantFrom(-400 * DAY, -3 * DAY, 3 * DAY, 400 * DAY),
);
const step = fc.record({
  on: fc.nat({ max: devices.length - 1 }),
  act: fc.constantFrom('edit' as const, 'react' as const, 'vote' as const),
  /** Whether the device first hears what the others said. */
  hears: fc.boolean(),
  pause: fc.constantFrom(0, 1, 40_000, 400_000),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function wordsOf(act: Step['act'], place: number): NoteAbout {
  if (act === 'edit') return { act, text: `form ${place}`, mentions: [] };
  if (act === 'react') return { act, sign: `${place % 7}` };
  return { act, options: [place % 3] };
}

interface Said {
  readonly event: AdmittedEvent;
  readonly note: MessageNote;
  /** Of the same act and message, what its device had before it. */
  readonly inView: readonly MessageNote[];
}

/** A message and a poll of Alice's, and what her devices say of them, each by its own clock and by what it has heard. */
function history(steps: readonly Step[], clocks: readonly number[]) {
  const begun = new Chain(alice, 'old', chat);
  const text = begun.next({ at: START - 2 * DAY, kind: MESSAGE_KIND, body: { text: 'first' } });
  const body = { question: 'q', options: ['a', 'b', 'c'], several: false, closes: null };
  const poll = begun.next({ at: START - DAY, kind: POLL_KIND, body });
  const chains = devices.map((name) => new Chain(alice, name, chat));
  const heard = devices.map(() => new Set<Said>());
  const newest = devices.map(() => ({ seen: START - DAY, own: -1 }));
  const all: Said[] = [];
  let time = START;
  steps.forEach(({ on, act, hears, pause }, place) => {
    const [chain, known, own] = [chains[on], heard[on], newest[on]];
    if (chain === undefined || known === undefined || own === undefined) return;
    time += pause;
    const now = time + (clocks[on] ?? 0);
    if (hears) for (const said of all) known.add(said);
    for (const { event } of known) own.seen = observeAt(own.seen, event.content.at, now);
    const inView = [...known].map(({ note }) => note).filter(({ said }) => said.act === act);
    own.own = nextAt(now, own.seen, own.own);
    const about = refOf(act === 'vote' ? poll : text);
    const encoded = encodeNote(about, wordsOf(act, place), afterOf(inView, now));
    const event = chain.next({ at: own.own, kind: NOTE_KINDS[act], body: encoded });
    const note = readNote(event);
    if (note === null) throw new Error('no note');
    const said = { event, note, inView };
    known.add(said);
    all.push(said);
  });
  return { text, poll, all };
}

/** A replica takes the chains in an order of its own, at times of its own, by a clock of its own. */
async function replica(
  { text, poll, all }: ReturnType<typeof history>,
  { turns, ahead }: { readonly turns: readonly number[]; readonly ahead: number },
) {
  const store = await storeWithBob();
  must(await store.admit([text, poll], 'relaxed'));
  const lists = devices.map((name) =>
    all.filter(({ event }) => event.content.device === new Chain(alice, name, chat).device),
  );
  const shown = new Map<string, number>();
  let now = START + ahead;
  for (let turn = 0; lists.some((list) => list.length > 0); turn += 1) {
    const waiting = lists.filter((list) => list.length > 0);
    const next = waiting[(turns[turn % turns.length] ?? 0) % waiting.length]?.shift();
    if (next === undefined) break;
    now += 1 + ((turns[turn % turns.length] ?? 0) % 5) * 30_000;
    const { device, at } = next.event.content;
    const sortAt = sortAtOf(at, now, shown.get(device));
    shown.set(device, sortAt);
    must(await store.admit([{ ...next.event, sortAt }], 'relaxed'));
  }
  const { messages } = must(await store.messages(chat, { kind: 'latest', limit: 10 }));
  const notes = must(await store.notes.within(chat, { from: { at: 0, id: '' }, to: null }));
  const shows = messages.map((record) => {
    const about = notes.filter(({ message }) => message === record.id);
    const { reactions, votes, record: folded } = foldNotes(record, about, OWN_ONLY);
    return {
      row: record.body,
      body: folded.body,
      reactions,
      votes,
      edits: editsOf(record, about).map(({ said }) => said.text),
    };
  });
  return { shows, byPlace: notes.toSorted((one, other) => one.saidAt - other.saidAt).map(({ event }) => event) };
}

const steps = fc.array(step, { minLength: 2, maxLength: 14 });
const clocks = fc.tuple(clock, clock, clock);
const turns = fc.array(fc.nat({ max: 30 }), { minLength: 3, maxLength: 12 });

describe('what one says about a message on devices whose clocks disagree', () => {
  it('CHT-59 comes to the same on every replica, whenever it came there and whatever its own clock says', async () => {
    let apart = 0;
    const runs = fc.asyncProperty(
      steps,
      clocks,
      fc.array(fc.record({ turns, ahead: clock }), { minLength: 3, maxLength: 3 }),
      async (all, skews, replicas) => {
        const said = history(all, skews);
        const [first, ...others] = await Promise.all(replicas.map((one) => replica(said, one)));
        for (const other of others) {
          expect(other.shows).toEqual(first?.shows);
          if (JSON.stringify(other.byPlace) !== JSON.stringify(first?.byPlace)) apart += 1;
        }
      },
    );
    await fc.assert(runs, { numRuns: 250 });
    // Where places never differ, nothing is proved.
    expect(apart).toBeGreaterThan(100);
  });

  it('CHT-59 what was said with other words in view counts after them, however far ahead those were', () => {
    let named = 0;
    fc.assert(
      fc.property(steps, clocks, (all, skews) => {
        for (const { note, inView } of history(all, skews).all) {
          for (const before of inView) expect(isNewerNote(note, before)).toBe(true);
          if (note.after !== undefined) named += 1;
        }
      }),
      { numRuns: 300 },
    );
    expect(named).toBeGreaterThan(100);
  });

  it('CHT-59 any three notes have one order', () => {
    const made = fc.record({
      at: fc.nat({ max: 3 }),
      after: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
      place: fc.nat({ max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(made, { minLength: 3, maxLength: 3 }), (all) => {
        const about = refOf(new Chain(alice, 'old', chat).next({ at: 1 }));
        const notes = all.flatMap(({ at, after, place }, count) => {
          const encoded = encodeNote(about, { act: 'react', sign: '+' }, after);
          const event = new Chain(alice, `device ${count}`, chat).next({
            at,
            kind: NOTE_KINDS.react,
            body: encoded,
            sortAt: place,
          });
          return readNote(event) ?? [];
        });
        const [a, b, c] = notes;
        if (a === undefined || b === undefined || c === undefined) throw new Error('no note');
        expect(isNewerNote(a, b)).toBe(!isNewerNote(b, a));
        if (isNewerNote(a, b) && isNewerNote(b, c)) expect(isNewerNote(a, c)).toBe(true);
      }),
    );
  });
});
