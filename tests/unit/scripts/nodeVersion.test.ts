import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isNodeNewEnough, nodeFloor } from '../../../scripts/setup/nodeVersion.mjs';

test.each([
  ['v20.19.0', true],
  ['v20.19.5', true],
  ['v20.20.2', true],
  ['v22.0.0', true],
  ['v24.21.0', true],
  ['v20.18.9', false],
  ['v20.9.0', false],
  ['v18.20.8', false],
  ['v9.99.99', false],
])('Node %s is new enough: %s', (version, expected) => {
  expect(isNodeNewEnough(version)).toBe(expected);
});

test('the floor is the one package.json states', () => {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  expect(text).toContain(`"node": ">=${nodeFloor.replace(/\.0$/, '')}"`);
});
