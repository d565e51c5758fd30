import { type ReactNode, useState } from 'react';
import type { FileReference } from '@domain/chat/file.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';
import { isolate } from '@i18n/useT.tsx';
import { FileCard } from '../files/FileCard.tsx';
import styles from './Viewer.module.css';

/** A film over the whole window, with the browser's own controls; where it cannot be played, its card. */
export function ViewedFilm({ file, url }: { readonly file: FileReference; readonly url: string }): ReactNode {
  const [isBroken, setBroken] = useState(false);
  if (isBroken) {
    return (
      <span className={styles['card']}>
        <FileCard file={file} isOwn={false} />
      </span>
    );
  }
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- a friend's film comes without captions, and none can be made here
    <video
      className={styles['film']}
      src={url}
      controls
      aria-label={isolate(cleanFileName(file.name))}
      onError={() => setBroken(true)}
    />
  );
}
