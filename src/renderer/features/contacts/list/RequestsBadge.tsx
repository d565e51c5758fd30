import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { Badge } from '@ui/display/Badge.tsx';
import { useRequestCount } from './useRequestCount.ts';

/** The number of open requests as a pill; nothing when there are none. */
export function RequestsBadge(): ReactNode {
  const t = useT();
  const formats = useFormats();
  const count = useRequestCount();
  return count === 0 ? null : <Badge label={t('contacts.requests.count', { count })}>{formats.number(count)}</Badge>;
}
