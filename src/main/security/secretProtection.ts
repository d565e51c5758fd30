import type { SafeStorage } from 'electron';
import { fail, ok } from '@shared/result.ts';
import { type SecretProtection, fileProtection } from '../services/vault/protection.ts';
import type { Vault } from '../services/vault/vault.ts';

type KeyStore = Pick<
  SafeStorage,
  'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'
>;

/** How this machine keeps secrets, and whether something was met that should be wrapped anew. */
export interface ChosenProtection {
  readonly protection: SecretProtection;
  /** Whether the key store asked for a new wrapping since the last call. */
  readonly takeStale: () => boolean;
}

/**
 * The system's key store where there is a real one. Linux without one offers `basic_text`, a key anybody knows:
 * that is refused, and secrets are then kept in files under the honest label `file`.
 */
export async function chooseProtection(store: KeyStore, platform: NodeJS.Platform): Promise<ChosenProtection> {
  if (await hasRealKeyStore(store, platform)) return osProtection(store);
  return { protection: fileProtection, takeStale: () => false };
}

async function hasRealKeyStore(store: KeyStore, platform: NodeJS.Platform): Promise<boolean> {
  try {
    if (!(await store.isAsyncEncryptionAvailable())) return false;
    if (platform !== 'linux') return true;
    const backend = store.getSelectedStorageBackend();
    return backend !== 'basic_text' && backend !== 'unknown';
  } catch {
    return false;
  }
}

function osProtection(store: KeyStore): ChosenProtection {
  let isStale = false;
  const protection: SecretProtection = {
    kind: 'os',
    async protect(secret) {
      try {
        return ok<Uint8Array>(await store.encryptStringAsync(Buffer.from(secret).toString('base64')));
      } catch {
        return fail('vault-unavailable', 'the key store of the system would not wrap a secret');
      }
    },
    async unprotect(wrapped) {
      try {
        const { result, shouldReEncrypt } = await store.decryptStringAsync(Buffer.from(wrapped));
        isStale ||= shouldReEncrypt;
        return ok<Uint8Array>(new Uint8Array(Buffer.from(result, 'base64')));
      } catch {
        return fail('vault-unavailable', 'the key store of the system could not unwrap a secret');
      }
    },
  };
  const takeStale = (): boolean => {
    const was = isStale;
    isStale = false;
    return was;
  };
  return { protection, takeStale };
}

/**
 * Wraps anew every secret of `vault` whose wrapping the key store calls outdated. Runs before anyone else may
 * write, so that nothing newer can be overwritten. What cannot be read or written stays as it is; answers how
 * many were renewed.
 */
export async function renewSecrets(vault: Vault, takeStale: () => boolean): Promise<number> {
  const names = await vault.list();
  if (!names.ok) return 0;
  let renewed = 0;
  for (const name of names.value) {
    takeStale();
    const secret = await vault.read(name);
    if (!secret.ok || secret.value === null || !takeStale()) continue;
    const written = await vault.write(name, secret.value);
    if (written.ok) renewed += 1;
  }
  return renewed;
}
