import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type FamilyPapers, NO_PAPERS, familyOf, joinPapers, lastPlaceOf } from '@domain/device/family.ts';
import { readRevocation, revokeDevice } from '@domain/device/revocation.ts';
import { certifyByDevice, consentTo, readCertificate } from '@domain/identity/certificate.ts';
import { verifySignature as verify } from '@adapters/webcrypto/verifySignature.ts';
import type { DeviceKeys } from '@ports/keyVault.ts';
import type { DeviceId, SpaceId } from '@shared/ids.ts';
import { toBase64url } from '@shared/base64url.ts';
import { bytesOf, codeOf, type TestDevice } from '../support/devices.ts';
import { type Member, firstDevice, linkedBy, takeOut } from './support.ts';

const space = toBase64url(bytesOf(32, 7)) as SpaceId;
const other = toBase64url(bytesOf(32, 8)) as SpaceId;

let first: TestDevice;
let laptop: Member;
let box: Member;
beforeAll(async () => {
  first = await firstDevice();
  laptop = await linkedBy(first, 11);
  box = await linkedBy(laptop, 12);
});

const papers = (revocations: FamilyPapers['revocations'] = []): FamilyPapers => ({
  certificates: [first.certificate, laptop.certificate, box.certificate],
  revocations,
});
const standing = (of: FamilyPapers): readonly DeviceId[] => {
  const { devices, revoked } = familyOf(of);
  return [...devices.keys()].filter((device) => !revoked.has(device)).sort();
};
const consentIn = ({ certificate }: Member, keys: DeviceKeys, agreement = keys.public.agreement) =>
  keys.sign(consentTo(certificate.root, agreement));
const ids = (...devices: readonly { readonly certificate: { readonly device: DeviceId } }[]) =>
  devices.map(({ certificate }) => certificate.device).sort();

describe('certificates of devices by devices', () => {
  it('IDN-7 a device that may certifies another, and that one a third, all of one account', () => {
    expect(box.certificate).toMatchObject({
      account: first.certificate.account,
      by: { device: laptop.certificate.device },
    });
  });

  it('IDN-7 a device that may not certify is refused, and so is one that gives what it has not', async () => {
    const guest = await linkedBy(first, 21, ['chat', 'chat'] as never);
    const asking = (await linkedBy(first, 22)).keys;
    const keys = { ...asking.public, consent: await consentIn(first, asking) };
    const byGuest = await certifyByDevice({ ...keys, roles: ['chat'], at: 5 }, guest.certificate, (bytes) =>
      guest.keys.sign(bytes),
    );
    expect(codeOf(await readCertificate(byGuest, verify))).toBe('certificate-forged');
    const more = await certifyByDevice({ ...keys, roles: ['spend'], at: 5 }, laptop.certificate, (bytes) =>
      laptop.keys.sign(bytes),
    );
    expect(codeOf(await readCertificate(more, verify))).toBe('certificate-forged');
  });

  it('IDN-7 one signed with another key than that of the device it names is refused', async () => {
    const fields = { ...box.keys.public, consent: await consentIn(first, box.keys), roles: ['chat' as const], at: 5 };
    const forged = await certifyByDevice(fields, first.certificate, (bytes) => box.keys.sign(bytes));
    expect(codeOf(await readCertificate(forged, verify))).toBe('certificate-forged');
  });

  it('IDN-8 nobody certifies a key whose owner did not say that it belongs to this account', async () => {
    const bob = await firstDevice(77);
    const thief = await linkedBy(first, 31);
    const claim = async (consent: Uint8Array, agreement = bob.keys.public.agreement) => {
      const fields = { signing: bob.certificate.signing, agreement, consent, roles: ['chat' as const], at: 5 };
      const signed = await certifyByDevice(fields, thief.certificate, (bytes) => thief.keys.sign(bytes));
      return readCertificate(signed, verify);
    };
    // By the thief, by nobody, by Bob to his own account, and by Bob for another key of agreement.
    const byThief = await consentIn(first, thief.keys, bob.keys.public.agreement);
    const given = await consentIn(first, bob.keys);
    for (const consent of [byThief, new Uint8Array(64), await consentIn(bob, bob.keys)])
      expect(codeOf(await claim(consent))).toBe('certificate-forged');
    expect(codeOf(await claim(given, thief.keys.public.agreement))).toBe('certificate-forged');
    expect((await claim(given)).ok).toBe(true);
  });

  it('IDN-7 more than eight in a row are refused', async () => {
    let last: Member = first;
    for (let depth = 2; depth <= 8; depth += 1) last = await linkedBy(last, 100 + depth);
    await expect(linkedBy(last, 200)).rejects.toThrow('certificate-malformed');
  });
});

describe('a family of devices', () => {
  it('DEV-2 stands as far as nobody was taken out', () => {
    expect(standing(papers())).toEqual(ids(first, laptop, box));
  });

  it('DEV-3 is without a device that another took out, and without those it alone had certified', async () => {
    expect(standing(papers([await takeOut(laptop, first)]))).toEqual(ids(first));
    expect(standing(papers([await takeOut(laptop, first, { keeps: [box] })]))).toEqual(ids(first, box));
  });

  it('DEV-5 of two that take out each other neither stands, until the root speaks', async () => {
    const both = [
      await takeOut(first, laptop, { keeps: [laptop, box] }),
      await takeOut(laptop, first, { keeps: [box] }),
    ];
    expect(standing(papers(both))).toEqual(ids(box));
    const byRoot = await takeOut(first, { root: first }, { keeps: [laptop, box] });
    expect(standing(papers([...both, byRoot]))).toEqual(ids(laptop, box));
  });

  it('DEV-5 what the root took out says nothing any more, nor what it had certified since', async () => {
    const thief = await linkedBy(first, 31);
    const revocations = [await takeOut(laptop, thief), await takeOut(first, { root: first }, { keeps: [laptop, box] })];
    const all = { certificates: [...papers().certificates, thief.certificate], revocations };
    expect(standing(all)).toEqual(ids(laptop, box));
  });

  it('DEV-4 says where the chain of a device that was taken out ends, in each space by itself', async () => {
    const revocation = await takeOut(box, first, { cuts: [[space, 41]] });
    const family = familyOf(papers([revocation]));
    expect(lastPlaceOf(family, space, box.certificate.device)).toBe(41);
    expect(lastPlaceOf(family, other, box.certificate.device)).toBe(-1);
    expect(lastPlaceOf(family, space, laptop.certificate.device)).toBeNull();
  });

  it('DEV-4 of two revocations of one device the lower place holds', async () => {
    const two = [
      await takeOut(box, first, { cuts: [[space, 41]] }),
      await takeOut(box, laptop, { cuts: [[space, 12]] }),
    ];
    expect(lastPlaceOf(familyOf(papers(two)), space, box.certificate.device)).toBe(12);
  });

  it('DEV-1 is the same in whatever order and grouping its papers came', async () => {
    const thief = await linkedBy(box, 41);
    const certificates = [...papers().certificates, thief.certificate];
    const revocations = [
      await takeOut(box, first, { keeps: [thief], cuts: [[space, 3]] }),
      await takeOut(laptop, thief, { cuts: [[space, 9]] }),
      await takeOut(box, laptop, { cuts: [[space, 5]] }),
      await takeOut(thief, { root: first }),
    ];
    const all = [
      ...certificates.map((certificate) => ({ certificates: [certificate], revocations: [] })),
      ...revocations.map((revocation) => ({ certificates: [], revocations: [revocation] })),
    ];
    const told = ({ devices, revoked }: ReturnType<typeof familyOf>) => ({ devices: [...devices.keys()], revoked });
    const whole = familyOf({ certificates, revocations });
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), fc.nat(all.length), (order, at) => {
        const join = (parts: readonly FamilyPapers[]) => parts.reduce(joinPapers, NO_PAPERS);
        const [left, right] = [join(order.slice(0, at)), join(order.slice(at))];
        const joined = joinPapers(joinPapers(left, right), left);
        expect(told(familyOf(joined))).toEqual(told(whole));
        expect(joined).toEqual(joinPapers(NO_PAPERS, { certificates, revocations }));
      }),
      { numRuns: 200 },
    );
  });
});

describe('of too many papers', () => {
  it('DEV-29 what the root voided is not kept, and of one device about another the first word alone', async () => {
    const twice = [await takeOut(box, laptop, { cuts: [[space, 9]], at: 9 }), await takeOut(box, laptop, { at: 3 })];
    expect(joinPapers(NO_PAPERS, papers(twice)).revocations).toEqual([twice[1]]);
    expect(lastPlaceOf(familyOf(papers(twice)), space, box.certificate.device)).toBe(-1);
    const byRoot = await takeOut(laptop, { root: first }, { keeps: [box] });
    expect(joinPapers(papers(twice), papers([byRoot])).revocations).toEqual([byRoot]);
  });

  it('DEV-29 certificates of devices that fell give way to those that stand', async () => {
    const many = await Promise.all(Array.from({ length: 64 }, (_, place) => linkedBy(laptop, 400 + place)));
    const flooded = joinPapers(papers(), { certificates: many.map(({ certificate }) => certificate), revocations: [] });
    const guest = await linkedBy(first, 500);
    const told = { certificates: [guest.certificate], revocations: [await takeOut(laptop, { root: first })] };
    expect(standing(joinPapers(flooded, told))).toEqual(ids(first, guest));
  });
});

describe('revocations', () => {
  it('DEV-3 are refused when neither the root nor a device of the account signed them', async () => {
    const stranger = await firstDevice(77);
    const fields = { root: first.root, device: box.certificate.device, keeps: [], cuts: [], at: 1 };
    const signed = await revokeDevice({ ...fields, by: stranger.certificate }, (bytes) => stranger.keys.sign(bytes));
    expect(codeOf(await readRevocation(signed, verify))).toBe('revocation-forged');
    const asRoot = await revokeDevice({ ...fields, by: null }, (bytes) => laptop.keys.sign(bytes));
    expect(codeOf(await readRevocation(asRoot, verify))).toBe('revocation-forged');
  });

  it('DEV-4 name no space', async () => {
    const { signed } = await takeOut(box, first, { cuts: [[space, 41]] });
    const text = [...signed.bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    expect(text).not.toContain(
      [...bytesOf(32, 7)]
        .slice(0, 8)
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join(''),
    );
  });
});
