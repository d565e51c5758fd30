import { Newspaper } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useErrorText } from '@i18n/useErrorText.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { ChannelPreview } from '@services/workspace/channelWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import styles from '../Discover.module.css';
import type { ScannedProps } from './scanProps.ts';

type Preview = Awaited<ReturnType<ReturnType<typeof useWorkspace>['channels']['previewChannel']>>;

/** A channel's link: what it says of itself, its fingerprint, and a button to follow it. */
export function FoundChannel({ text, onDone, onGo, onBack }: ScannedProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const preview = usePreview(text);
  return (
    <div className={styles['found']} role="status">
      <Newspaper aria-hidden />
      <h3>{t('discover.found.channel')}</h3>
      {preview === null && <Spinner />}
      {preview?.ok === false && <AlertBanner tone="danger">{errorText(preview.error.code)}</AlertBanner>}
      {preview?.ok === true && (
        <Channel
          text={text}
          preview={preview.value}
          onOpen={(channel) => {
            onDone();
            onGo(`/channels/${channel}`);
          }}
        />
      )}
      <Button variant="quiet" onClick={onBack}>
        {t('discover.found.back')}
      </Button>
    </div>
  );
}

interface ChannelProps {
  readonly text: string;
  readonly preview: ChannelPreview;
  readonly onOpen: (channel: string) => void;
}

function Channel({ text, preview, onOpen }: ChannelProps): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const { channels } = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const follow = () =>
    act.run(
      () => channels.followChannel(text),
      ({ channel }) => onOpen(channel),
    );
  return (
    <>
      <p className={styles['name']}>
        <bdi dir="auto">{preview.name}</bdi>
      </p>
      <p>{t('discover.found.channel.text')}</p>
      <LookAlikeNotice preview={preview} />
      <p className={styles['fingerprint']} dir="ltr">
        {preview.fingerprint}
      </p>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      {preview.followed ? (
        <Button variant="primary" onClick={() => onOpen(preview.id)}>
          {t('discover.found.channel.open')}
        </Button>
      ) : (
        <Button variant="primary" pending={act.isPending} onClick={follow}>
          {t('discover.found.channel.do')}
        </Button>
      )}
    </>
  );
}

function LookAlikeNotice({ preview: { lookAlike } }: { readonly preview: ChannelPreview }): ReactNode {
  const t = useT();
  if (lookAlike.other !== null)
    return (
      <AlertBanner tone="warning">
        <T id="channels.lookAlike.other" values={{ name: <PersonName>{lookAlike.other}</PersonName> }} />
      </AlertBanner>
    );
  return lookAlike.isMixed && <AlertBanner tone="warning">{t('channels.lookAlike.mixed')}</AlertBanner>;
}

function usePreview(text: string): Preview | null {
  const { channels } = useWorkspace();
  const [preview, setPreview] = useState<Preview | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void channels.previewChannel(text).then((answer) => {
      if (isCurrent) setPreview(answer);
    });
    return () => {
      isCurrent = false;
    };
  }, [channels, text]);
  return preview;
}
