import type { ReactNode } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import type { ChannelView } from '@services/workspace/channelWorkspace.ts';
import { RadioGroup } from '@ui/controls/RadioGroup.tsx';
import { EmptyState } from '@ui/display/EmptyState.tsx';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import { SalesSection } from '../paid/SalesSection.tsx';
import { useChannel, useChannels, useReport } from '../useChannels.ts';
import { AutoRepliesForm } from './AutoRepliesForm.tsx';
import { EditorsSection } from './EditorsSection.tsx';
import { FaceForm } from './FaceForm.tsx';
import { MenuForm } from './MenuForm.tsx';
import styles from './Settings.module.css';
import { SiteSection } from './SiteSection.tsx';

/** What the editors of a channel decide about it. */
export function ChannelSettings({ id }: { readonly id: SpaceId }): ReactNode {
  const t = useT();
  const query = useChannel(id);
  if (query.status === 'loading') return <div className={styles['page']} aria-busy="true" />;
  const channel = query.status === 'ready' ? query.value : null;
  if (channel === null || channel.role === null || channel.role === 'writer') {
    return (
      <EmptyState illustration="nothing" title={t('channels.settings.none')}>
        {t('channels.settings.none.text')}
      </EmptyState>
    );
  }
  return (
    <div className={styles['page']}>
      <div className={styles['column']}>
        <h1>{t('channels.settings.of', { name: isolate(channel.name) })}</h1>
        <Section title={t('channels.face')}>
          <Plain>
            <FaceForm channel={channel} />
          </Plain>
        </Section>
        <Section title={t('channels.comments')}>
          <Plain>
            <CommentsPolicy channel={channel} />
          </Plain>
        </Section>
        <SalesSection channel={channel} />
        <Section title={t('channels.menu')} description={t('channels.menu.text')}>
          <Plain>
            <MenuForm key={JSON.stringify(channel.menu)} channel={channel} />
          </Plain>
        </Section>
        <Section title={t('channels.replies')} description={t('channels.replies.text')}>
          <Plain>
            <AutoRepliesForm channel={channel.id} />
          </Plain>
        </Section>
        <EditorsSection channel={channel} />
        <SiteSection channel={channel} />
      </div>
    </div>
  );
}

function CommentsPolicy({ channel }: { readonly channel: ChannelView }): ReactNode {
  const t = useT();
  const channels = useChannels();
  const report = useReport();
  const option = (value: ChannelView['comments']) => ({
    value,
    label: t(`channels.comments.policy.${value}`),
    description: t(`channels.comments.policy.${value}.text`),
  });
  return (
    <RadioGroup
      label={t('channels.comments.policy')}
      value={channel.comments}
      options={[option('on'), option('moderated'), option('off')]}
      onChange={(comments) => void report(channels.changeChannel(channel.id, { comments }))}
    />
  );
}
