import { randomBytes } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { mailboxAddress } from '@shared/mailbox/frames.ts';
import { FileStore } from '../../../src/main/services/mailbox/fileStore.ts';
import { createMailbox } from '../../../src/main/services/mailbox/mailbox.ts';
import { boxOfKey } from '../../../src/main/services/mailbox/receipts.ts';
import { openHostInside } from '../../../src/peer/hostInside.ts';
import { createPeerParts } from '../../../src/peer/peerParts.ts';
import { temporaryDirectory } from '../../support/node/temporaryDirectory.ts';
import { startSignaling } from '../../unit/main/services/signaling/signalingSupport.ts';

/** Compared as a text: byte by byte it takes long. */
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

it('MBC-15 a home box leaves, fetches and empties mailboxes of a real service, pages of the largest bundles too', async () => {
  const store = await FileStore.open({ directory: temporaryDirectory() });
  const service = createMailbox({ store });
  const inside = openHostInside({ dataDir: temporaryDirectory(), version: '1.2.3', signaling: () => [] });
  const files = { largest: 1, room: 1, days: 1 };
  const mailbox = await createPeerParts(inside.host, { files, udpPorts: null }).createMailbox?.();
  onTestFinished(async () => {
    mailbox?.dispose();
    service.close();
    await store.close();
    await inside.close();
  });
  if (mailbox === undefined) throw new Error('a box without a mailbox');
  const address = mailboxAddress((await startSignaling({ mailbox: service })).url) ?? '';
  const key = new Uint8Array(randomBytes(32));
  const box = boxOfKey(Buffer.from(key).toString('base64url'));
  const bundles = Array.from({ length: 5 }, () => new Uint8Array(randomBytes(131_072)));
  for (const bytes of bundles) expect((await mailbox.put(address, { box, days: 1, bytes })).ok).toBe(true);
  const page = await mailbox.fetch(address, [key], 0);
  expect(page.ok && [page.value.bundles.length, page.value.more]).toEqual([4, true]);
  expect(page.ok && page.value.bundles.map(({ bytes }) => textOf(bytes))).toEqual(bundles.slice(0, 4).map(textOf));
  const ids = page.ok ? page.value.bundles.map(({ id }) => id) : [];
  expect((await mailbox.done(address, key, ids)).ok).toBe(true);
  const rest = await mailbox.fetch(address, [key], 0);
  expect(rest.ok && [rest.value.bundles.length, rest.value.more]).toEqual([1, false]);
});
