import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Rules, createLog } from '../../../resources/mini-programs/shared/log.ts';
import { asLine, cleanLine, newId } from '../../../resources/mini-programs/shared/reading.ts';
import { chooseLanguage, createSpeech, wantedLanguages } from '../../../resources/mini-programs/shared/texts.ts';
import { expectConvergence, stateAfter, updatesOf } from '../../support/web/programLogs.ts';

/** Words one after the other: the most order-bound state there is. */
const words: Rules<readonly string[], string> = {
  start: [],
  read: (value) => asLine(value, 20),
  apply: (state, { author, op }) => [...state, `${author}:${op}`],
};

afterEach(() => vi.unstubAllGlobals());

describe('the log of a program', () => {
  test('the state is the same whatever the order, twice told or in pieces', () => {
    expectConvergence(words, fc.constantFrom('a', 'b', 'c'));
  });

  test('what knew of another comes after it, whoever heard it first', () => {
    const [first, second] = updatesOf([
      { by: 'zoe', op: 'one', clock: 1 },
      { by: 'ann', op: 'two', clock: 2, at: 0 },
    ]);
    expect(
      stateAfter(
        words,
        [second, first].flatMap((update) => update ?? []),
      ),
    ).toEqual(['zoe:one', 'ann:two']);
  });

  test('the author is whom the host names, not whom the update does', () => {
    const log = createLog(words);
    log.add([{ sender: 'eve', payload: { v: 1, id: 'abcd', by: 'ann', name: 'Ann', clock: 1, at: 1, op: 'hi' } }]);
    expect(log.state).toEqual(['eve:hi']);
    expect(log.acts[0]?.isVerified).toBe(true);
    expect(log.names.get('ann')).toBeUndefined();
  });

  test('nobody can put an act in the place of another person’s', () => {
    const act = { v: 1, id: 'abcd', name: '', clock: 1, at: 1 };
    const mine = { sender: 'ann', payload: { ...act, by: 'ann', op: 'mine' } };
    const theirs = { sender: 'eve', payload: { ...act, by: 'ann', op: 'a lie' } };
    expect(stateAfter(words, [mine, theirs])).toEqual(['ann:mine', 'eve:a lie']);
  });

  test('of two acts under one name everyone keeps the same', () => {
    const act = (op: string, sender?: string) => ({
      ...(sender === undefined ? {} : { sender }),
      payload: { v: 1, id: 'abcd', by: 'eve', name: '', clock: 1, at: 1, op },
    });
    const pair = [act('yes', 'eve'), act('no', 'eve')];
    expect(stateAfter(words, pair)).toEqual(stateAfter(words, pair.toReversed()));
    const vouched = [act('no'), act('yes', 'eve')];
    expect(stateAfter(words, vouched)).toEqual(['eve:yes']);
    expect(stateAfter(words, vouched.toReversed())).toEqual(['eve:yes']);
  });

  test('a clock beyond all reason is no act, and the greatest still lets others speak after it', () => {
    const log = createLog(words);
    const at = (clock: number) => ({
      sender: 'eve',
      payload: { v: 1, id: `x${clock}`, name: '', clock, at: 5, op: 'last' },
    });
    expect(log.add([at(2 ** 41)])).toBe(false);
    expect(log.add([at(2 ** 40)])).toBe(true);
    log.add([{ sender: 'ann', payload: log.payloadFor('after', { address: 'ann', name: '', now: 6, id: 'later' }) }]);
    expect(log.state).toEqual(['eve:last', 'ann:after']);
  });

  test('a name is a clean line, the last its owner used', () => {
    const log = createLog(words);
    log.add(
      updatesOf([
        { by: 'ann', op: 'a', name: 'Ann' },
        { by: 'ann', op: 'b', name: ' An\u202e\nna  Bell ' },
      ]),
    );
    expect(log.names.get('ann')).toBe('An na Bell');
  });
});

test('a line has no control, direction or half letter', () => {
  expect(cleanLine('a\u202eb\u0000c\ud83d', 10)).toBe('abc\ufffd');
  expect(cleanLine('ab😀', 3)).toBe('ab');
  expect(asLine(' \n\u200b', 5)).toBeNull();
});

test('names of things differ', () => {
  expect(new Set(Array.from({ length: 100 }, newId)).size).toBe(100);
  expect(newId()).toMatch(/^[0-9a-v]{16}$/);
});

describe('texts', () => {
  const forms = { hello: 'Hello {name}', votes: { one: '{count} vote', other: '{count} votes' } } as const;
  const all = { en: forms, zh: forms, pa: forms, bn: forms, ar: forms, hi: forms, es: forms, fr: forms };

  test('the first language that is spoken is taken, English without one', () => {
    expect(chooseLanguage(['de-DE', 'ar-EG', 'fr'])).toBe('ar');
    expect(chooseLanguage(['xx'])).toBe('en');
  });

  test('the language chosen for the app comes before those of the system, where the host tells it', () => {
    vi.stubGlobal('navigator', { languages: ['fr-FR', 'en'] });
    vi.stubGlobal('window', { banyan: { language: 'ar' } });
    expect(wantedLanguages()).toEqual(['ar', 'fr-FR', 'en']);
    const speech = createSpeech(all, chooseLanguage(wantedLanguages()));
    expect([speech.language, speech.isRightToLeft]).toEqual(['ar', true]);
    for (const host of [{ banyan: {} }, {}]) {
      vi.stubGlobal('window', host);
      expect(chooseLanguage(wantedLanguages())).toBe('fr');
    }
  });

  test('what is put in stands apart, and counts choose their form', () => {
    const speech = createSpeech(all, 'en');
    expect(speech.say('hello', { name: '{count}' })).toBe('Hello {count}');
    expect(speech.say('hello', { name: 'ليلى' })).toBe('Hello \u2068ليلى\u2069');
    expect(createSpeech(all, 'ar').say('hello', { name: 'Ann' })).toBe('Hello \u2068Ann\u2069');
    expect(speech.say('votes', { count: 1 })).toBe('1 vote');
    expect(speech.say('votes', { count: 1200 })).toBe('1,200 votes');
  });
});
