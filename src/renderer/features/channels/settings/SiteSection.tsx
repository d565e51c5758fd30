import { FolderDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import type { ChannelView } from '@services/workspace/channelWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { MadeSite } from '@services/workspace/siteWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { TextField } from '@ui/controls/TextField.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Plain, Section } from '@ui/layout/Panel.tsx';
import styles from './Settings.module.css';

/** Saves a channel as a website, for who has no Banyan. */
export function SiteSection({ channel }: { readonly channel: ChannelView }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const errorText = useErrorText();
  const workspace = useWorkspace();
  const media = useMedia();
  const act = useAct<WorkspaceErrorCode>();
  const [address, setAddress] = useState('');
  const [made, setMade] = useState<MadeSite | null>(null);
  const { lang, dir } = document.documentElement;
  const words = {
    language: lang,
    direction: dir === 'rtl' ? ('rtl' as const) : ('ltr' as const),
    follow: t('feeds.site.follow'),
    feed: t('feeds.site.feed'),
    back: t('feeds.site.back'),
    date: formats.date,
  };
  const save = () =>
    act.run(
      () => workspace.exportSite(channel.id, { address, words }),
      (site) => {
        media.saveFile({ name: 'banyan-channel.zip', type: 'application/zip', bytes: site.archive });
        setMade(site);
      },
    );
  return (
    <Section title={t('feeds.site.title')} description={t('feeds.site.text')}>
      <Plain>
        <form
          className={styles['form']}
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <TextField
            label={t('feeds.site.address')}
            placeholder="https://example.org/"
            dir="ltr"
            spellCheck={false}
            value={address}
            onChange={setAddress}
          />
          {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
          <div className={styles['foot']}>
            <Button type="submit" icon={<FolderDown aria-hidden />} pending={act.isPending}>
              {t('feeds.site.save')}
            </Button>
            {made !== null && (
              <span role="status">
                {t('feeds.site.done', { posts: made.posts })}{' '}
                {made.missing > 0 && t('feeds.site.missing', { missing: made.missing })}
              </span>
            )}
          </div>
        </form>
      </Plain>
    </Section>
  );
}
