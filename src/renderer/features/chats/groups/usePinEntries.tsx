import { Pin, PinOff } from 'lucide-react';
import { useCallback } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { Message } from '@services/workspace/workspace.ts';
import type { MenuEntry } from '@ui/overlays/useMenu.tsx';
import { useOpenGroup } from './groupContext.ts';
import { usePin } from './usePin.ts';

/** What the menu of a message offers about pins: nothing where one may not pin, or the message is not kept yet. */
export function usePinEntries(): (message: Message) => readonly MenuEntry[] {
  const t = useT();
  const group = useOpenGroup()?.group ?? null;
  const pin = usePin(group?.space ?? null);
  return useCallback(
    ({ id, state }) => {
      if (group?.rights.pin !== true || state === 'queued' || state === 'failed') return [];
      const isPinned = group.pinned.some((one) => one === id);
      return [
        {
          id: 'pin',
          label: t(isPinned ? 'groups.unpin' : 'groups.pin'),
          icon: isPinned ? <PinOff aria-hidden /> : <Pin aria-hidden />,
          onAction: () => pin(id, !isPinned),
        },
      ];
    },
    [t, group, pin],
  );
}
