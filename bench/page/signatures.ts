/** Checks of signatures away from the thread, by the very worker the app ships. */
import { SignatureWorkerClient } from '@adapters/webcrypto/signatureWorkerClient.ts';
import type { VerifySignatures } from '@ports/keyVault.ts';

let verifier: VerifySignatures | undefined;

/** From now on engines of this page check batches in a worker from this address. */
export function useSignatureWorker(address: string): void {
  verifier = new SignatureWorkerClient(() => new Worker(address, { type: 'module', name: 'signatures' })).verify;
}

/** What checks many signatures. */
export function batchVerifier(): VerifySignatures {
  if (verifier === undefined) throw new Error('no worker was given: the app would be measured without its own');
  return async (jobs) => {
    const valid = await verifier?.(jobs);
    if (!valid) throw new Error('the worker gave no answer: the app would be measured without its own');
    return valid;
  };
}
