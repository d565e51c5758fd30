import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import { compareBytes } from '@domain/codec/bytes.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { MAX_PART_BYTES, DOCUMENT_KIND, UPDATE_KIND, splitWord } from '@domain/mini/parts.ts';
import { ProgramDraft, type ProgramsKnown, programsOf } from '@domain/mini/programDraft.ts';
import { programKey } from '@domain/mini/records.ts';
import { encodeUpdate } from '@domain/mini/updateText.ts';
import { Chain, alice, bob, chat, idOf } from '../../../../support/shared/storeFixtures.ts';

const instance = idOf<EventId>('instance');

/** What two people's three devices said. */
function history(seed: readonly number[]): readonly AdmittedEvent[] {
  const chains = [new Chain(alice, 'desk', chat), new Chain(bob, 'phone', chat), new Chain(bob, 'lap', chat)];
  return seed.flatMap((number) => {
    const chain = chains[number % 3];
    if (chain === undefined) return [];
    const isLarge = number % 7 === 0;
    const info = number % 2 === 0 ? { info: `line ${number}` } : {};
    const href = number % 5 === 0 ? { href: '/x' } : {};
    const bytes = isLarge
      ? new Uint8Array(MAX_PART_BYTES * 2 + number).fill(number)
      : encodeUpdate({ payload: String(number), summary: `s${number}`, ...info, ...href });
    const bodies = splitWord({ instance, document: isLarge ? 'd' : null, bytes }) ?? [];
    return bodies.map((body) =>
      chain.next({ at: 1 + (number % 11), kind: isLarge ? DOCUMENT_KIND : UPDATE_KIND, body }),
    );
  });
}

/** What is known after taking events in batches, and which lines then stand. */
function taken(batches: readonly (readonly AdmittedEvent[])[]) {
  let known: ProgramsKnown = { ledgers: new Map(), parts: [] };
  const lines = new Map<string, string>();
  const entries: Uint8Array[] = [];
  for (const batch of batches) {
    const draft = new ProgramDraft(known);
    const made = batch.flatMap((event) => draft.add(event, event.author === alice) ?? []);
    const plan = draft.plan();
    for (const line of made) lines.set(line.id, line.body.kind === 'program-info' ? line.body.text : '');
    for (const { id } of plan.goneLines) lines.delete(id);
    entries.push(...plan.entries.map(({ bytes }) => bytes));
    const ledgers = new Map(known.ledgers);
    for (const ledger of plan.ledgers) ledgers.set(programKey(ledger), ledger);
    known = { ledgers, parts: [...known.parts, ...plan.parts] };
  }
  const [ledger] = known.ledgers.values();
  return {
    lines: [...lines].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    entries: entries.toSorted(compareBytes),
    summary: ledger?.summary ?? null,
    serial: ledger?.serial ?? 0,
  };
}

describe('what is said in programs', () => {
  it('INT-13 is the same whatever order events come in and however they are batched', () => {
    const seeds = fc.uniqueArray(fc.nat(200), { maxLength: 12 });
    fc.assert(
      fc.property(seeds, fc.infiniteStream(fc.nat()), fc.integer({ min: 1, max: 5 }), (seed, random, size) => {
        const events = history(seed);
        const shuffled = events.map((event) => [random.next().value, event] as const).toSorted(([a], [b]) => a - b);
        const batches: AdmittedEvent[][] = [];
        for (const [, event] of shuffled) {
          const last = batches.at(-1);
          if (last === undefined || last.length >= size) batches.push([event]);
          else last.push(event);
        }
        const [inOrder, inAny] = [taken([events]), taken(batches)];
        expect(inAny.lines).toEqual(inOrder.lines);
        expect(inAny.summary).toEqual(inOrder.summary);
        expect(inAny.serial).toBe(inOrder.serial);
        expect(
          inAny.entries.every((bytes, n) => compareBytes(bytes, inOrder.entries[n] ?? new Uint8Array()) === 0),
        ).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('MIN-7 a clock far ahead has the last word only until something is said after it came', () => {
    const chains = [new Chain(alice, 'desk', chat), new Chain(bob, 'phone', chat)] as const;
    const say = (who: 0 | 1, at: number, summary: string) => {
      const [body] = splitWord({ instance, document: null, bytes: encodeUpdate({ payload: '1', summary }) }) ?? [];
      return chains[who].next({ at, kind: UPDATE_KIND, body });
    };
    const ahead = say(1, 4_000_000_000_000, 'from a clock years ahead');
    const came = { ...ahead, sortAt: 20 };
    const batches = [[say(0, 10, 'before')], [came], [say(0, 30, 'after')]];
    expect([taken(batches.slice(0, 2)).summary?.text, taken(batches).summary?.text]).toEqual([
      'from a clock years ahead',
      'after',
    ]);
  });

  it('INT-13 a store is asked for the ledgers and parts a batch speaks of, and for nothing where it speaks of none', () => {
    const chain = new Chain(bob, 'phone', chat);
    expect(programsOf([chain.next({ at: 1, text: 'words' })])).toEqual({ ledgers: [], parts: [] });
    const bodies = splitWord({ instance, document: 'd', bytes: new Uint8Array(MAX_PART_BYTES * 3) }) ?? [];
    const events = bodies.map((body) => chain.next({ at: 2, kind: DOCUMENT_KIND, body }));
    expect(programsOf(events.slice(1))).toEqual({
      ledgers: [{ space: chat, instance }],
      parts: [{ space: chat, instance, device: chain.device, first: 1, last: 3 }],
    });
  });

  it('MIN-4 parts that claim places before the beginning of their chain are nothing', () => {
    const [, second] = splitWord({ instance, document: 'd', bytes: new Uint8Array(MAX_PART_BYTES + 1) }) ?? [];
    const event = new Chain(bob, 'phone', chat).next({ at: 1, kind: DOCUMENT_KIND, body: second });
    expect(taken([[event]])).toMatchObject({ entries: [], serial: 0 });
    expect(programsOf([event]).parts).toEqual([]);
  });
});
