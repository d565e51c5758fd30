import { FolderDown } from 'lucide-react';
import { type ReactNode, Suspense, useState } from 'react';
import { useT } from '@i18n/useT.tsx';
import type { Conversation } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Row } from '@ui/layout/Panel.tsx';
import { lazy } from '@ui/loading/lazy.ts';

const ExportDialog = lazy(() => import('./ExportDialog.tsx').then((module) => ({ default: module.ExportDialog })));

/** The way to a copy of a chat for oneself. */
export function ExportRow({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const t = useT();
  const [isAsking, setAsking] = useState(false);
  return (
    <Row icon={<FolderDown aria-hidden />} title={t('exporting.row')} text={t('exporting.row.text')}>
      <Button onClick={() => setAsking(true)}>{t('exporting.open')}</Button>
      {isAsking && (
        <Suspense fallback={null}>
          <ExportDialog conversation={conversation} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </Row>
  );
}
