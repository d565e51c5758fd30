import type { Result } from '@shared/result.ts';
import { backupActNames } from './backupWorkspace.ts';
import { channelActNames } from './channelWorkspace.ts';
import { connectionActNames } from './connectionWorkspace.ts';
import { deviceActNames } from './deviceWorkspace.ts';
import { discoverActNames } from './discoverWorkspace.ts';
import { handActNames } from './handWorkspace.ts';
import { importActNames } from './importWorkspace.ts';
import { messageActNames } from './messageWorkspace.ts';
import { mintActNames } from './mintWorkspace.ts';
import { momentActNames } from './momentsWorkspace.ts';
import { nearbyActNames } from './nearbyWorkspace.ts';
import { preferenceActNames } from './preferenceWorkspace.ts';
import { snapshotActNames } from './snapshotWorkspace.ts';
import { stickerActNames } from './stickerWorkspace.ts';
import { walletActNames } from './walletWorkspace.ts';
import { webFeedActNames } from './webFeedWorkspace.ts';
import type { Workspace, WorkspaceError } from './workspace.ts';

/** Every act of a workspace: asynchronous, with plain values in and out, so that it can be done for another tab. */
export const actNames = [
  'updateProfile',
  'recoveryPhrase',
  'checkRecoveryPhrase',
  'updateSettings',
  'createInvite',
  'revokeInvite',
  'previewInvite',
  'acceptInvite',
  'acceptRequest',
  'declineRequest',
  'blockRequest',
  'safetyNumber',
  'setVerified',
  'setRemark',
  'setTags',
  'setBlocked',
  'deleteContact',
  'sendText',
  'sendWalletCard',
  'retryMessage',
  'deleteMessage',
  'restoreMessage',
  'saveDraft',
  'markRead',
  'createGroup',
  'changeGroup',
  'addMembers',
  'removeMember',
  'setRole',
  'handOverGroup',
  'leaveGroup',
  'dissolveGroup',
  'deleteGroup',
  'createGroupInvite',
  'revokeGroupInvite',
  'pinMessage',
  'sendFiles',
  'cancelUpload',
  'retryUpload',
  'downloadFile',
  'pauseDownload',
  'cancelDownload',
  'keepFile',
  'removeFile',
  'clearFiles',
  'letGoFeedFiles',
  'setRetention',
  'previewRetention',
  'keepPackage',
  'signPackage',
  'sendProgram',
  'sayInProgram',
  'condenseDocument',
  'changeProgram',
  'allowProgram',
  ...messageActNames,
  ...walletActNames,
  ...mintActNames,
  ...momentActNames,
  ...preferenceActNames,
  ...stickerActNames,
  ...importActNames,
  ...channelActNames,
  ...webFeedActNames,
  ...discoverActNames,
  ...deviceActNames,
  ...backupActNames,
  ...snapshotActNames,
  ...nearbyActNames,
  ...handActNames,
  ...connectionActNames,
  'diagnostics',
  'diagnosticsReport',
] as const satisfies readonly (keyof Workspace)[];

/** One of {@link actNames}. */
export type ActName = (typeof actNames)[number];
/** The acts of a workspace, done by the engine. */
export type Acts = Pick<Workspace, ActName>;

/** Every act, done by `ask` with its name and what it is given. */
export function actsBy(
  ask: (name: ActName, args: readonly unknown[]) => Promise<Result<unknown, WorkspaceError>>,
): Acts {
  const entries = actNames.map((name) => [name, (...args: readonly unknown[]) => ask(name, args)] as const);
  // Whoever does it runs the same version: what it answers has the act's own type.
  return Object.fromEntries(entries) as unknown as Acts;
}
