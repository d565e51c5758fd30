import type { ReactNode } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import { feedSpace } from '@domain/webfeed/ids.ts';
import { useErrorText } from '@i18n/useErrorText.ts';
import { useCodeWords, useMediaErrorText } from '@i18n/usePictureTexts.ts';
import { useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { CodeIntake } from '@ui/code/CodeIntake.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import type { Act } from '@ui/hooks/useAct.ts';
import { Dialog } from '@ui/overlays/Dialog.tsx';
import { ChannelFound } from './ChannelFound.tsx';
import { FeedFound } from './FeedFound.tsx';
import styles from './Open.module.css';
import { type Found, useFollow } from './useFollow.ts';
import { useOnce } from './useOnce.ts';

export interface FollowDialogProps {
  /** A link that was opened or pressed; null to ask for one. */
  readonly link: string | null;
  readonly onClose: () => void;
  readonly onFollowed: (channel: SpaceId) => void;
}

/** Follows a channel by its link, code or camera, or a feed by a site's address. Nothing happens before one says so. */
export function FollowDialog({ link, onClose, onFollowed }: FollowDialogProps): ReactNode {
  const t = useT();
  const done = (channel: SpaceId) => {
    onClose();
    onFollowed(channel);
  };
  const { found, act, isAsking, look, follow } = useFollow(done);
  useOnce(link, look);
  return (
    <Dialog
      isOpen
      title={t('channels.follow.title')}
      closeLabel={t('common.close')}
      onClose={onClose}
      footer={found === null ? undefined : <Foot found={found} act={act} onFollow={follow} onOpen={done} />}
    >
      {found === null ? (
        <Ask act={act} isAsked={link === null} isAsking={isAsking} onFound={look} />
      ) : (
        <Preview found={found} act={act} />
      )}
    </Dialog>
  );
}

interface AskProps {
  readonly act: Act<WorkspaceErrorCode>;
  readonly isAsked: boolean;
  readonly isAsking: boolean;
  readonly onFound: (text: string) => void;
}

function Ask({ act, isAsked, isAsking, onFound }: AskProps): ReactNode {
  const t = useT();
  const media = useMedia();
  const errorText = useErrorText();
  const mediaErrorText = useMediaErrorText();
  const words = useCodeWords({ link: t('feeds.follow.link'), placeholder: 'banyan://channel#… · example.org' });
  return (
    <div className={styles['form']}>
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
      {isAsking && (
        <p role="status" className={styles['asking']}>
          <Spinner /> {t('feeds.looking')}
        </p>
      )}
      {isAsked ? (
        <CodeIntake means={media} words={words} errorText={mediaErrorText} onFound={onFound} />
      ) : (
        act.isPending && <Spinner />
      )}
    </div>
  );
}

function Preview({ found, act }: { readonly found: Found; readonly act: Act<WorkspaceErrorCode> }): ReactNode {
  const errorText = useErrorText();
  return (
    <>
      {found.kind === 'feed' ? <FeedFound preview={found.preview} /> : <ChannelFound preview={found.preview} />}
      {act.error !== null && <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>}
    </>
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
  const known = found.kind === 'feed' ? feedSpace(found.preview.url) : found.preview.id;
  return found.preview.followed ? (
    <Button variant="primary" onClick={() => onOpen(known)}>
      {t('channels.follow.open')}
    </Button>
  ) : (
    <Button variant="primary" autoFocus pending={act.isPending} onClick={() => onFollow(found)}>
      {t('channels.follow')}
    </Button>
  );
}
