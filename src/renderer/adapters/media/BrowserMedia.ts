import {
  type AvatarPicture,
  type BinaryFile,
  type CropArea,
  type Media,
  type MediaError,
  type OpenPicture,
  type PicturePreparer,
  PREVIEW_SIDE,
  type PreviewLook,
} from '@ports/media.ts';
import { type FetchCode, fetchOnce } from '@ports/latePart.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { checkPicture } from './checkPicture.ts';
import { MediaWorkerClient } from './MediaWorkerClient.ts';
import { createPicturePreparer } from './picturePreparer.ts';

const NO_CODE = 'the code of it did not come';
const PLAIN_LOOK: PreviewLook = { side: PREVIEW_SIDE, isTransparent: false };

/** Media by the browser's own decoders, with all heavy work in a worker that is started when first needed, and code that comes with its first use. */
export function createBrowserMedia(fetchCode: FetchCode = fetchOnce): Media {
  const fetched = <Code>(load: () => Promise<Code>) => fetchCode(load).catch(() => null);
  const worker = new MediaWorkerClient(startMediaWorker);
  const preparer = createPicturePreparer(worker);
  return {
    openPicture: (file, look = PLAIN_LOOK) => openPicture(worker, file, look),
    readCode: async (file) => {
      const checked = await checkPicture(file);
      if (!checked.ok) return checked;
      const { bytes, header } = checked.value;
      return worker.ask<'read-code'>({ kind: 'read-code', bytes, type: header.type }, [bytes.buffer]);
    },
    recordVoice: async () => {
      const code = await fetched(() => import('./voice.ts'));
      return code === null ? fail('microphone-failed', NO_CODE) : code.recordVoice();
    },
    openVideo: async (file) => {
      const code = await fetched(() => import('./video.ts'));
      return code === null ? fail('video-unreadable', NO_CODE) : code.openVideo(file, preparer);
    },
    scanCamera: async () => {
      const code = await fetched(() => import('./camera.ts'));
      if (code === null) return fail('camera-failed', NO_CODE);
      return code.openCamera((frame) => worker.ask<'read-frame'>({ kind: 'read-frame', frame }, [frame]));
    },
    drawCode: (text) => worker.ask<'draw-code'>({ kind: 'draw-code', text }),
    saveFile,
    saveFrom,
    openSink: async (file) => {
      const code = await fetched(() => import('./byteSink.ts'));
      return code === null ? null : code.openSink(file, saveFrom);
    },
  };
}

/** The part of it that the engine works with, in a worker of its own. */
export function createBrowserPictures(): PicturePreparer {
  return createPicturePreparer(new MediaWorkerClient(startMediaWorker));
}

function startMediaWorker(): Worker {
  return new Worker(new URL('./mediaWorker.ts', import.meta.url), { type: 'module', name: 'media' });
}

async function openPicture(
  worker: MediaWorkerClient,
  file: BinaryFile,
  look: PreviewLook,
): Promise<Result<OpenPicture, MediaError>> {
  const checked = await checkPicture(file);
  if (!checked.ok) return checked;
  const { bytes, header } = checked.value;
  const preview = await worker.ask<'preview'>({ kind: 'preview', bytes, type: header.type, look }, [bytes.buffer]);
  if (!preview.ok) return preview;
  const { width, height, picture } = preview.value;
  const previewUrl = URL.createObjectURL(picture);
  return ok({
    width,
    height,
    previewUrl,
    preview: new File([picture], 'picture.webp', { type: picture.type }),
    crop: (area) => crop(worker, picture, area),
    close: () => URL.revokeObjectURL(previewUrl),
  });
}

async function crop(
  worker: MediaWorkerClient,
  picture: Blob,
  area: CropArea,
): Promise<Result<AvatarPicture, MediaError>> {
  const answer = await worker.ask<'crop'>({ kind: 'crop', picture, area });
  return answer.ok ? ok({ kind: 'picture', ...answer.value }) : answer;
}

const saveFile: Media['saveFile'] = ({ name, type, bytes }) => {
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
  saveFrom(url, name);
  // The download has its own hold on the bytes by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};

function saveFrom(url: string, name: string): void {
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
}
