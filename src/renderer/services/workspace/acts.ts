import type { Workspace } from './workspace.ts';

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
  'diagnostics',
  'diagnosticsReport',
] as const satisfies readonly (keyof Workspace)[];

/** One of {@link actNames}. */
export type ActName = (typeof actNames)[number];
/** The acts of a workspace, done by the engine. */
export type Acts = Pick<Workspace, ActName>;
