import { Download, FileVideo, Mic } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { FileReference } from '@domain/chat/file.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { Coming } from './PhotoGrid.tsx';
import styles from './Media.module.css';
import { useMediaFile } from './useMediaFile.ts';

/** A video or a voice note of a post, in a place that is the same before it is here. Anything else is a name alone. */
export function PlayedFile({ file }: { readonly file: FileReference }): ReactNode {
  const t = useT();
  const media = useMediaFile(file);
  const name = isolate(cleanFileName(file.name));
  const isVideo = file.mime.startsWith('video/');
  if (media.url === null) {
    return (
      <button
        type="button"
        className={isVideo ? styles['video'] : styles['voice']}
        aria-label={t('moments.media.fetch', { name })}
        onClick={media.fetch}
      >
        {isVideo ? <FileVideo aria-hidden /> : <Mic aria-hidden />}
        <Coming media={media} />
      </button>
    );
  }
  return <Player file={file} url={media.url} />;
}

/** Plays it; where this browser can't, it can be saved to be played elsewhere. */
function Player({ file, url }: { readonly file: FileReference; readonly url: string }): ReactNode {
  const t = useT();
  const media = useMedia();
  const [isBroken, setBroken] = useState(false);
  const fileName = cleanFileName(file.name);
  const name = isolate(fileName);
  const onError = () => setBroken(true);
  if (isBroken) {
    return (
      <div className={styles['broken']}>
        <span>{t('moments.media.broken', { name })}</span>
        <Button size="small" icon={<Download aria-hidden />} onClick={() => media.saveFrom(url, fileName)}>
          {t('files.saveAs', { name })}
        </Button>
      </div>
    );
  }
  return file.mime.startsWith('video/') ? (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- a friend's video comes without captions, and none can be made here
    <video className={styles['video']} src={url} controls preload="metadata" aria-label={name} onError={onError} />
  ) : (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- as above
    <audio className={styles['audio']} src={url} controls preload="metadata" aria-label={name} onError={onError} />
  );
}
