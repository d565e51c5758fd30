import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { BlobId } from '@shared/ids.ts';
import { blurUrl } from '@domain/chat/blur.ts';
import type { FileReference } from '@domain/chat/file.ts';
import { useT } from '@i18n/useT.tsx';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { MomentView } from '@services/workspace/momentsWorkspace.ts';
import { Spinner } from '@ui/feedback/Spinner.tsx';
import { useLatest } from '@ui/hooks/useLatest.ts';
import { PictureLayers } from '@ui/picture/PictureLayers.tsx';
import { tameMarks } from '@ui/text/tameMarks.ts';
import { type Photo, photosOf } from '../media/photoShapes.ts';
import { useMediaFile } from '../media/useMediaFile.ts';
import styles from './Viewer.module.css';

export interface StoryContentProps {
  readonly story: MomentView;
  readonly runs: boolean;
  /** Says how long a video is, s. */
  readonly onLength: (seconds: number) => void;
}

/** What a story shows: a photo, a video, or words alone. */
export function StoryContent({ story, runs, onLength }: StoryContentProps): ReactNode {
  const { body } = story;
  if (body === null) return <OnItsWay blob={story.story} />;
  const photos = photosOf(body.files);
  const video = body.files.find(({ mime }) => mime.startsWith('video/'));
  const hasPicture = photos.length > 0 || video !== undefined;
  return (
    <div className={styles['content']}>
      {photos[0] !== undefined && <StoryPhoto photo={photos[0]} />}
      {photos.length === 0 && video !== undefined && <StoryVideo file={video} runs={runs} onLength={onLength} />}
      {body.text !== '' && (
        <p className={hasPicture ? styles['caption'] : styles['words']} dir="auto">
          {tameMarks(body.text)}
        </p>
      )}
    </div>
  );
}

/** Nothing of a story is here but that there is one: its content is asked for. */
function OnItsWay({ blob }: { readonly blob: BlobId | null }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  useEffect(() => {
    // Where it can't be asked for it is as far away as before, and said so.
    if (blob !== null) void workspace.downloadFile(blob);
  }, [workspace, blob]);
  return (
    <div className={styles['content']}>
      <Spinner />
      <p className={styles['words']}>{t('moments.post.coming')}</p>
    </div>
  );
}

/** Most of the window's height that a photo takes, in hundredths. */
const HIGHEST = 78;

function StoryPhoto({ photo }: { readonly photo: Photo }): ReactNode {
  const t = useT();
  const { url, fetch, state } = useMediaFile(photo);
  const blur = useMemo(() => blurUrl(photo.picture.blur), [photo.picture.blur]);
  useFetched(state.state, fetch);
  const { width, height } = photo.picture;
  const ratio = width / height;
  return (
    <span
      className={styles['photo']}
      style={{ aspectRatio: String(ratio), inlineSize: `min(100%, ${HIGHEST}vb * ${ratio})` }}
    >
      <PictureLayers blur={blur} thumbnail={photo.picture.thumbnail} url={url} alt={t('files.photo')} />
    </span>
  );
}

interface StoryVideoProps {
  readonly file: FileReference;
  readonly runs: boolean;
  readonly onLength: (seconds: number) => void;
}

function StoryVideo({ file, runs, onLength }: StoryVideoProps): ReactNode {
  const t = useT();
  const { url, fetch, state } = useMediaFile(file);
  const video = useRef<HTMLVideoElement>(null);
  useFetched(state.state, fetch);
  useEffect(() => {
    // A browser that does not let it play leaves the first picture, and the play button of the head.
    if (runs) video.current?.play().catch(() => undefined);
    else video.current?.pause();
  }, [runs, url]);
  if (url === null) return <Spinner label={t('common.loading')} />;
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- a friend's video comes without captions, and none can be made here
    <video
      ref={video}
      className={styles['photo']}
      src={url}
      playsInline
      onLoadedMetadata={({ currentTarget }) => {
        if (Number.isFinite(currentTarget.duration)) onLength(currentTarget.duration);
      }}
    />
  );
}

/** Asks for what is not here: to look at a story is to want it. */
function useFetched(state: string, fetch: () => void): void {
  const ask = useLatest(fetch);
  useEffect(() => {
    if (state === 'absent') ask.current();
  }, [state, ask]);
}
