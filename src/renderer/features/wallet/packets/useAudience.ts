import { useMemo } from 'react';
import type { AccountId, SpaceId } from '@shared/ids.ts';
import { mapQuery, snapshotQuery, switchQuery } from '@services/workspace/liveQueries.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Workspace } from '@services/workspace/workspace.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Avatar } from '@domain/profile/profile.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';

/** Somebody in a conversation beside oneself. */
export interface AudienceMember {
  readonly account: AccountId;
  readonly name: string;
  readonly avatar: Avatar;
}

const NOBODY: readonly AudienceMember[] = [];
const fixed = (members: readonly AudienceMember[]) =>
  snapshotQuery({ get: () => members, subscribe: () => () => undefined });
const nothing = fixed(NOBODY);

/** The others in a conversation; null while they are read. */
export function useAudience(space: SpaceId | null): readonly AudienceMember[] | null {
  const workspace = useWorkspace();
  const state = useQuery(
    useMemo(() => (space === null ? nothing : watchAudience(workspace, space)), [workspace, space]),
  );
  if (state.status === 'loading') return null;
  return state.status === 'ready' ? state.value : NOBODY;
}

function watchAudience(workspace: Workspace, space: SpaceId): LiveQuery<readonly AudienceMember[]> {
  return switchQuery(workspace.conversation(space), (conversation) => {
    if (conversation === null) return nothing;
    if (conversation.kind === 'group') {
      return mapQuery(workspace.group(space), (group) => (group?.members ?? []).filter(({ isSelf }) => !isSelf));
    }
    const { account, name, avatar } = conversation;
    return fixed([{ account, name, avatar }]);
  });
}
