import { Flag } from 'lucide-react';
import { type ReactNode, useCallback, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { Message } from '@services/workspace/messageViews.ts';
import type { Conversation } from '@services/workspace/workspace.ts';
import type { MenuEntry } from '@ui/overlays/useMenu.tsx';
import { useOpenGroup } from '../groups/groupContext.ts';
import { keptId } from '../talk/messageFacts.ts';
import { ReportDialog } from './ReportDialog.tsx';

/** What one may write down for oneself about a message of another, and the dialog that asks what. */
export function useReportEntries(conversation: Pick<Conversation, 'space' | 'name'>): {
  readonly entries: (message: Message) => readonly MenuEntry[];
  readonly dialog: ReactNode;
} {
  const t = useT();
  const group = useOpenGroup();
  const { space, name } = conversation;
  const [asked, setAsked] = useState<Message | null>(null);
  const entries = useCallback(
    (message: Message): readonly MenuEntry[] =>
      message.own || keptId(message) === null
        ? []
        : [
            {
              id: 'report',
              label: t('keeping.report'),
              icon: <Flag aria-hidden />,
              onAction: () => setAsked(message),
            },
          ],
    [t],
  );
  const id = asked === null ? null : keptId(asked);
  const dialog =
    asked === null || id === null ? null : (
      <ReportDialog
        account={asked.author}
        name={group?.people.get(asked.author)?.name ?? name}
        message={{ space, id }}
        onClose={() => setAsked(null)}
      />
    );
  return { entries, dialog };
}
