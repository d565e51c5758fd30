/** Checks batches of signatures, away from the main thread. */
import { type BatchReply, type SignatureBatch, jobsOf } from './signatureBatch.ts';
import { verifySignature } from './verifySignature.ts';

self.addEventListener('message', (event: MessageEvent<SignatureBatch>) => {
  void reply(event.data);
});

async function reply(batch: SignatureBatch): Promise<void> {
  const checks = jobsOf(batch).map((job) => verifySignature(job.publicKey, job.signature, job.bytes));
  const message: BatchReply = { id: batch.id, valid: Uint8Array.from(await Promise.all(checks), Number) };
  self.postMessage(message, { transfer: [message.valid.buffer] });
}
