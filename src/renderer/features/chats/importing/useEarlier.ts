import { useMemo } from 'react';
import { leavingImports } from '@services/undo/leavingImports.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { ImportedTalk } from '@services/workspace/importWorkspace.ts';
import type { Conversation } from '@services/workspace/workspace.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useSnapshot } from '@ui/hooks/useSnapshot.ts';

const NOTHING: readonly ImportedTalk[] = [];

/** Imported chats that stand before a chat, the oldest first (IMP-16). */
export function useEarlier({ kind, account }: Pick<Conversation, 'kind' | 'account'>): readonly ImportedTalk[] {
  const workspace = useWorkspace();
  const leaving = useSnapshot(leavingImports(workspace));
  const talks = useQueryValue(
    useMemo(() => workspace.importedTalks(), [workspace]),
    NOTHING,
  );
  return useMemo(() => {
    const before = talks.filter(({ contact, space }) => contact === account && !leaving.has(space));
    if (kind === 'group' || before.length === 0) return NOTHING;
    return before.toSorted((one, other) => one.activeAt - other.activeAt);
  }, [kind, account, talks, leaving]);
}
