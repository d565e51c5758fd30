import { type ReactNode, useMemo } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { OwnDevice } from '@services/workspace/deviceWorkspace.ts';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';

const NONE: readonly OwnDevice[] = [];

/** On a linked device: that the wallet is on the first one (WSV-179). Nothing on that. */
export function Elsewhere(): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const devices = useQueryValue(
    useMemo(() => workspace.devices(), [workspace]),
    NONE,
  );
  const isElsewhere = devices.some(({ isThis, keepsWallet }) => isThis && !keepsWallet);
  return isElsewhere ? <AlertBanner tone="info">{t('error.wallet-elsewhere')}</AlertBanner> : null;
}
