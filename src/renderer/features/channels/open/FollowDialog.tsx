import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useCodeWords, useMediaErrorText } from '@i18n/usePictureTexts.ts';
import { PersonName, useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import type { ChannelPreview } from '@services/workspace/channelWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { CodeIntake } from '@ui/code/CodeIntake.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { type Act, useAct } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { ChannelAvatar } from '../ChannelAvatar.tsx';
import { useChannels } from '../useChannels.ts';
import { Fingerprint } from './Fingerprint.tsx';
import styles from './Open.module.css';

export interface FollowDialogProps {
  /** A link that was opened or pressed; null to ask for one. */
  readonly link: string | null;
  readonly onClose: () => void;
  readonly onFollowed: (channel: SpaceId) => void;
}

interface Found {
  readonly link: string;
  readonly preview: ChannelPreview;
}

/** Follows a channel by its link, by a picture of its code or by the camera. Nothing happens before one says so. */
export function FollowDialog({ link, onClose, onFollowed }: FollowDialogProps): ReactNode {
  const t = useT();
  const channels = useChannels();
  const act = useAct<WorkspaceErrorCode>();
  const [found, setFound] = useState<Found | null>(null);
  const look = (text: string) =>
    act.run(
      () => channels.previewChannel(text),
      (preview) => setFound({ link: text, preview }),
    );
  useOnce(link, look);
  const done = (channel: SpaceId) => {
    onClose();
    onFollowed(channel);
  };
  const follow = ({ link: text }: Found) =>
    act.run(
      () => channels.followChannel(text),
      ({ channel }) => done(channel),
    );
  return (
    <Dialog
      isOpen
      title={t('channels.follow.title')}
      closeLabel={t('common.close')}
      onClose={onClose}
      footer={found === null ? undefined : <Foot found={found} act={act} onFollow={follow} onOpen={done} />}
    >
      {found === null ? <Ask act={act} isAsked={link === null} onFound={look} /> : <Preview found={found} act={act} />}
    </Dialog>
  );
}

/** Looks at the link the dialog was opened with, once. */
function useOnce(link: string | null, look: (link: string) => void): void {
  const seen = useRef<string | null>(null);
  useEffect(() => {
    if (link === null || seen.current === link) return;
    seen.current = link;
    look(link);
  }, [link, look]);
}

interface AskProps {
  readonly act: Act<WorkspaceErrorCode>;
  readonly isAsked: boolean;
  readonly onFound: (text: string) => void;
}

function Ask({ act, isAsked, onFound }: AskProps): ReactNode {
  const t = useT();
  const media = useMedia();
  const errorText = useErrorText();
  const mediaErrorText = useMediaErrorText();
  const words = useCodeWords({ link: t('channels.follow.link'), placeholder: 'banyan://channel#…' });
  return (
    <div className={styles['form']}>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      {isAsked ? (
        <CodeIntake means={media} words={words} errorText={mediaErrorText} onFound={onFound} />
      ) : (
        act.isPending && <Spinner />
      )}
    </div>
  );
}

function Preview({ found, act }: { readonly found: Found; readonly act: Act<WorkspaceErrorCode> }): ReactNode {
  const t = useT();
  const errorText = useErrorText();
  const { preview } = found;
  return (
    <div className={styles['found']}>
      <ChannelAvatar channel={{ ...preview, picture: null }} size="huge" />
      <h3>
        <PersonName>{preview.name}</PersonName>
      </h3>
      <p className={styles['hint']}>{t('channels.follow.what')}</p>
      <Fingerprint digits={preview.fingerprint} />
      <p className={styles['hint']}>{t('channels.fingerprint.hint')}</p>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </div>
  );
}

interface FootProps {
  readonly found: Found;
  readonly act: Act<WorkspaceErrorCode>;
  readonly onFollow: (found: Found) => void;
  readonly onOpen: (channel: SpaceId) => void;
}

function Foot({ found, act, onFollow, onOpen }: FootProps): ReactNode {
  const t = useT();
  return found.preview.followed ? (
    <Button variant="primary" onClick={() => onOpen(found.preview.id)}>
      {t('channels.follow.open')}
    </Button>
  ) : (
    <Button variant="primary" autoFocus pending={act.isPending} onClick={() => onFollow(found)}>
      {t('channels.follow')}
    </Button>
  );
}
