import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { verifySignature as verify } from '@adapters/webcrypto/verifySignature.ts';
import type { HandDescription } from '@domain/hand/description.ts';
import { HAND_LIFETIME, makeOffer } from '@domain/hand/handCode.ts';
import type { HandLinks } from '@ports/handLinks.ts';
import { HandDesk } from '@services/hand/handDesk.ts';
import type { Identity } from '@services/identity/identity.ts';
import { type TestDevice, bytesOf, makeDevice } from '../../domain/support/devices.ts';
import { SpokenLink } from '../support/replica.ts';

const description: HandDescription = {
  fingerprint: bytesOf(32, 7),
  user: 'aBc+',
  password: 'abcdefghijklmnopqrstuv/+',
  ways: [[1, '203.0.113.9', 61_000]],
};

const card = bytesOf(64, 1);

async function scene() {
  const [alice, bob] = [await makeDevice(1), await makeDevice(2)];
  const spoken = new SpokenLink();
  const clock = new FakeClock();
  const end = { description, link: Promise.resolve(spoken), close: () => undefined };
  const hand: HandLinks = {
    offer: () => Promise.resolve({ ...end, complete: () => undefined }),
    answer: () => Promise.resolve(end),
  };
  const [welcomed, linked]: [unknown[], unknown[]] = [[], []];
  const desk = new HandDesk({
    ...{ hand, verify, clock },
    identity: () => identityOf(bob),
    ownCard: () => bytesOf(64, 2),
    iceServers: () => [],
    isBlocked: () => Promise.resolve(false),
    isContact: () => false,
    welcome: (certificate) => {
      welcomed.push(certificate.account);
      return Promise.resolve(null);
    },
    link: (link) => linked.push(link),
  });
  const fields = { certificate: alice.signed, name: 'Alice', description, expires: clock.now() + HAND_LIFETIME };
  const offer = await makeOffer(fields, (bytes) => alice.keys.sign(bytes));
  return { desk, offer, spoken, welcomed, linked };
}

function identityOf({ certificate, keys }: TestDevice): Identity {
  const { account, device } = certificate;
  return { account, device, certificate, keys, profile: { name: 'Bob' } } as unknown as Identity;
}

describe('the desk for connecting by hand', () => {
  it('HND-8 makes nobody a contact whose card comes after the person cancelled, and ends the link', async () => {
    const { desk, offer, spoken, welcomed, linked } = await scene();
    await desk.accept(offer);
    await expect.poll(() => desk.look()).toEqual({ status: 'connecting', name: 'Alice' });
    desk.end();
    spoken.hear({ t: 'hello', v: 1, card });
    await expect.poll(() => spoken.isClosed).toBe(true);
    expect({ welcomed, linked, isClosed: spoken.isClosed }).toEqual({ welcomed: [], linked: [], isClosed: true });
    expect(desk.look()).toEqual({ status: 'none' });
  });

  it('HND-6 asks whether the card stands when nobody cancelled', async () => {
    const { desk, offer, spoken, welcomed } = await scene();
    await desk.accept(offer);
    await expect.poll(() => desk.look()).toMatchObject({ status: 'connecting' });
    spoken.hear({ t: 'hello', v: 1, card });
    await expect.poll(() => desk.look()).toEqual({ status: 'failed', reason: 'not-them' });
    expect(welcomed).toHaveLength(1);
  });
});
