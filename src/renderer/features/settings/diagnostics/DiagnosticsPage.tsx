import { FileDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { Page } from '../layout/Page.tsx';
import { ErrorLog } from './ErrorLog.tsx';
import { LinksTable } from './LinksTable.tsx';
import { StoreFigures, SystemFigures } from './Figures.tsx';
import styles from './Diagnostics.module.css';
import { useDiagnostics } from './useDiagnostics.ts';

/** Settings → Diagnostics. */
export function DiagnosticsPage(): ReactNode {
  const t = useT();
  const { figures, error } = useDiagnostics();
  const act = useAct<WorkspaceErrorCode>();
  return (
    <Page title={t('settings.diagnostics')} error={act.error ?? error} actions={<ExportButton act={act} />}>
      <p className={styles['intro']}>{t('settings.diag.text')}</p>
      {figures === null ? (
        <Section>
          <Plain>
            <Skeleton shape="block" />
          </Plain>
        </Section>
      ) : (
        <>
          <Section title={t('settings.diag.links')}>
            <LinksTable links={figures.links} />
          </Section>
          <StoreFigures figures={figures} />
          <SystemFigures figures={figures} />
          <Section title={t('settings.diag.errors')}>
            <ErrorLog lines={figures.lastErrors} />
          </Section>
        </>
      )}
    </Page>
  );
}

function ExportButton({ act }: { readonly act: ReturnType<typeof useAct<WorkspaceErrorCode>> }): ReactNode {
  const t = useT();
  const toast = useToast();
  const workspace = useWorkspace();
  const media = useMedia();
  const save = (report: string) => {
    const day = new Date().toISOString().slice(0, 10);
    media.saveFile({
      name: `banyan-report-${day}.txt`,
      type: 'text/plain;charset=utf-8',
      bytes: new TextEncoder().encode(report),
    });
    toast({ text: t('settings.diag.exported') });
  };
  return (
    <Button
      icon={<FileDown aria-hidden />}
      pending={act.isPending}
      data-tooltip={t('settings.diag.export.hint')}
      onClick={() => act.run(() => workspace.diagnosticsReport(), save)}
    >
      {t('settings.diag.export')}
    </Button>
  );
}
