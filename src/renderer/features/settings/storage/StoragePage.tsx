import { type ReactNode, useMemo } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { useSteadyQuery } from '@ui/hooks/useQuery.ts';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { Page } from '../layout/Page.tsx';
import { ChatFiles } from './ChatFiles.tsx';
import { ImportedUse } from './ImportedUse.tsx';
import { KeptSafe } from './KeptSafe.tsx';
import { FeedFiles } from './FeedFiles.tsx';
import { OfflineArticles } from './OfflineArticles.tsx';
import { Retention } from './Retention.tsx';
import { SnapshotUse } from './SnapshotUse.tsx';
import { StorageRules } from './StorageRules.tsx';
import { UseBar } from './UseBar.tsx';

/** Settings → Storage: what takes space, what may go, and by which rules files come. */
export function StoragePage(): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const use = useSteadyQuery(useMemo(() => workspace.storageUse(), [workspace]));
  return (
    <Page title={t('settings.storage')}>
      <Section title={t('storage.use')} description={t('storage.use.text')}>
        <Plain>
          {use.status === 'ready' && <UseBar use={use.value} />}
          {use.status === 'ready' && use.value.feedBytes > 0 && <FeedFiles use={use.value} />}
          {use.status === 'ready' && use.value.articleBytes > 0 && <OfflineArticles bytes={use.value.articleBytes} />}
          {use.status === 'loading' && <Skeleton />}
          {use.status === 'failed' && <AlertBanner tone="danger">{t('storage.failed')}</AlertBanner>}
        </Plain>
      </Section>
      {use.status === 'ready' && <KeptSafe used={use.value.databaseBytes} quota={use.value.quotaBytes} />}
      <SnapshotUse />
      <StorageRules />
      <Retention />
      {use.status === 'ready' && (
        <>
          <ImportedUse imports={use.value.imports} />
          <ChatFiles chats={use.value.chats} />
        </>
      )}
    </Page>
  );
}
