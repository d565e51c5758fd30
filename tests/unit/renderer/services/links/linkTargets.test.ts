import { expect, it } from 'vitest';
import { verifySignature as verify } from '@adapters/webcrypto/verifySignature.ts';
import { NO_PAPERS, familyOf } from '@domain/device/family.ts';
import { certifyDevice, readCertificate } from '@domain/identity/certificate.ts';
import { directSpace } from '@domain/space/space.ts';
import type { KnownContact } from '@services/contacts/contactBook.ts';
import { contactOfCard } from '@services/contacts/knownContact.ts';
import { AWAITED_AFTER_ROOT, contactTargets, ownTargets } from '@services/links/linkTargets.ts';
import { type Member, firstDevice, linkedBy, takeOut } from '../../domain/device/support.ts';
import { type TestDevice, must } from '../../domain/support/devices.ts';

/** A contact of whom a card by this device is here, with these certificates. */
function contact(signer: Member, devices: readonly Member[]): KnownContact {
  const { account, root, device } = signer.certificate;
  const certificates = devices.map(({ certificate }) => certificate);
  const profile = { name: 'Somebody', avatar: { kind: 'generated' as const } };
  const shown = { profile, signaling: [], version: 1, packed: new Uint8Array() };
  const card = { account, root, certificates, revocations: [], signer: device, ...shown };
  return contactOfCard(directSpace(account, account), card, 5);
}

/** What one says with the root of their own account about another's device. */
async function claimed(by: TestDevice, { certificate, keys }: Member): Promise<Member> {
  const { signing, agreement } = certificate;
  const fields = { root: by.root, signing, agreement, roles: ['chat' as const], at: 1 };
  return { keys, certificate: must(await readCertificate(await certifyDevice(fields, by.signWithRoot), verify)) };
}

it('DEV-34 no contact takes a device from the account it says itself that it belongs to', async () => {
  const [bob, mallory] = [await firstDevice(7), await firstDevice(8)];
  const [laptop, phone] = [await linkedBy(bob, 11), await linkedBy(bob, 12)];
  const claims = await Promise.all([bob, laptop, phone].map((device) => claimed(mallory, device)));
  const people = [contact(mallory, [mallory, ...claims]), contact(laptop, [bob, laptop, phone])];
  for (const order of [people, people.toReversed()]) {
    const targets = contactTargets(order, (account) => {
      const one = people.find(({ record }) => record.account === account);
      return familyOf({ ...NO_PAPERS, certificates: one?.certificates ?? [] });
    });
    for (const { certificate } of [bob, laptop, phone])
      expect(targets.get(certificate.device)?.account).toBe(bob.certificate.account);
    expect(targets.get(mallory.certificate.device)?.account).toBe(mallory.certificate.account);
  }
});

it('LNK-33 an own device that the root took out is met at the door for a year, and one of a contact never', async () => {
  const first = await firstDevice();
  const laptop = await linkedBy(first, 11);
  const at = 1_800_000_000_000;
  const papers = {
    certificates: [first.certificate, laptop.certificate],
    revocations: [await takeOut(laptop, { root: first }, { at })],
  };
  const { account, device } = first.certificate;
  const own = { account, device, papers, meeting: [] };
  const met = (now?: number) => ownTargets(own, now).get(laptop.certificate.device);
  expect(met(at + AWAITED_AFTER_ROOT)).toMatchObject({ isOut: true });
  expect(met(at + AWAITED_AFTER_ROOT + 1)).toBeUndefined();
  expect(met()).toBeUndefined();
  const people = [contact(first, [first])];
  expect([...contactTargets(people, () => familyOf(papers)).keys()]).toEqual([device]);
});
