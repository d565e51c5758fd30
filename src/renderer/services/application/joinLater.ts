import { type Result, fail, ok } from '@shared/result.ts';
import { pickSignalingHints } from '@domain/contact/signalingHints.ts';
import type { EngineParts } from '../engine/engineParts.ts';
import type { Application, JoiningDevice, WorkspaceError } from '../workspace/workspace.ts';

/** What joining works with before there is an engine. */
export interface JoinParts extends Pick<EngineParts, 'host' | 'vault' | 'verify' | 'random'> {
  readonly createTransport: () => EngineParts['transport'] | Promise<EngineParts['transport']>;
}

/** Goes into an account with the code of another device: nothing runs yet, so it has a transport of its own until it is in. */
export async function joinLater(
  parts: JoinParts,
  said: Parameters<Application['joinAccount']>[0],
  onLinked: () => void,
): Promise<Result<JoiningDevice, WorkspaceError>> {
  const load = () => import('../devices/deviceJoining.ts');
  // A change of the network ends what is under way; what comes after it works.
  const code = await load()
    .catch(load)
    .catch(() => null);
  if (code === null) return fail('host-unreachable', 'the code of it did not come');
  const described = await parts.host.call('host.describe', {});
  const transport = await parts.createTransport();
  const signaling = pickSignalingHints(described.ok ? described.value.signaling : []);
  transport.configure({ iceServers: [], signaling });
  const joining = await code.DeviceJoining.begin({ ...parts, transport }, said);
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
  return ok({ state, end });
}
