import { expect, test, vi } from 'vitest';

test('SEC-21 the page gets one frozen object with call and on, and nothing else', async () => {
  vi.resetModules();
  const { fake } = await import('../../support/node/fakeElectron.ts');
  await import('../../../src/preload/index.ts');
  expect([...fake.exposed.keys()]).toEqual(['banyanHost']);
  const bridge = fake.exposed.get('banyanHost');
  expect(Object.keys(bridge ?? {}).toSorted()).toEqual(['call', 'on']);
  expect(Object.isFrozen(bridge)).toBe(true);
});
