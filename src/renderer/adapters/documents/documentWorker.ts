/** Condenses one document, away from the app's thread: its changes are anybody's. */
import { condense } from '@domain/mini/condense.ts';
import type { DocumentJob, DocumentReply } from './condenserClient.ts';

self.addEventListener('message', ({ data: { base, changes } }: MessageEvent<DocumentJob>) => {
  const reply: DocumentReply = condense(base, changes);
  self.postMessage(reply);
});
