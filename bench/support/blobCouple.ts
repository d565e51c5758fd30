import { randomBytes } from 'node:crypto';
import { type Person, openTools, startPerson, tools } from './profiles.ts';

/** Two people whose pages are linked for blobs, and by a bare channel. */
export interface BlobCouple {
  readonly alice: Person;
  readonly bob: Person;
}

/** Starts two people, each with a host of their own, and links their pages. */
export async function blobCouple(): Promise<BlobCouple> {
  const [alice, bob] = await Promise.all([startPerson(), startPerson()]);
  await Promise.all([openTools(alice), openTools(bob)]);
  const room = randomBytes(32).toString('base64url');
  await Promise.all([alice, bob].map(({ page }) => tools(page, 'blobJoin', room, alice.signaling)));
  const offer = await tools(alice.page, 'rawOffer');
  await tools(alice.page, 'rawAccept', await tools(bob.page, 'rawAnswer', offer));
  return { alice, bob };
}
