import { expect, test } from 'vitest';
import { type Waves, afterWave } from './waves.ts';

const none: Waves = new Map();
const ann = { from: 'a1', name: 'Ann' };
const ben = { from: 'b2', name: 'Ben' };
const after = (...updates: unknown[]) => [...updates.reduce<Waves>(afterWave, none)].toSorted();

test('the order of updates, and how often one comes, make no difference', () => {
  expect(after(ann, ben)).toEqual([
    ['a1', 'Ann'],
    ['b2', 'Ben'],
  ]);
  expect(after(ben, ann, ann)).toEqual(after(ann, ben));
  expect(after({ ...ann, name: 'Anna' }, ann)).toEqual(after(ann, { ...ann, name: 'Anna' }));
});

test('what is no wave changes nothing', () => {
  for (const payload of [null, 7, 'x', {}, { from: 1, name: 'x' }, []]) expect(after(payload)).toEqual([]);
});
