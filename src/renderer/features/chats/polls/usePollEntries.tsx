import { CircleStop } from 'lucide-react';
import { useCallback } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { Message } from '@services/workspace/messageViews.ts';
import type { MenuEntry } from '@ui/overlays/useMenu.tsx';
import { keptId } from '../talk/messageFacts.ts';
import { useReport } from '../useReport.ts';

/** What the menu of a message offers for its poll: whoever asked may end it. */
export function usePollEntries(space: SpaceId, canWrite: boolean): (message: Message) => readonly MenuEntry[] {
  const t = useT();
  const workspace = useWorkspace();
  const report = useReport();
  return useCallback(
    (message) => {
      const id = keptId(message);
      const { own, body, poll } = message;
      if (!canWrite || !own || id === null || body.kind !== 'poll' || poll?.isClosed === true) return [];
      return [
        {
          id: 'close-poll',
          label: t('messages.poll.close'),
          icon: <CircleStop aria-hidden />,
          onAction: () => void report(workspace.closePoll(space, id)),
        },
      ];
    },
    [t, workspace, report, space, canWrite],
  );
}
