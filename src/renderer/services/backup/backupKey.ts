import type { HostInput } from '@shared/ipc/contract.ts';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { loadPhrase } from '../identity/keptPhrase.ts';
import {
  type BackupErrorCode,
  type BackupOutcome,
  type BackupSecret,
  isBackupError,
} from '../workspace/backupWorkspace.ts';

/** A key as the host takes it: of words, the private key that is made of them. */
export async function keyOf(secret: BackupSecret): BackupOutcome<HostInput<'backup.open'>['key']> {
  if (secret.kind === 'passphrase') return ok({ kind: 'passphrase', passphrase: secret.passphrase });
  const phrase = await loadPhrase();
  if (phrase === null) return fail('host-unreachable', 'the word list cannot be loaded');
  const entropy = phrase.entropyOfWords(secret.words);
  if (!entropy.ok) return entropy;
  const seed = phrase.rootSeedOf(entropy.value);
  const bytes = phrase.backupKeyOf(seed);
  seed.fill(0);
  return ok({ kind: 'private', bytes });
}

/** A failure of another part of the app as one of backups. */
export function backupFailure({
  code,
  message,
}: {
  readonly code: string;
  readonly message: string;
}): Result<never, Failure<BackupErrorCode>> {
  return fail(isBackupError(code) ? code : 'internal', message);
}
