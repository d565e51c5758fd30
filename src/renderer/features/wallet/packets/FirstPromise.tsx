import type { ReactNode } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useT } from '@i18n/useT.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { CurrencyField } from '../dialogs/own/CurrencyField.tsx';
import { useOwnPromises } from '../dialogs/own/useOwnPromise.ts';
import styles from './Packets.module.css';

/** For who has nothing to put into a packet: makes a promise of one's own. That moves nothing yet; the packet's form is next. */
export function FirstPromise(): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const promises = useOwnPromises();
  const act = useAct<WorkspaceErrorCode>();
  const make = () => act.run(() => promises.unitOf({ kind: 'new', currency: promises.currency }));
  return (
    <div className={styles['form']}>
      <EmptyState illustration="tree" title={t('packets.nothing')}>
        {t('packets.nothing.text')}
      </EmptyState>
      <CurrencyField promises={promises} />
      <Button variant="primary" pending={act.isPending} onClick={make}>
        {t('packets.nothing.make')}
      </Button>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </div>
  );
}
