import type { Failure, Result } from '@shared/result.ts';

/** The public halves of a device's two keys, 32 bytes each, raw. */
export interface DevicePublicKeys {
  /** Ed25519 (RFC 8032). */
  readonly signing: Uint8Array;
  /** X25519 (RFC 7748). */
  readonly agreement: Uint8Array;
}

/** Why a key operation failed. */
export type KeyVaultError = Failure<'vault-locked' | 'vault-unavailable' | 'key-missing' | 'key-invalid'>;

/** An open pair of device keys. Private bytes never leave it. */
export interface DeviceKeys {
  readonly public: DevicePublicKeys;
  /** Ed25519 signature, 64 bytes. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
  /** X25519 shared secret, 32 bytes. Refuses the all-zero result (RFC 7748 §6.1). */
  agree(theirs: Uint8Array): Promise<Result<Uint8Array, KeyVaultError>>;
}

/** Where keys live. Adapters: WebCrypto with the host's vault behind it, memory. */
export interface KeyVault {
  /** The device keys of this profile, or null before the first start is done. */
  openDevice(): Promise<Result<DeviceKeys | null, KeyVaultError>>;
  /** Makes and keeps new device keys; they replace nothing: `key-invalid` if there are some. */
  createDevice(): Promise<Result<DeviceKeys, KeyVaultError>>;
  /** Ed25519 public key of a 32-byte seed (RFC 8032 §5.1.5), 32 bytes. Used for the account root. */
  publicKeyOfSeed(seed: Uint8Array): Promise<Uint8Array>;
  /** Signs with a 32-byte seed without keeping it. */
  signWithSeed(seed: Uint8Array, bytes: Uint8Array): Promise<Uint8Array>;
  /** X25519 public key of a 32-byte seed (RFC 7748 §6.1), 32 bytes. */
  agreementOfSeed(seed: Uint8Array): Promise<Uint8Array>;
  /** X25519 shared secret of a seed, which is not kept, and a public key. Refuses the all-zero result, as `DeviceKeys.agree` does. */
  agreeWithSeed(seed: Uint8Array, theirs: Uint8Array): Promise<Result<Uint8Array, KeyVaultError>>;
  /** Keeps a small secret (the recovery entropy until it is written down) under the host's protection. */
  keep(name: string, secret: Uint8Array): Promise<Result<void, KeyVaultError>>;
  /** Reads a kept secret, null when there is none. */
  recall(name: string): Promise<Result<Uint8Array | null, KeyVaultError>>;
  /** Forgets a kept secret. */
  forget(name: string): Promise<Result<void, KeyVaultError>>;
}

/** Checks an Ed25519 signature. Never throws; malformed input is `false`. */
export type VerifySignature = (publicKey: Uint8Array, signature: Uint8Array, bytes: Uint8Array) => Promise<boolean>;

/** One of many signatures to check. */
export interface SignatureJob {
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
  readonly bytes: Uint8Array;
}

/**
 * Checks many Ed25519 signatures without holding up the thread; the answers are those of {@link VerifySignature}, in the order of the
 * jobs. Null where that cannot be done here: then they are to be checked one by one. Slower than one check for a few of them.
 */
export type VerifySignatures = (jobs: readonly SignatureJob[]) => Promise<readonly boolean[] | null>;
