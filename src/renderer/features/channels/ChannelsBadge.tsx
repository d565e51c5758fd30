import { type ReactNode, useMemo } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { Badge } from '@ui/display/Badge.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { useChannels } from './useChannels.ts';

/** How many posts are new, for the rail. */
export function ChannelsBadge(): ReactNode {
  const t = useT();
  const formats = useFormats();
  const channels = useChannels();
  const unread = useQueryValue(
    useMemo(() => channels.unreadChannels(), [channels]),
    0,
  );
  if (unread === 0) return null;
  return (
    <Badge label={t('channels.unread', { count: unread })}>
      {unread > 99 ? t('shell.moreThan', { count: formats.number(99) }) : formats.number(unread)}
    </Badge>
  );
}
