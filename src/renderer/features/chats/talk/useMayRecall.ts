import { useCallback, useMemo } from 'react';
import { defaultSettings } from '@domain/settings/settings.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Message } from '@services/workspace/messageViews.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useOpenGroup } from '../groups/groupContext.ts';
import { canRecall } from './messageFacts.ts';

/** Says whether one may ask everybody to remove a message of the open talk now. */
export function useMayRecall(): (message: Message) => boolean {
  const workspace = useWorkspace();
  const { recallHours: hours } = useQueryValue(
    useMemo(() => workspace.settings(), [workspace]),
    defaultSettings,
  );
  const role = useOpenGroup()?.group?.role ?? null;
  const runsGroup = role === 'owner' || role === 'admin';
  return useCallback((message) => canRecall(message, { runsGroup, hours, now: Date.now() }), [runsGroup, hours]);
}
