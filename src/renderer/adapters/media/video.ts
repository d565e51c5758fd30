import { MAX_DURATION } from '@domain/chat/file.ts';
import type { BinaryFile, MediaError, NamedFile, PicturePreparer, VideoLook } from '@ports/media.ts';
import { type Result, fail, ok } from '@shared/result.ts';

/** A film that says nothing for so long is not waited for, ms. */
const PATIENCE = 15_000;
/** Its picture is taken from here, ms: the very first one is black more often than not. */
const POSTER_AT = 1000;
const POSTER_SIDE = 1280;
/** Beyond every end: a recording that does not say how long it is is asked by going there. */
const END = 1e7;

/** Looks into a film: how long it is, and one of its pictures (MED-24). */
export async function openVideo(file: NamedFile, preparer: PicturePreparer): Promise<Result<VideoLook, MediaError>> {
  if (!(file instanceof Blob)) return fail('video-unreadable', 'not a file');
  const url = URL.createObjectURL(file);
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  try {
    const isOpen = await happened(video, 'loadeddata', () => {
      video.src = url;
    });
    if (!isOpen) return fail('video-unreadable', 'it is not played here');
    const duration = await durationOf(video);
    if (duration === null) return fail('video-unreadable', 'it has no end');
    return ok({ duration, poster: await posterOf(video, duration, preparer) });
  } finally {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(url);
  }
}

/** ms; null where it has none. */
async function durationOf(video: HTMLVideoElement): Promise<number | null> {
  if (!Number.isFinite(video.duration)) {
    await happened(video, 'seeked', () => {
      video.currentTime = END;
    });
  }
  const ms = Math.round((Number.isFinite(video.duration) ? video.duration : video.currentTime) * 1000);
  return ms >= 0 && ms <= MAX_DURATION ? ms : null;
}

async function posterOf(
  video: HTMLVideoElement,
  duration: number,
  preparer: PicturePreparer,
): Promise<VideoLook['poster']> {
  const isThere = await happened(video, 'seeked', () => {
    video.currentTime = Math.min(POSTER_AT, duration / 4) / 1000;
  });
  const picture = isThere ? await frameOf(video) : null;
  if (picture === null) return null;
  const prepared = await preparer.preparePicture(picture);
  if (!prepared.ok) return null;
  const { blur, thumbnail } = prepared.value;
  return { width: video.videoWidth, height: video.videoHeight, blur, thumbnail };
}

async function frameOf(video: HTMLVideoElement): Promise<BinaryFile | null> {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0 || videoHeight === 0) return null;
  const factor = Math.min(1, POSTER_SIDE / Math.max(videoWidth, videoHeight));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(videoWidth * factor)),
    Math.max(1, Math.round(videoHeight * factor)),
  );
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  pen.drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** Does something to a film and waits for what is to come of it; false where it fails, or nothing comes. */
function happened(video: HTMLVideoElement, event: 'loadeddata' | 'seeked', act: () => void): Promise<boolean> {
  return new Promise((resolve) => {
    const done = new AbortController();
    const settle = (isThere: boolean) => {
      done.abort();
      clearTimeout(timer);
      resolve(isThere);
    };
    const timer = setTimeout(() => settle(false), PATIENCE);
    video.addEventListener(event, () => settle(true), { signal: done.signal });
    video.addEventListener('error', () => settle(false), { signal: done.signal });
    act();
  });
}
