import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import { MAX_LEADING_LINES, withLine } from '@domain/mini/infoLines.ts';
import type { StandingLine } from '@domain/mini/records.ts';
import { alice, bob, idOf } from '../../../../support/shared/storeFixtures.ts';

const line = (name: string, at: number, change: Partial<StandingLine> = {}): StandingLine => ({
  author: alice,
  at,
  id: idOf<EventId>(name),
  ...change,
});
const leading = (name: string, at: number, change: Partial<StandingLine> = {}) =>
  line(name, at, { leads: true, ...change });

function standing(lines: readonly StandingLine[]): readonly StandingLine[] {
  return lines.reduce<readonly StandingLine[]>((known, mine) => withLine(known, mine)?.lines ?? known, []);
}

const names = (lines: readonly StandingLine[]) => lines.map(({ id }) => id).toSorted();

describe('the lines of programs', () => {
  it('MIN-10 a line that leads nowhere gives way to a later one of its author, and to no other', () => {
    const first = line('m', 5);
    expect(withLine([first], line('n', 6))).toMatchObject({ gone: first });
    expect(withLine([line('n', 6)], first)).toBeNull();
    expect(withLine([first], first)).toBeNull();
    expect(withLine([first], line('n', 6, { author: bob }))).toMatchObject({ gone: null });
    expect(withLine([first], leading('n', 6))).toMatchObject({ gone: null });
  });

  it('MIN-10 of equal times the greater id stands', () => {
    const [small, great] = [line('a', 5), line('b', 5)].toSorted((one, other) => (one.id < other.id ? -1 : 1));
    expect(standing([small, great].flatMap((one) => one ?? []))).toEqual([great]);
    expect(standing([great, small].flatMap((one) => one ?? []))).toEqual([great]);
  });

  it('MIN-10 of those that lead somewhere the newest 20 of each author stand, and the oldest is the one that goes', () => {
    const said = Array.from({ length: 30 }, (_, place) => leading(`line ${place}`, place));
    const others = said.map((one, place) => leading(`other ${place}`, one.at, { author: bob }));
    expect(names(standing([...said, ...others, line('plain', 0)]))).toEqual(
      names([...said.slice(-20), ...others.slice(-20), line('plain', 0)]),
    );
    expect(withLine(said.slice(0, 20), leading('new', 50))?.gone).toBe(said[0]);
    expect(withLine(said.slice(5, 25), leading('late', 1))).toBeNull();
  });

  it('MIN-10 the same lines stand whatever order they come in', () => {
    const some = fc
      .uniqueArray(fc.nat(200), { maxLength: 60 })
      .chain((numbers) =>
        fc.tuple(
          fc.constant(numbers),
          fc.shuffledSubarray(numbers, { minLength: numbers.length, maxLength: numbers.length }),
        ),
      );
    const made = (number: number) => {
      const author = number % 3 === 0 ? bob : alice;
      return number % 4 === 0
        ? line(`${number}`, number % 5, { author })
        : leading(`${number}`, number % 7, { author });
    };
    fc.assert(
      fc.property(some, ([one, other]) => {
        const [first, second] = [standing(one.map(made)), standing(other.map(made))];
        expect(names(second)).toEqual(names(first));
        expect(first.filter(({ leads, author }) => leads === true && author === alice).length).toBe(
          Math.min(MAX_LEADING_LINES, one.filter((number) => number % 4 !== 0 && number % 3 !== 0).length),
        );
      }),
    );
  });
});
