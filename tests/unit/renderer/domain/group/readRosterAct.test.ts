import { describe, expect, it } from 'vitest';
import { verifySignature as verify } from '@adapters/webcrypto/verifySignature.ts';
import { packSigned, signValue } from '@domain/codec/signed.ts';
import { makeCard } from '@domain/contact/card.ts';
import { admitEvent } from '@domain/event/admission.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import { type RosterBody, encodeRosterBody } from '@domain/group/body.ts';
import { DEFAULT_POLICY } from '@domain/group/policy.ts';
import { readRosterAct } from '@domain/group/readRosterAct.ts';
import { resolveRoster } from '@domain/group/resolveRoster.ts';
import { groupSpace, rosterSpace } from '@domain/group/spaces.ts';
import { type TestDevice, bytesOf, codeOf, makeDevice, mutated, must, signEvent } from '../support/devices.ts';

const nonce = bytesOf(16, 3);

function cardOf(device: TestDevice, name: string): Promise<Uint8Array> {
  const avatar = { kind: 'generated' } as const;
  const fields = { device: device.keys.public.signing, certificates: [device.signed], signaling: [], version: 1 };
  return makeCard({ ...fields, profile: { name, avatar } }, (bytes) => device.keys.sign(bytes));
}

/** The founder's first event, as it comes out of the log of another. */
async function foundedBy(device: TestDevice, change: Record<string, unknown> = {}, kind = 'group.founded') {
  const { account } = device.certificate;
  const talk = groupSpace(account, nonce);
  const roster = rosterSpace(talk);
  const body: Extract<RosterBody, { kind: 'group.founded' }> = {
    kind: 'group.founded',
    seen: [],
    nonce,
    name: 'Gar\u200bden',
    description: '',
    picture: { kind: 'generated' },
    policy: DEFAULT_POLICY,
    card: await cardOf(device, 'Alice'),
  };
  const wire = { ...encodeRosterBody(body), ...change };
  const place = { space: roster, seq: 0, prev: null, at: 1_800_000_000_000 };
  const event = must(decodeEvent((await signEvent(device, { ...place, kind, body: wire })).payload));
  const admitted = must(admitEvent(event, { space: roster, accountOf: () => account, head: null, now: place.at }));
  return { founding: { talk, roster }, admitted };
}

describe('acts from events', () => {
  it('GRP-2 a signed event founds a group', async () => {
    const device = await makeDevice(1);
    const { founding, admitted } = await foundedBy(device);
    const act = must(await readRosterAct(admitted, verify));
    expect(act).toMatchObject({ id: admitted.id, author: device.certificate.account, seq: 0, at: 1_800_000_000_000 });
    const roster = resolveRoster(founding, [act]);
    expect(roster).toMatchObject({ founded: true, name: 'Garden', owner: device.certificate.account });
    expect(roster.members.get(device.certificate.account)?.devices).toEqual([device.certificate.device]);
  });

  it('GRP-23 a name with nothing visible in it shows the space instead', async () => {
    const { founding, admitted } = await foundedBy(await makeDevice(1), { name: '\u2066' });
    const roster = resolveRoster(founding, [must(await readRosterAct(admitted, verify))]);
    expect(roster.name).toBe(founding.talk.slice(0, 8));
  });

  it('GRP-4 a card that does not hold refuses its event', async () => {
    const device = await makeDevice(1);
    const card = await cardOf(device, 'Alice');
    const { admitted } = await foundedBy(device, { card: mutated(card, [[card.length - 1, 1]]) });
    expect(codeOf(await readRosterAct(admitted, verify))).toBe('card-forged');
    const garbage = await foundedBy(device, { card: bytesOf(40, 1) });
    expect(codeOf(await readRosterAct(garbage.admitted, verify))).toBe('card-malformed');
  });

  it('GRP-4 a card of a later form makes the act one of a later version', async () => {
    const device = await makeDevice(1);
    const later = packSigned(await signValue('contact-card', { v: 2 }, (bytes) => device.keys.sign(bytes)));
    const { admitted } = await foundedBy(device, { card: later });
    expect(must(await readRosterAct(admitted, verify)).act).toEqual({ kind: 'unknown', seen: [] });
  });

  it('GRP-3 a body that does not fit refuses its event, one of a later kind does not', async () => {
    const device = await makeDevice(1);
    expect(codeOf(await readRosterAct((await foundedBy(device, { more: 1 })).admitted, verify))).toBe(
      'roster-malformed',
    );
    const later = await foundedBy(device, {}, 'group.painted');
    expect(must(await readRosterAct(later.admitted, verify)).act.kind).toBe('unknown');
  });
});
