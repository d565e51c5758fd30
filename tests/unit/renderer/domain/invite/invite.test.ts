import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '@shared/base64url.ts';
import { packSigned, signValue } from '@domain/codec/signed.ts';
import { groupSpace } from '@domain/group/spaces.ts';
import { type InviteFields, makeInvite, readInvite, tokenId } from '@domain/invite/invite.ts';
import { inviteLink, inviteWebLink, payloadOfText } from '@domain/invite/link.ts';
import { ownerProof, requestProof } from '@domain/invite/pairing.ts';
import { verifySignature as verify } from '@adapters/webcrypto/verifySignature.ts';
import { type TestDevice, bytesOf, codeOf, makeDevice, mutated, must } from '../support/devices.ts';

const token = bytesOf(16, 9);
const fieldsOf = (device: TestDevice, change: Partial<InviteFields> = {}): InviteFields => ({
  certificate: device.signed,
  name: 'Alice',
  token,
  expires: 1_800_000_000_000,
  signaling: ['wss://signal.example/s'],
  ...change,
});
const inviteOf = (device: TestDevice, change: Partial<InviteFields> = {}) =>
  makeInvite(fieldsOf(device, change), (bytes) => device.keys.sign(bytes));
async function oddInvite(device: TestDevice, change: Record<string, unknown>): Promise<string> {
  const certificate = [device.signed.bytes, device.signed.signature];
  const value = { v: 1, ...fieldsOf(device), certificate, ...change };
  return toBase64url(packSigned(await signValue('invite', value, (bytes) => device.keys.sign(bytes))));
}

describe('invites', () => {
  it('INV-1 carries what is needed to find, recognise and ask the inviter', async () => {
    const device = await makeDevice(1);
    const payload = await inviteOf(device);
    expect(must(await readInvite(payload, verify))).toMatchObject({
      certificate: { account: device.certificate.account },
      name: 'Alice',
      token,
      id: tokenId(token),
      expires: 1_800_000_000_000,
      signaling: ['wss://signal.example/s'],
      payload,
    });
  });

  it('INV-2 the id of a token is a tagged hash of it', () => {
    expect(tokenId(new Uint8Array(16))).toBe('PLd7bw_1Io6ZjV88wYbaEPwoJmpsmWCmrHfVauy6hpM');
  });

  it.each(['', '!', 'a', 'AAAA', toBase64url(bytesOf(300, 1)), 'glk'])('INV-3 %j is no invite', async (payload) => {
    expect(codeOf(await readInvite(payload, verify))).toBe('invite-malformed');
  });

  it.each([
    ['a short token', { token: new Uint8Array(15) }],
    ['a field more', { extra: 1 }],
    ['no expiry', { expires: null }],
    ['a certificate that is none', { certificate: [1, 2] }],
    ['a name of 2,000 characters', { name: 'x'.repeat(2000) }],
  ])('INV-3 is refused with %s', async (_, change) => {
    expect(codeOf(await readInvite(await oddInvite(await makeDevice(1), change), verify))).toBe('invite-malformed');
  });

  it('INV-4 a later form says so', async () => {
    expect(codeOf(await readInvite(await oddInvite(await makeDevice(1), { v: 3, kind: 'new' }), verify))).toBe(
      'invite-newer-version',
    );
  });

  it('INV-5 is refused when the device it names did not sign it', async () => {
    const [alice, mallory] = await Promise.all([makeDevice(1), makeDevice(2)]);
    const forged = await makeInvite(fieldsOf(alice, { token: bytesOf(16, 66) }), (bytes) => mallory.keys.sign(bytes));
    expect(codeOf(await readInvite(forged, verify))).toBe('invite-forged');
  });

  it('INV-5 is refused when the certificate does not hold', async () => {
    const device = await makeDevice(1);
    const certificate = { ...device.signed, signature: mutated(device.signed.signature, [[1, 1]]) };
    expect(codeOf(await readInvite(await inviteOf(device, { certificate }), verify))).toBe('invite-forged');
  });

  it('INV-5 changed bytes never throw and are never accepted', async () => {
    const packed = must(fromBase64url(await inviteOf(await makeDevice(1))));
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        expect((await readInvite(toBase64url(mutated(packed, [[at, change]])), verify)).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('INV-6 the name is made fit to be shown', async () => {
    const device = await makeDevice(1);
    expect(must(await readInvite(await inviteOf(device, { name: 'Al\u202e\u200bice' }), verify)).name).toBe('Alice');
    expect(must(await readInvite(await inviteOf(device, { name: '\u2066' }), verify)).name).toBe(
      device.certificate.account.slice(0, 8),
    );
  });
});

describe('invites into a group', () => {
  const groupOf = (device: TestDevice) => ({
    founder: device.certificate.account,
    nonce: bytesOf(16, 5),
    name: 'Garden',
    size: 12,
  });

  it('INV-15 say which group it is, with the space of its talk', async () => {
    const device = await makeDevice(1);
    const group = groupOf(device);
    const invite = must(await readInvite(await inviteOf(device, { group }), verify));
    expect(invite.group).toEqual({ ...group, space: groupSpace(group.founder, group.nonce) });
    expect(invite).toMatchObject({ name: 'Alice', id: tokenId(token) });
  });

  it('INV-15 others say none, and keep their form', async () => {
    const device = await makeDevice(1);
    expect(must(await readInvite(await inviteOf(device), verify)).group).toBeNull();
    expect(await inviteOf(device, { group: null })).toBe(await inviteOf(device));
  });

  it('INV-7 are found in text as the others are', async () => {
    const device = await makeDevice(1);
    for (const name of ['G', 'Ünïçödé 🌱'.repeat(30)]) {
      const payload = await inviteOf(device, { group: { ...groupOf(device), name } });
      expect(payload.startsWith('glk')).toBe(true);
      for (const text of [payload, inviteLink(payload), `Join us: ${inviteWebLink(payload)}\nSee you there`])
        expect(must(payloadOfText(text))).toBe(payload);
    }
  });

  it('INV-15 the name is made fit to be shown', async () => {
    const device = await makeDevice(1);
    const nameOf = async (name: string) =>
      must(await readInvite(await inviteOf(device, { group: { ...groupOf(device), name } }), verify)).group?.name;
    expect(await nameOf('Gar\u202eden')).toBe('Garden');
    expect(await nameOf('\u2066')).toBe(groupSpace(device.certificate.account, bytesOf(16, 5)).slice(0, 8));
  });

  it.each([
    ['no group', { v: 2 }],
    ['a group in version 1', { group: { founder: bytesOf(32, 1), nonce: bytesOf(16, 1), name: 'G', size: 1 } }],
    ['a short founder', { v: 2, group: { founder: bytesOf(31, 1), nonce: bytesOf(16, 1), name: 'G', size: 1 } }],
    ['a short nonce', { v: 2, group: { founder: bytesOf(32, 1), nonce: bytesOf(15, 1), name: 'G', size: 1 } }],
    ['nobody in it', { v: 2, group: { founder: bytesOf(32, 1), nonce: bytesOf(16, 1), name: 'G', size: 0 } }],
    ['a field more', { v: 2, group: { founder: bytesOf(32, 1), nonce: bytesOf(16, 1), name: 'G', size: 1, x: 1 } }],
  ])('INV-15 are refused with %s', async (_, change) => {
    expect(codeOf(await readInvite(await oddInvite(await makeDevice(1), change), verify))).toBe('invite-malformed');
  });
});

describe('links', () => {
  const payloadOf = async () => inviteOf(await makeDevice(1));
  const found = (text: string) => {
    const payload = payloadOfText(text);
    return payload.ok ? payload.value : payload.error.code;
  };

  it('INV-7 finds the payload in every form', async () => {
    const payload = await payloadOf();
    for (const text of [
      inviteLink(payload),
      inviteWebLink(payload),
      payload,
      `  ${payload}\n`,
      `banyan:invite#${payload}`,
      `BANYAN://INVITE#${payload}`,
      `Https://Banyan.Example/Invite#${payload}`,
      `banyan://invite/#${payload}`,
      `http://localhost:4173/#/invite/${payload}`,
      `app://banyan/#/invite/${payload}?x=1`,
      `Hi Bob, here I am: ${inviteLink(payload)} - see you!`,
      `<a href="${inviteWebLink(payload)}">Add me</a>`,
      `(${inviteLink(payload)})`,
      `${inviteLink(payload)}.`,
    ]) {
      expect(found(text), text.slice(0, 40)).toBe(payload);
    }
  });

  it('INV-7 reads a link that a mail program wrapped, whatever comes after it', async () => {
    const payload = await payloadOf();
    const wrapped = (payload.match(/.{1,76}/g) ?? []).join('\n');
    for (const ending of ['', '\n', '\r\n\r\nGreetings,\nAlice', '\nGreetings from Alice', '\n-- \nAlice']) {
      expect(found(`Add me:\n${inviteLink(wrapped)}${ending}`)).toBe(payload);
      expect(found(inviteLink(wrapped).replaceAll('\n', '\r\n') + ending)).toBe(payload);
    }
    expect(found(wrapped)).toBe(payload);
  });

  it('INV-7 a link cut short is malformed, wherever it is cut', async () => {
    const payload = await payloadOf();
    for (let length = 0; length < payload.length; length += 7) {
      const text = inviteLink(payload.slice(0, length));
      const cut = payloadOfText(text);
      const code = cut.ok ? codeOf(await readInvite(cut.value, verify)) : cut.error.code;
      expect(code, `cut at ${length}`).toBe('invite-malformed');
    }
  });

  it.each([
    ['nothing', ''],
    ['a word', 'hello'],
    ['another web address', 'https://example.com/path?query=1#fragment'],
    ['a QR of a network', 'WIFI:S:home;T:WPA;P:secret;;'],
    ['a QR of a contact', 'BEGIN:VCARD\nVERSION:3.0\nFN:Alice\nEND:VCARD'],
    ['a bitcoin address', 'bitcoin:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq'],
    ['base64 of something else', 'A'.repeat(400)],
    ['far too much', `banyan://invite#${'A'.repeat(20_000)}`],
  ])('INV-7 %s is not an invite', (_, text) => {
    expect(found(text)).toBe('invite-not-an-invite');
  });

  it('INV-7 never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom('', 'banyan://invite#', '#/invite/'),
        (text, mark) => {
          expect(typeof payloadOfText(mark + text).ok).toBe('boolean');
        },
      ),
    );
  });
});

describe('proofs', () => {
  it('INV-8 the inviter signs the token and this nonce', () => {
    const proof = ownerProof(token, bytesOf(16, 1));
    expect(proof).toEqual(
      new Uint8Array([...new TextEncoder().encode('banyan/pairing/1\0owner\0'), ...token, ...bytesOf(16, 1)]),
    );
    expect(ownerProof(token, bytesOf(16, 2))).not.toEqual(proof);
  });

  it('INV-9 the asker signs token, inviter and card', async () => {
    const [alice, bob] = await Promise.all([makeDevice(1), makeDevice(2)]);
    const proof = requestProof(token, alice.certificate.account, Uint8Array.of(1));
    for (const other of [
      requestProof(bytesOf(16, 3), alice.certificate.account, Uint8Array.of(1)),
      requestProof(token, bob.certificate.account, Uint8Array.of(1)),
      requestProof(token, alice.certificate.account, Uint8Array.of(2)),
    ]) {
      expect(other).not.toEqual(proof);
    }
  });
});
