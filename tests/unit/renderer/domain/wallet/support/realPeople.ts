/** People with real keys, certified by real roots: the same every time. */
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { deviceOfKey } from '@domain/identity/account.ts';
import { certifyDevice, readCertificate } from '@domain/identity/certificate.ts';
import { bytesOf, must } from '../../support/devices.ts';
import { ALL_ROLES, type Person } from './people.ts';

/** A person whose one device signs with Ed25519. With another `deviceSeed` it is the same person on another device. */
export async function realPerson(name: string, seed: number, deviceSeed = seed): Promise<Person> {
  const vault = new MemoryKeyVault({ random: new SeededRandom(deviceSeed) });
  const keys = must(await vault.createDevice());
  const secret = bytesOf(32, seed + 1000);
  const root = await vault.publicKeyOfSeed(secret);
  const signWithRoot = (bytes: Uint8Array) => vault.signWithSeed(secret, bytes);
  const signed = await certifyDevice({ root, ...keys.public, roles: ALL_ROLES, at: 1_700_000_000_000 }, signWithRoot);
  const certificate = must(await readCertificate(signed, verifySignature));
  const { account, device } = certificate;
  const only = { name: `${name}/1`, account, certificate, key: device, sign: (bytes: Uint8Array) => keys.sign(bytes) };
  return { name, account, root: { key: deviceOfKey(root), sign: signWithRoot }, devices: [only] };
}
