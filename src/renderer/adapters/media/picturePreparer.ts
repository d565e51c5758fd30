import { MAX_THUMBNAIL_BYTES } from '@domain/chat/file.ts';
import type { PicturePreparer } from '@ports/media.ts';
import { checkPicture } from './checkPicture.ts';
import type { MediaWorkerClient } from './MediaWorkerClient.ts';

/** Makes pictures ready in a worker, one after another: twenty photos at once must not be decoded at once. */
export function createPicturePreparer(worker: Pick<MediaWorkerClient, 'ask'>): PicturePreparer {
  let before: Promise<unknown> = Promise.resolve();
  return {
    preparePicture: (file, thumbnailBytes = MAX_THUMBNAIL_BYTES) => {
      const made = before.then(async () => {
        const checked = await checkPicture(file);
        if (!checked.ok) return checked;
        const { bytes, header } = checked.value;
        return worker.ask<'prepare'>({ kind: 'prepare', bytes, type: header.type, thumbnailBytes }, [bytes.buffer]);
      });
      before = made.catch(() => undefined);
      return made;
    },
  };
}
