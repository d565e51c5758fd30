import { type ReactNode, useMemo } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { useQuery, useSteadyQuery } from '@ui/hooks/useQuery.ts';
import { GroupContext, type OpenGroup } from './groupContext.ts';

/** Tells all below of the group whose talk it is; of nothing in a talk of two. */
export function GroupScope(props: { readonly conversation: Conversation; readonly children: ReactNode }): ReactNode {
  if (props.conversation.kind === 'direct') return props.children;
  return <KnownGroup space={props.conversation.space}>{props.children}</KnownGroup>;
}

function KnownGroup({ space, children }: { readonly space: SpaceId; readonly children: ReactNode }): ReactNode {
  const workspace = useWorkspace();
  const found = useSteadyQuery(useMemo(() => workspace.group(space), [workspace, space]));
  const own = useQuery(useMemo(() => workspace.ownProfile(), [workspace]));
  const group = found.status === 'ready' ? found.value : null;
  const self = own.status === 'ready' ? own.value.account : null;
  const open = useMemo<OpenGroup>(() => {
    const everyone = group === null ? [] : [...group.former, ...group.members];
    return { group, self, people: new Map(everyone.map((person) => [person.account, person])) };
  }, [group, self]);
  return <GroupContext value={open}>{children}</GroupContext>;
}
