/** Damaged samples at every other way in; the long version is `npm run soak -- --only fuzz`. */
import { expect, it } from 'vitest';
import { knock } from '../fuzz/doorCampaign.ts';
import { doorsOf } from '../fuzz/doors.ts';
import { rebuildFromDamage } from '../fuzz/journalDoor.ts';
import { Victim } from '../fuzz/victim.ts';

const DOORS = [
  'invite links',
  'contact cards',
  'certificates',
  'events',
  'link messages',
  'blob messages',
  'sync messages',
  'updates',
  'transport frames',
  'signaling, sealed',
  'signaling, opened',
  'pictures',
  'names',
  'contact rows',
  'message rows',
  'wallet cards',
];
const doors = await doorsOf(await Victim.open());

it.each(DOORS)('INV-5 CRD-4 EVT-6 LNK-3 FRM-2 COD-2 %s: honest samples pass, damaged ones do no harm', async (name) => {
  const door = doors.find((one) => one.name === name);
  if (door === undefined) throw new Error(`no door for ${name}`);
  const figures = await knock(door, 400, 11);
  expect(figures).toMatchObject({ offered: 400, wrong: [] });
});

it('COD-2 has a test for every door', () => {
  expect(doors.map(({ name }) => name)).toEqual(DOORS);
});

it('JNL-7 a database rebuilt from a journal with 300 damaged events holds the honest ones, and no others', async () => {
  expect(await rebuildFromDamage(300, 3)).toEqual([]);
});
