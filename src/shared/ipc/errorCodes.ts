import { packageProblems } from '../mini/package.ts';
import { backupProblems } from './backupFacts.ts';
import { lockProblems } from './lockContract.ts';

/** Every way a host call can fail, as it crosses the wire. */
export const hostErrorCodes = [
  'invalid-input',
  'unknown-method',
  'forbidden',
  'unsupported',
  'too-large',
  'storage-full',
  'storage-failed',
  'vault-unavailable',
  'vault-locked',
  ...lockProblems,
  'blob-absent',
  'blob-mismatch',
  ...backupProblems,
  ...packageProblems,
  'program-absent',
  'unreachable',
  'internal',
] as const;
/** One of {@link hostErrorCodes}. */
export type HostErrorCode = (typeof hostErrorCodes)[number];
