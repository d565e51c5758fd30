/** A family of devices with real keys: the first by the root, others by one another. */
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { type Revocation, readRevocation, revokeDevice } from '@domain/device/revocation.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import { type Certificate, certifyByDevice, consentTo, readCertificate } from '@domain/identity/certificate.ts';
import type { DeviceKeys } from '@ports/keyVault.ts';
import type { SpaceId } from '@shared/ids.ts';
import { type TestDevice, bytesOf, makeDevice, must } from '../support/devices.ts';

/** A device and what it signs with. */
export interface Member {
  readonly keys: DeviceKeys;
  readonly certificate: Certificate;
}

/** A device that another certified. */
export async function linkedBy(by: Member, seed: number, roles = ['chat', 'certify'] as const): Promise<Member> {
  const keys = must(await new MemoryKeyVault({ random: new SeededRandom(seed) }).createDevice());
  const consent = await keys.sign(consentTo(by.certificate.root, keys.public.agreement));
  const fields = { ...keys.public, consent, roles, at: 1_700_000_000_000 + seed };
  const signed = await certifyByDevice(fields, by.certificate, (bytes) => by.keys.sign(bytes));
  return { keys, certificate: must(await readCertificate(signed, verifySignature)) };
}

/** The first device of an account. */
export const firstDevice = (seed = 1): Promise<TestDevice> => makeDevice(seed);

/** Takes a device out, by another or by the root. */
export async function takeOut(
  device: { readonly certificate: Pick<Certificate, 'root' | 'device'> },
  by: Member | { readonly root: TestDevice },
  more: {
    readonly keeps?: readonly Member[];
    readonly cuts?: readonly (readonly [SpaceId, number])[];
    readonly at?: number;
  } = {},
): Promise<Revocation> {
  const { keeps = [], cuts = [], at = 1_800_000_000_000 } = more;
  const fields = {
    root: device.certificate.root,
    device: device.certificate.device,
    keeps: keeps.map(({ certificate }) => certificate.device),
    cuts,
    at,
  };
  const signed =
    'root' in by && 'signWithRoot' in by.root
      ? await revokeDevice({ ...fields, by: null }, by.root.signWithRoot)
      : await revokeDevice({ ...fields, by: (by as Member).certificate }, (bytes) => (by as Member).keys.sign(bytes));
  return must(await readRevocation(signed, verifySignature));
}

/** Revocations of devices that there are not, by one that may say so: of nothing but to fill the room. */
export function junkBy(by: Member, count: number, more: Parameters<typeof takeOut>[2] = {}): Promise<Revocation[]> {
  const { root } = by.certificate;
  const nobody = (place: number) => ({ certificate: { root, device: deviceOfKey(bytesOf(32, 9000 + place)) } });
  return Promise.all(
    Array.from({ length: count }, (_, place) => takeOut(nobody(place), by, { at: 1 + place, ...more })),
  );
}
