import { type ReactNode, useMemo } from 'react';
import { type SpaceId, spaceId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { useSteadyQuery } from '@ui/hooks/useQuery.ts';
import { GroupPage } from './page/GroupPage.tsx';

export interface GroupContentProps {
  /** The space in the address `#/chats/<space>/about`. */
  readonly space: string;
  readonly onOpenChat: (space: string, message?: string) => void;
  readonly onOpenContact: (account: string) => void;
  readonly onAddContact: () => void;
}

/** The page about a group. */
export function GroupContent({ space, ...links }: GroupContentProps): ReactNode {
  const id = spaceId(space);
  return id.ok ? <Found key={id.value} {...links} space={id.value} /> : <Missing />;
}

function Found({ space, ...links }: Omit<GroupContentProps, 'space'> & { readonly space: SpaceId }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const group = useSteadyQuery(useMemo(() => workspace.group(space), [workspace, space]));
  if (group.status === 'loading') return null;
  if (group.status === 'failed') {
    return (
      <EmptyState illustration="nothing" title={t('groups.page.failed')}>
        {group.error.message}
      </EmptyState>
    );
  }
  return group.value === null ? <Missing /> : <GroupPage {...links} group={group.value} />;
}

function Missing(): ReactNode {
  const t = useT();
  return (
    <EmptyState illustration="nothing" title={t('groups.page.missing')}>
      {t('groups.page.missingText')}
    </EmptyState>
  );
}
