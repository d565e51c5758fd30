import { fromBase64url } from '@shared/base64url.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { DeviceKeys, DevicePublicKeys, KeyVault, KeyVaultError } from '@ports/keyVault.ts';
import type { Random } from '@ports/random.ts';

/** What outlives a vault: two vaults over one disk are one profile before and after a restart. */
export class MemoryKeyDisk {
  device: { readonly signing: Uint8Array; readonly agreement: Uint8Array } | null = null;
  readonly secrets = new Map<string, Uint8Array>();
  /** While set, every call that needs the disk fails so. */
  fault: KeyVaultError['code'] | null = null;
}

/** How a memory vault is made. */
export interface MemoryKeyVaultOptions {
  /** Private keys come from here: seed it and identities are the same in every run. */
  readonly random: Random;
  readonly disk?: MemoryKeyDisk;
}

const LENGTH = 32;
const NAME = /^[A-Za-z0-9_.-]{1,64}$/;

/** A vault for tests and simulations: real keys, no host, nothing on any disk. */
export class MemoryKeyVault implements KeyVault {
  private readonly random: Random;
  private readonly disk: MemoryKeyDisk;

  constructor(options: MemoryKeyVaultOptions) {
    this.random = options.random;
    this.disk = options.disk ?? new MemoryKeyDisk();
  }

  async openDevice(): Promise<Result<DeviceKeys | null, KeyVaultError>> {
    const fault = this.fault();
    if (fault !== null) return fault;
    return ok(this.disk.device === null ? null : await openDevice(this.disk.device));
  }

  async createDevice(): Promise<Result<DeviceKeys, KeyVaultError>> {
    const fault = this.fault();
    if (fault !== null) return fault;
    if (this.disk.device !== null) return fail('key-invalid', 'there are device keys already');
    const device = { signing: this.random.bytes(LENGTH), agreement: this.random.bytes(LENGTH) };
    this.disk.device = device;
    return ok(await openDevice(device));
  }

  async publicKeyOfSeed(seed: Uint8Array): Promise<Uint8Array> {
    return (await openKey('Ed25519', seed)).public;
  }

  async signWithSeed(seed: Uint8Array, bytes: Uint8Array): Promise<Uint8Array> {
    return sign((await openKey('Ed25519', seed)).key, bytes);
  }

  async agreementOfSeed(seed: Uint8Array): Promise<Uint8Array> {
    return (await openKey('X25519', seed)).public;
  }

  async agreeWithSeed(seed: Uint8Array, theirs: Uint8Array): Promise<Result<Uint8Array, KeyVaultError>> {
    return agree((await openKey('X25519', seed)).key, theirs);
  }

  async keep(name: string, secret: Uint8Array): Promise<Result<void, KeyVaultError>> {
    return this.named(name, () => {
      this.disk.secrets.set(name, secret.slice());
    });
  }

  async recall(name: string): Promise<Result<Uint8Array | null, KeyVaultError>> {
    return this.named(name, () => this.disk.secrets.get(name)?.slice() ?? null);
  }

  async forget(name: string): Promise<Result<void, KeyVaultError>> {
    return this.named(name, () => {
      this.disk.secrets.delete(name);
    });
  }

  private named<T>(name: string, work: () => T): Result<T, KeyVaultError> {
    const fault = this.fault();
    if (fault !== null) return fault;
    return NAME.test(name) ? ok(work()) : fail('key-invalid', 'not a name for a secret');
  }

  private fault(): Result<never, KeyVaultError> | null {
    return this.disk.fault === null ? null : fail(this.disk.fault, 'the disk is set to fail');
  }
}

interface OpenKey {
  readonly key: CryptoKey;
  readonly public: Uint8Array;
}

class MemoryDeviceKeys implements DeviceKeys {
  readonly public: DevicePublicKeys;
  readonly #signing: CryptoKey;
  readonly #agreement: CryptoKey;

  constructor(signing: OpenKey, agreement: OpenKey) {
    this.public = { signing: signing.public, agreement: agreement.public };
    this.#signing = signing.key;
    this.#agreement = agreement.key;
  }

  sign(bytes: Uint8Array): Promise<Uint8Array> {
    return sign(this.#signing, bytes);
  }

  agree(theirs: Uint8Array): Promise<Result<Uint8Array, KeyVaultError>> {
    return agree(this.#agreement, theirs);
  }
}

async function agree(own: CryptoKey, theirs: Uint8Array): Promise<Result<Uint8Array, KeyVaultError>> {
  if (theirs.length !== LENGTH) return fail('key-invalid', 'an X25519 key has 32 bytes');
  try {
    const key = await crypto.subtle.importKey('raw', Uint8Array.from(theirs), 'X25519', false, []);
    const secret = new Uint8Array(await crypto.subtle.deriveBits({ name: 'X25519', public: key }, own, LENGTH * 8));
    return secret.some((byte) => byte !== 0) ? ok(secret) : fail('key-invalid', 'the shared secret is all zero');
  } catch {
    return fail('key-invalid', 'no secret can be shared with this key');
  }
}

async function openDevice(kept: { readonly signing: Uint8Array; readonly agreement: Uint8Array }): Promise<DeviceKeys> {
  const [signing, agreement] = await Promise.all([openKey('Ed25519', kept.signing), openKey('X25519', kept.agreement)]);
  return new MemoryDeviceKeys(signing, agreement);
}

/** RFC 8410: what stands before the 32 private bytes, up to the last byte of the curve's OID, and after it. */
const HEAD = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65];
const TAIL = [0x04, 0x22, 0x04, 0x20];

async function openKey(curve: 'Ed25519' | 'X25519', privateBytes: Uint8Array): Promise<OpenKey> {
  if (privateBytes.length !== LENGTH) throw new RangeError('a private key has 32 bytes');
  const pkcs8 = Uint8Array.from([...HEAD, curve === 'Ed25519' ? 0x70 : 0x6e, ...TAIL, ...privateBytes]);
  const key = await crypto.subtle.importKey(
    'pkcs8',
    pkcs8,
    curve,
    true,
    curve === 'Ed25519' ? ['sign'] : ['deriveBits'],
  );
  const { x } = await crypto.subtle.exportKey('jwk', key);
  const half = fromBase64url(x ?? '');
  if (!half.ok) throw new Error('the platform exports no public half');
  return { key, public: half.value };
}

async function sign(key: CryptoKey, bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign('Ed25519', key, Uint8Array.from(bytes)));
}
