/** Puts together one document, away from the app's thread: its changes are anybody's. */
import { condense } from '@domain/mini/condense.ts';
import { meetDocuments } from '@domain/mini/meetDocuments.ts';
import type { DocumentJob, DocumentReply } from './condenserClient.ts';

self.addEventListener('message', ({ data }: MessageEvent<DocumentJob>) => {
  const reply: DocumentReply =
    'coming' in data ? meetDocuments(data.here, data.coming) : condense(data.base, data.changes);
  self.postMessage(reply);
});
