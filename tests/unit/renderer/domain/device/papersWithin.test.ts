import { expect, it } from 'vitest';
import { papersWithin } from '@domain/device/papersWithin.ts';
import { firstDevice, junkBy, linkedBy, takeOut } from './support.ts';

it('DEV-30 of papers that do not fit the root’s word comes first, then certificates', async () => {
  const first = await firstDevice();
  const thief = await linkedBy(first, 11);
  const byRoot = await takeOut(thief, { root: first });
  const certificates = [first.certificate, thief.certificate];
  const revocations = [...(await junkBy(thief, 20)), byRoot];
  expect(papersWithin({ certificates, revocations }, 100_000)).toEqual({ certificates, revocations });
  expect(papersWithin({ certificates, revocations }, 1900).certificates).toEqual(certificates);
  expect(papersWithin({ certificates, revocations }, byRoot.signed.bytes.length + 100)).toEqual({
    certificates: [],
    revocations: [byRoot],
  });
});
