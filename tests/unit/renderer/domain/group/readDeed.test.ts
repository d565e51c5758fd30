import { describe, expect, it } from 'vitest';
import { verifySignature as verify } from '@adapters/webcrypto/verifySignature.ts';
import { packSigned, signValue } from '@domain/codec/signed.ts';
import { makeCard } from '@domain/contact/card.ts';
import { admitEvent } from '@domain/event/admission.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { decodeEvent } from '@domain/event/codec.ts';
import { type RosterBody, encodeRosterBody } from '@domain/group/body.ts';
import { DEFAULT_POLICY } from '@domain/group/policy.ts';
import { readDeed } from '@domain/group/readDeed.ts';
import { resolveRoster } from '@domain/group/resolveRoster.ts';
import type { RosterAct } from '@domain/group/roster.ts';
import { groupSpace, rosterSpace } from '@domain/group/spaces.ts';
import { toBase64url } from '@shared/base64url.ts';
import { type TestDevice, bytesOf, makeDevice, mutated, must, signEvent } from '../support/devices.ts';

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

async function actOf({ id, author, content }: AdmittedEvent): Promise<RosterAct> {
  const { device, seq, prev, at, kind, body } = content;
  return { id, author, device, seq, prev, at, act: await readDeed(kind, body, verify) };
}

describe('acts from events', () => {
  it('GRP-2 a signed event founds a group', async () => {
    const device = await makeDevice(1);
    const { founding, admitted } = await foundedBy(device);
    const act = await actOf(admitted);
    expect(act).toMatchObject({ id: admitted.id, author: device.certificate.account, seq: 0, at: 1_800_000_000_000 });
    const roster = resolveRoster(founding, [act]);
    expect(roster).toMatchObject({ founded: true, name: 'Garden', owner: device.certificate.account });
    expect(roster.members.get(device.certificate.account)?.devices).toEqual([device.certificate.device]);
  });

  it('GRP-23 a name with nothing visible in it shows the space instead', async () => {
    const { founding, admitted } = await foundedBy(await makeDevice(1), { name: '\u2066' });
    const roster = resolveRoster(founding, [await actOf(admitted)]);
    expect(roster.name).toBe(founding.talk.slice(0, 8));
  });

  it('GRP-4 an act whose card does not hold counts for nothing, and keeps what it had seen', async () => {
    const device = await makeDevice(1);
    const card = await cardOf(device, 'Alice');
    const seen = [bytesOf(32, 9)];
    const forged = await foundedBy(device, { seen, card: mutated(card, [[card.length - 1, 1]]) });
    expect((await actOf(forged.admitted)).act).toEqual({ kind: 'unknown', seen: seen.map(toBase64url) });
    expect((await actOf((await foundedBy(device, { card: bytesOf(40, 1) })).admitted)).act.kind).toBe('unknown');
  });

  it('GRP-4 a card of a later form makes the act one of a later version', async () => {
    const device = await makeDevice(1);
    const later = packSigned(await signValue('contact-card', { v: 2 }, (bytes) => device.keys.sign(bytes)));
    const { admitted } = await foundedBy(device, { card: later });
    expect((await actOf(admitted)).act).toEqual({ kind: 'unknown', seen: [] });
  });

  it('GRP-3 a body that does not fit counts for nothing and has seen nothing, but has its place', async () => {
    const device = await makeDevice(1);
    const { founding, admitted } = await foundedBy(device, { more: 1, seen: [bytesOf(32, 9)] });
    const act = await actOf(admitted);
    expect(act.act).toEqual({ kind: 'unknown', seen: [] });
    expect(resolveRoster(founding, [act])).toMatchObject({ founded: false, pending: [], frontier: [act.id] });
    const later = await foundedBy(device, {}, 'group.painted');
    expect((await actOf(later.admitted)).act.kind).toBe('unknown');
  });
});
