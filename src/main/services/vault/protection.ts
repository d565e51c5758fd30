import type { Failure, Result } from '@shared/result.ts';
import { ok } from '@shared/result.ts';

/** The protecting service of the system refused, is missing, or no longer knows what it once protected. */
export type ProtectionFailure = Failure<'vault-unavailable'>;

/**
 * How secrets are wrapped before they are written. `kind` is shown to the person and must be true:
 * `os` – only the system's key store can unwrap; `file` – plain bytes in a file only this user may read;
 * `memory` – nothing is written at all and secrets end with the process.
 */
export interface SecretProtection {
  readonly kind: 'os' | 'file' | 'memory';
  protect(secret: Uint8Array): Promise<Result<Uint8Array, ProtectionFailure>>;
  unprotect(wrapped: Uint8Array): Promise<Result<Uint8Array, ProtectionFailure>>;
}

/** Plain bytes: whoever may read this user's files may read the secret. */
export const fileProtection: SecretProtection = plain('file');

/** Kept in memory alone. */
export const memoryProtection: SecretProtection = plain('memory');

function plain(kind: 'file' | 'memory'): SecretProtection {
  return { kind, protect: unchanged, unprotect: unchanged };
}

function unchanged(bytes: Uint8Array): Promise<Result<Uint8Array, never>> {
  return Promise.resolve(ok(bytes));
}
