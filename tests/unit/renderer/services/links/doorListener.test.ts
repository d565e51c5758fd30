import { expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { familyOf } from '@domain/device/family.ts';
import { decodeLinkMessage } from '@domain/link/messages.ts';
import type { PeerLink } from '@ports/peerTransport.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import { ok } from '@shared/result.ts';
import { createDoorListener } from '@services/links/doorListener.ts';
import { firstDevice, linkedBy, takeOut } from '../../domain/device/support.ts';
import { must } from '../../domain/support/devices.ts';

it('LNK-33 a device that was taken out is told so at the door, also one that fell with what certified it; a contact’s is told nothing', async () => {
  const first = await firstDevice();
  const laptop = await linkedBy(first, 31);
  const box = await linkedBy(laptop, 32);
  const word = await takeOut(laptop, first);
  const family = familyOf({
    certificates: [first.certificate, laptop.certificate, box.certificate],
    revocations: [word, await takeOut(first, laptop)],
  });
  const { account } = first.certificate;
  const sent: Uint8Array[] = [];
  const link: PeerLink = {
    id: 'link',
    room: 'room',
    stats: writableSnapshot({ roundTrip: null, bytesSent: 0, bytesReceived: 0 }),
    send: (_, bytes) => (sent.push(bytes), Promise.resolve(ok())),
    onMessage: () => () => undefined,
    onClose: () => () => undefined,
    close: () => undefined,
  };
  const hear = createDoorListener({
    clock: new FakeClock(),
    onCard: () => Promise.resolve(true),
    own: { identity: writableSnapshot({ account }), family },
  });
  for (const { certificate } of [laptop, box]) hear(link, account, certificate.device);
  const stranger = await firstDevice(77);
  hear(link, stranger.certificate.account, stranger.certificate.device);
  const words = sent.map((bytes) => must(decodeLinkMessage(bytes)));
  expect(words).toHaveLength(2);
  for (const said of words) expect(said).toMatchObject({ t: 'out' });
  const told = words.flatMap((said) => (said.t === 'out' ? [said.words.map(([bytes]) => bytes)] : []));
  for (const bytes of told) expect(bytes).toContainEqual(word.signed.bytes);
});

it('LNK-33 one that the root took out is told, is not heard, and leaves without saying anything', async () => {
  const first = await firstDevice();
  const laptop = await linkedBy(first, 31);
  const family = familyOf({
    certificates: [first.certificate, laptop.certificate],
    revocations: [await takeOut(laptop, { root: first })],
  });
  const { account } = first.certificate;
  const clock = new FakeClock();
  const seen: { sent: Uint8Array[]; ban: number | undefined; isListening: boolean } = {
    sent: [],
    ban: undefined,
    isListening: false,
  };
  const link: PeerLink = {
    id: 'link',
    room: 'room',
    stats: writableSnapshot({ roundTrip: null, bytesSent: 0, bytesReceived: 0 }),
    send: (_, bytes) => (seen.sent.push(bytes), Promise.resolve(ok())),
    onMessage: () => {
      seen.isListening = true;
      return () => undefined;
    },
    onClose: () => () => undefined,
    close: (options) => {
      seen.ban = options?.ban;
    },
  };
  const own = { identity: writableSnapshot({ account }), family };
  createDoorListener({ clock, onCard: () => Promise.resolve(true), own })(link, account, laptop.certificate.device);
  expect(seen.sent.map((bytes) => must(decodeLinkMessage(bytes)).t)).toEqual(['out']);
  expect(seen).toMatchObject({ isListening: false, ban: undefined });
  await clock.advance(2000);
  expect(seen.ban).toBe(60_000);
});
