/** What an engine asks of a screen, where there is none. */
import { fail } from '@shared/result.ts';
import type { PicturePreparer } from '@ports/media.ts';
import type { Network } from '@ports/network.ts';
import type { Notifier } from '@ports/notifier.ts';

/** Nobody is told anything: the other devices do that. */
export const noNotifier: Notifier = {
  show: () => undefined,
  clear: () => undefined,
  onActivated: () => () => undefined,
  onActed: () => () => undefined,
  isWatched: () => false,
};

/** Nothing is sent from here that had to be drawn anew. */
export const noPictures: PicturePreparer = {
  preparePicture: () => Promise.resolve(fail('picture-unsupported', 'a home box draws no pictures')),
};

/** What it may fetch says its command line, and no system. */
export const freeNetwork: Network = { isMetered: () => false };
