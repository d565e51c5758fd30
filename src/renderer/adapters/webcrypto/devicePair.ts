import { fromBase64url } from '@shared/base64url.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import type { DeviceKeys, DevicePublicKeys, KeyVaultError } from '@ports/keyVault.ts';
import { type Curve, KEY_LENGTH, PKCS8_LENGTH, cryptoBytes } from './keyFormats.ts';

/** First byte of kept device keys; another format takes another number. */
const FORMAT = 1;
const KEPT_LENGTH = 1 + PKCS8_LENGTH * 2;
const USES: Readonly<Record<Curve, KeyUsage[]>> = { Ed25519: ['sign'], X25519: ['deriveBits'] };

/** Makes new keys and gives them in their kept form: format ‖ Ed25519 PKCS #8 ‖ X25519 PKCS #8. Wipe it after use. */
export async function generateKept(subtle: SubtleCrypto): Promise<Uint8Array<ArrayBuffer>> {
  const [signing, agreement] = await Promise.all([newPkcs8(subtle, 'Ed25519'), newPkcs8(subtle, 'X25519')]);
  const kept = new Uint8Array(KEPT_LENGTH);
  kept[0] = FORMAT;
  kept.set(signing, 1);
  kept.set(agreement, 1 + PKCS8_LENGTH);
  signing.fill(0);
  agreement.fill(0);
  return kept;
}

/** Opens kept keys. What stays in memory is not extractable. */
export async function openKept(subtle: SubtleCrypto, kept: Uint8Array): Promise<Result<DeviceKeys, KeyVaultError>> {
  if (kept.length !== KEPT_LENGTH || kept[0] !== FORMAT)
    return fail('key-invalid', 'the kept device keys have an unknown form');
  const parts = [kept.slice(1, 1 + PKCS8_LENGTH), kept.slice(1 + PKCS8_LENGTH)] as const;
  try {
    const [signing, agreement] = await Promise.all([
      openKey(subtle, 'Ed25519', parts[0]),
      openKey(subtle, 'X25519', parts[1]),
    ]);
    return ok(new WebcryptoDeviceKeys(subtle, signing, agreement));
  } catch {
    return fail('key-invalid', 'the kept device keys are damaged');
  } finally {
    for (const part of parts) part.fill(0);
  }
}

/** The public half of a PKCS #8 key. WebCrypto tells it only as part of an exported private key, so this needs the bytes at hand. */
export async function publicHalf(subtle: SubtleCrypto, curve: Curve, pkcs8: Uint8Array): Promise<Uint8Array> {
  const key = await subtle.importKey('pkcs8', cryptoBytes(pkcs8), { name: curve }, true, USES[curve]);
  const { x } = await subtle.exportKey('jwk', key);
  const bytes = fromBase64url(x ?? '');
  if (!bytes.ok || bytes.value.length !== KEY_LENGTH) throw new Error('the platform exports no public half');
  return bytes.value;
}

interface OpenKey {
  readonly key: CryptoKey;
  readonly public: Uint8Array;
}

async function openKey(subtle: SubtleCrypto, curve: Curve, pkcs8: Uint8Array): Promise<OpenKey> {
  const [key, half] = await Promise.all([
    subtle.importKey('pkcs8', cryptoBytes(pkcs8), { name: curve }, false, USES[curve]),
    publicHalf(subtle, curve, pkcs8),
  ]);
  return { key, public: half };
}

async function newPkcs8(subtle: SubtleCrypto, curve: Curve): Promise<Uint8Array> {
  const made = await subtle.generateKey({ name: curve }, true, USES[curve]);
  if (!('privateKey' in made)) throw new Error('the platform made no key pair');
  const exported = new Uint8Array(await subtle.exportKey('pkcs8', made.privateKey));
  if (exported.length !== PKCS8_LENGTH) throw new Error('the platform exports another form of PKCS #8');
  return exported;
}

class WebcryptoDeviceKeys implements DeviceKeys {
  readonly public: DevicePublicKeys;
  readonly #subtle: SubtleCrypto;
  readonly #signing: CryptoKey;
  readonly #agreement: CryptoKey;

  constructor(subtle: SubtleCrypto, signing: OpenKey, agreement: OpenKey) {
    this.public = { signing: signing.public, agreement: agreement.public };
    this.#subtle = subtle;
    this.#signing = signing.key;
    this.#agreement = agreement.key;
  }

  async sign(bytes: Uint8Array): Promise<Uint8Array> {
    return new Uint8Array(await this.#subtle.sign('Ed25519', this.#signing, cryptoBytes(bytes)));
  }

  agree(theirs: Uint8Array): Promise<Result<Uint8Array, KeyVaultError>> {
    return sharedSecret(this.#subtle, this.#agreement, theirs);
  }
}

/** The X25519 secret of a private key and somebody's public one. */
export async function sharedSecret(
  subtle: SubtleCrypto,
  own: CryptoKey,
  theirs: Uint8Array,
): Promise<Result<Uint8Array, KeyVaultError>> {
  if (theirs.length !== KEY_LENGTH) return fail('key-invalid', 'an X25519 key has 32 bytes');
  try {
    const key = await subtle.importKey('raw', cryptoBytes(theirs), { name: 'X25519' }, false, []);
    const secret = new Uint8Array(await subtle.deriveBits({ name: 'X25519', public: key }, own, KEY_LENGTH * 8));
    // Platforms refuse it themselves; a platform that doesn't must not decide for us.
    return secret.some((byte) => byte !== 0) ? ok(secret) : fail('key-invalid', 'the shared secret is all zero');
  } catch {
    return fail('key-invalid', 'no secret can be shared with this key');
  }
}
