import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { StaleMutant, plant } from '../../../scripts/mutate/mutant.mjs';
import { mutants } from '../../../scripts/mutate/wallet/mutants.mjs';

const SOURCES = fileURLToPath(new URL('../../../src/renderer/domain/wallet/', import.meta.url));

describe('the bugs planted in the wallet', () => {
  it('all fit the source as it is, each once', () => {
    expect(mutants.length).toBeGreaterThanOrEqual(30);
    const stale = mutants.flatMap((mutant) => {
      try {
        const sound = readFileSync(SOURCES + mutant.file, 'utf8');
        return plant(sound, mutant) === sound ? [`${mutant.id} changes nothing`] : [];
      } catch (error) {
        return [String(error)];
      }
    });
    expect(stale).toEqual([]);
  });

  it('are told apart by their names, and say which rule they break', () => {
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
    expect(mutants.filter(({ breaks }) => !/^(?:WAL|WSV|MPH)-\d+(, (?:WAL|WSV|MPH)-\d+)*: ./.test(breaks))).toEqual([]);
  });

  it.each([
    ['is gone', 'b'],
    ['stands there twice', 'a a'],
  ])('a patch whose old text %s is an error, not a bug that was caught', (_, text) => {
    const mutant = { id: 'x', file: 'x.ts', old: 'a', new: 'c', breaks: 'WAL-1: x' };
    expect(() => plant(text, mutant)).toThrow(StaleMutant);
    expect(plant('a b', mutant)).toBe('c b');
  });
});
