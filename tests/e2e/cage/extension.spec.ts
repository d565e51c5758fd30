/** Checklist 45: payments and permissions. Prompts as the app draws them are in the specs of its screens. */
import { expect } from '@playwright/test';
import { Cage, SELF } from './support/cage.ts';
import { test } from './support/fixtures.ts';
import { begin, ending, scripted, tellCaged } from './support/tell.ts';

let cage: Cage;
test.beforeAll(async ({ builds }) => {
  cage = await Cage.open(builds.harness);
});
test.afterAll(() => cage.close());

test('CAGE-45 the extension is there for who declares it, and has what was declared', async () => {
  const lines = `return [typeof window.banyan, (await fetch('banyan.js')).status];`;
  expect(await tellCaged(cage, 'plain', { files: scripted(lines) })).toEqual(['undefined', 404]);
  const self = { ...SELF, banyan: { permissions: ['pay' as const], net: [] } };
  const declared = "return [typeof window.banyan.pay, 'scan' in window.banyan, (await fetch('banyan.js')).status];";
  expect(await tellCaged(cage, 'declared', { files: scripted(declared), self })).toEqual(['function', false, 200]);
});

test('CAGE-45 nothing is paid to strangers, nor before the person says so, and never what the program wrote', async () => {
  const self = { ...SELF, banyan: { permissions: ['pay' as const], net: [] } };
  const pays = `const pay = (to, reference) => tried(() => window.banyan.pay({ to, amount: { value: 5, currency: 'EUR' }, memo: 'Pay 1 to Ann', reference }));
    return { stranger: await pay('nobody', 'a'), negative: await tried(() => window.banyan.pay({ to: 'x', amount: { value: -5, currency: 'EUR' }, memo: '', reference: 'b' })) };`;
  await begin(cage, 'payer', { files: scripted(pays), self });
  const told = await ending<Record<string, string>>(cage, 'payer');
  for (const outcome of Object.values(told)) expect(outcome).toMatch(/^(refused|late)/);
  expect((await cage.facts('payer')).orders).toEqual([]);
});
