import { Film, Play } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { FileReference } from '@domain/chat/file.ts';
import { useFormats } from '@i18n/useFormats.ts';
import { isolate, useT } from '@i18n/useT.tsx';
import { FileCard } from '../files/FileCard.tsx';
import { Coming, Layers } from '../files/PictureCard.tsx';
import { pictureBox } from '../files/pictureBox.ts';
import { useFile } from '../files/useFile.ts';
import { clockOf } from '@i18n/clockOf.ts';
import styles from './Media.module.css';

export interface VideoMessageProps {
  readonly file: FileReference;
  /** A frame of it; null where its sender had none. */
  readonly poster: FileReference['picture'];
  /** ms. */
  readonly duration: number;
  /** Whether Tab comes to it. */
  readonly isReachable: boolean;
}

/** Shape of a film of which no frame is known. */
const PLAIN = { width: 320, height: 180 };

/** A film in the talk: a frame of it, how long it is, and itself where it is pressed. Its place never changes its size. */
export function VideoMessage({ file, poster, duration, isReachable }: VideoMessageProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const shown = useFile(file);
  const [isPlaying, setPlaying] = useState(false);
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <FileCard file={file} isOwn={false} />;
  const box = pictureBox(poster ?? PLAIN);
  const name = isolate(shown.name);
  const length = clockOf(duration, formats.number);
  return (
    <span className={styles['video']} style={{ inlineSize: `${box.width}rem`, aspectRatio: String(box.ratio) }}>
      {poster === null ? <Film aria-hidden /> : <Layers picture={poster} url={null} />}
      {isPlaying && shown.url !== null ? (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- a friend's film comes without captions, and none can be made here
        <video src={shown.url} controls autoPlay aria-label={name} onError={() => setBroken(true)} />
      ) : (
        <span className={styles['length']}>{length}</span>
      )}
      {shown.url !== null && !isPlaying && (
        <button
          type="button"
          className={styles['play']}
          aria-label={t('messages.video.play', { name, length })}
          tabIndex={isReachable ? 0 : -1}
          onClick={() => setPlaying(true)}
        >
          <Play aria-hidden />
        </button>
      )}
      {shown.state.state !== 'here' && <Coming shown={shown} />}
    </span>
  );
}
