import type { ReactNode } from 'react';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { Badge } from '@ui/display/Badge.tsx';
import { useMatters } from './useMatters.ts';

/** How much in the wallet waits for one's word (WAL-UI-9). */
export function MattersBadge(): ReactNode {
  const t = useT();
  const formats = useFormats();
  const count = useMatters().length;
  return count === 0 ? null : <Badge label={t('wallet.matters.count', { count })}>{formats.number(count)}</Badge>;
}
