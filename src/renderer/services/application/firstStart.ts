/** What is done at a first start and never again: its code comes with the welcome, not with the list of chats. */
import { type Result, ok } from '@shared/result.ts';
import { pickSignalingHints } from '@domain/contact/signalingHints.ts';
import type { BlobSource } from '@ports/blobStore.ts';
import { Restoring, type RestoringParts } from '../backup/restoring.ts';
import { DeviceJoining } from '../devices/deviceJoining.ts';
import type { EngineParts } from '../engine/engineParts.ts';
import type { RestoringBackup } from '../workspace/backupWorkspace.ts';
import type { JoiningDevice } from '../workspace/workspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';

export { createIdentity } from '../identity/createIdentity.ts';

/** What joining works with before there is an engine. */
export interface JoinParts extends Pick<EngineParts, 'host' | 'vault' | 'verify' | 'random'> {
  readonly createTransport: () => EngineParts['transport'] | Promise<EngineParts['transport']>;
}

/** Goes into an account with the code of another device: nothing runs yet, so it has a transport of its own until it is in. */
export async function joinAccount(
  parts: JoinParts,
  said: Parameters<typeof DeviceJoining.begin>[1],
  onLinked: () => void,
): Promise<Result<JoiningDevice, WorkspaceError>> {
  const described = await parts.host.call('host.describe', {});
  const transport = await parts.createTransport();
  const signaling = pickSignalingHints(described.ok ? described.value.signaling : []);
  transport.configure({ iceServers: [], signaling });
  const joining = await DeviceJoining.begin({ ...parts, transport }, said);
  if (!joining.ok) {
    transport.dispose();
    return joining;
  }
  const { state } = joining.value;
  let isOver = false;
  const end = () => {
    if (isOver) return;
    isOver = true;
    joining.value.end();
    transport.dispose();
  };
  const stop = state.subscribe(() => {
    if (state.get().status !== 'linked') return;
    stop();
    end();
    onLinked();
  });
  return ok({ state, end, accept: () => joining.value.accept() });
}

/** Begins to come back with a backup. Nothing is handed over yet. */
export function restoreBackup(
  parts: Omit<RestoringParts, 'files' | 'onFinished'>,
  files: readonly BlobSource[],
  onFinished: () => void,
): RestoringBackup {
  return new Restoring({ ...parts, files, onFinished });
}
