import { type Failure, type Result, err, fail, ok } from '@shared/result.ts';
import type { DeviceKeys, KeyVault, KeyVaultError } from '@ports/keyVault.ts';
import type { Host } from '@ports/host.ts';
import { generateKept, openKept } from './devicePair.ts';
import { agreeWithSeed, agreementOfSeed, publicKeyOfSeed, signWithSeed } from './seedKeys.ts';

/** How a vault is made. */
export interface WebcryptoKeyVaultOptions {
  readonly host: Host;
  /**
   * Which profile of this host; 1 to 40 letters, digits, `-` or `_`. Two browser profiles on one host must differ in it. May
   * come later: the vault waits for it.
   */
  readonly profile: string | Promise<string>;
  readonly subtle?: SubtleCrypto;
}

const PROFILE = /^[A-Za-z0-9_-]{1,40}$/;
/** With the prefix it stays within what the host takes as a name. */
const SECRET = /^[A-Za-z0-9_.-]{1,64}$/;
const DEVICE_KEYS = 'device-keys.v1';
const MAX_SECRET = 65_536;

/** Keys made and used by WebCrypto, their private bytes kept in the host's vault (docs/adr/0003-where-keys-live.md). */
export class WebcryptoKeyVault implements KeyVault {
  private readonly host: Host;
  private readonly profile: Promise<string>;
  private readonly subtle: SubtleCrypto;
  /** Makings run one after the other, so that two at once cannot both find nothing. */
  private making: Promise<unknown> = Promise.resolve();

  constructor(options: WebcryptoKeyVaultOptions) {
    const { profile } = options;
    this.host = options.host;
    this.profile = typeof profile === 'string' ? Promise.resolve(checked(profile)) : profile.then(checked);
    this.subtle = options.subtle ?? globalThis.crypto.subtle;
  }

  async openDevice(): Promise<Result<DeviceKeys | null, KeyVaultError>> {
    const kept = await this.read(DEVICE_KEYS);
    if (!kept.ok || kept.value === null) return kept.ok ? ok(null) : kept;
    return openKept(this.subtle, kept.value);
  }

  createDevice(): Promise<Result<DeviceKeys, KeyVaultError>> {
    const made = this.making.then(() => this.make());
    this.making = made.catch(() => undefined);
    return made;
  }

  publicKeyOfSeed(seed: Uint8Array): Promise<Uint8Array> {
    return publicKeyOfSeed(this.subtle, seed);
  }

  signWithSeed(seed: Uint8Array, bytes: Uint8Array): Promise<Uint8Array> {
    return signWithSeed(this.subtle, seed, bytes);
  }

  agreementOfSeed(seed: Uint8Array): Promise<Uint8Array> {
    return agreementOfSeed(this.subtle, seed);
  }

  agreeWithSeed(seed: Uint8Array, theirs: Uint8Array): Promise<Result<Uint8Array, KeyVaultError>> {
    return agreeWithSeed(this.subtle, seed, theirs);
  }

  async keep(name: string, secret: Uint8Array): Promise<Result<void, KeyVaultError>> {
    if (secret.length > MAX_SECRET) return fail('key-invalid', 'the secret is too long');
    return this.named(name, (full) => this.write(full, secret));
  }

  async recall(name: string): Promise<Result<Uint8Array | null, KeyVaultError>> {
    return this.named(name, (full) => this.read(full));
  }

  async forget(name: string): Promise<Result<void, KeyVaultError>> {
    return this.named(name, async (full) => {
      const removed = await this.host.call('vault.remove', { name: await this.fullName(full) });
      return removed.ok ? ok() : err(unavailable(removed.error));
    });
  }

  private async make(): Promise<Result<DeviceKeys, KeyVaultError>> {
    const known = await this.read(DEVICE_KEYS);
    if (!known.ok) return known;
    if (known.value !== null) return fail('key-invalid', 'there are device keys already');
    const made = await this.generate();
    if (!made.ok) return made;
    const written = await this.write(DEVICE_KEYS, made.value);
    made.value.fill(0);
    if (!written.ok) return written;
    // Opened from what the vault gives back: keys that it would lose must never be used.
    const opened = await this.openDevice();
    if (!opened.ok) return opened;
    return opened.value === null
      ? fail('vault-unavailable', 'the vault does not keep what it is given')
      : ok(opened.value);
  }

  private async generate(): Promise<Result<Uint8Array, KeyVaultError>> {
    try {
      return ok(await generateKept(this.subtle));
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : 'unknown';
      return fail('vault-unavailable', `the platform cannot make keys: ${message}`);
    }
  }

  private async read(name: string): Promise<Result<Uint8Array | null, KeyVaultError>> {
    const answer = await this.host.call('vault.read', { name: await this.fullName(name) });
    return answer.ok ? ok(answer.value.value) : err(unavailable(answer.error));
  }

  private async write(name: string, value: Uint8Array): Promise<Result<void, KeyVaultError>> {
    const answer = await this.host.call('vault.write', { name: await this.fullName(name), value: value.slice() });
    return answer.ok ? ok() : err(unavailable(answer.error));
  }

  private async named<T>(
    name: string,
    work: (name: string) => Promise<Result<T, KeyVaultError>>,
  ): Promise<Result<T, KeyVaultError>> {
    return SECRET.test(name) ? work(`secret.${name}`) : fail('key-invalid', 'not a name for a secret');
  }

  private async fullName(name: string): Promise<string> {
    return `${await this.profile}.${name}`;
  }
}

function checked(profile: string): string {
  if (!PROFILE.test(profile)) throw new TypeError('not a profile id');
  return profile;
}

function unavailable(error: Failure): KeyVaultError {
  const code = error.code === 'vault-locked' ? error.code : 'vault-unavailable';
  return { code, message: `${error.code}: ${error.message}` };
}
