import { type ReactNode, useMemo } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Skeleton } from '@ui/feedback/Skeleton.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useQuery } from '@ui/hooks/useQuery.ts';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { Page } from '../layout/Page.tsx';
import { AccountRow } from './AccountRow.tsx';
import { OwnCard } from './OwnCard.tsx';
import { PhraseRow } from './PhraseRow.tsx';

/** Settings → Profile. */
export function ProfilePage(): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const own = useQuery(useMemo(() => workspace.ownProfile(), [workspace]));
  const act = useAct<WorkspaceErrorCode>();
  const isNameError = act.error === 'name-empty' || act.error === 'name-too-long';
  if (own.status !== 'ready') {
    return (
      <Page title={t('settings.profile')} error={own.status === 'failed' ? 'storage-failed' : null}>
        <Section>
          <Plain>
            <Skeleton shape="block" />
          </Plain>
        </Section>
      </Page>
    );
  }
  return (
    <Page title={t('settings.profile')} error={isNameError ? null : act.error}>
      <Section>
        <OwnCard own={own.value} act={act} nameError={isNameError ? act.error : null} />
      </Section>
      <Section title={t('settings.profile.account')}>
        <AccountRow account={own.value.account} />
        <PhraseRow own={own.value} />
      </Section>
    </Page>
  );
}
