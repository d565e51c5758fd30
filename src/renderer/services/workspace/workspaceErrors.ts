import { packageProblems } from '@shared/mini/package.ts';
import type { Failure, Result } from '@shared/result.ts';

/** Every expected failure of an act; the catalogue has a sentence for each (`error.<code>`). */
export const workspaceErrorCodes = [
  'invite-malformed',
  'invite-not-an-invite',
  'invite-newer-version',
  'invite-forged',
  'invite-expired',
  'invite-used',
  'invite-own',
  'invite-from-blocked',
  'invite-already-contact',
  'invite-limit',
  'name-empty',
  'name-too-long',
  'avatar-invalid',
  'message-empty',
  'message-too-long',
  'message-after-removal',
  'chat-forked',
  'contact-missing',
  'contact-blocked',
  'contact-not-accepted',
  'phrase-wrong',
  'phrase-missing',
  'invite-already-member',
  'invite-removed',
  'group-missing',
  'group-joining',
  'group-ended',
  'group-not-allowed',
  'group-full',
  'group-acts-full',
  'group-owner-stays',
  'group-description-too-long',
  'group-invite-invalid',
  'member-missing',
  'file-missing',
  'storage-full',
  'storage-failed',
  'store-newer',
  'store-blocked',
  'migration-failed',
  'vault-unavailable',
  'engine-unreachable',
  'host-unreachable',
  ...packageProblems,
  'package-changed',
  'program-missing',
  'window-blocked',
  'program-views-unsafe',
  'setting-invalid',
  'internal',
] as const;
/** One of {@link workspaceErrorCodes}. */
export type WorkspaceErrorCode = (typeof workspaceErrorCodes)[number];
/** How an act fails. */
export type WorkspaceError = Failure<WorkspaceErrorCode>;
/** How an act ends. */
export type Outcome<T = void> = Promise<Result<T, WorkspaceError>>;
