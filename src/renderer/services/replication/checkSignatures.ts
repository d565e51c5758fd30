import { fromBase64url } from '@shared/base64url.ts';
import type { DeviceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { signatureOf } from '@domain/event/codec.ts';
import type { SignedEvent } from '@domain/event/event.ts';
import type { SignatureJob, VerifySignatures } from '@ports/keyVault.ts';
import type { ReplicationContext } from './context.ts';
import type { SignatureError } from './failures.ts';
import { WorkSlice } from './workSlice.ts';

/** Signatures on their way to the platform at a time. */
const MOST_CHECKED = 100;
/** Fewer are there sooner when this thread asks for them itself: nobody waits longer for a word that is said now. */
const WORTH_A_BATCH = 32;
/** Signatures in one batch. */
const BATCH = 500;

/** Checks every signature; one that does not fit refuses all. */
export async function checkSignatures(
  context: ReplicationContext,
  events: readonly SignedEvent[],
): Promise<Result<void, SignatureError>> {
  for (let from = 0; from < events.length; from += BATCH) {
    const part = events.slice(from, from + BATCH);
    const isBatch = context.verifyAll !== undefined && part.length >= WORTH_A_BATCH;
    const inBatch = isBatch ? await checkBatch(context, context.verifyAll, part) : null;
    if (!(inBatch ?? (await checkEach(context, part))))
      return fail('signature-invalid', 'a signature does not fit its event');
  }
  return ok();
}

/** Whether all fit, null where the platform cannot say. */
async function checkBatch(
  { clock }: ReplicationContext,
  verifyAll: VerifySignatures,
  events: readonly SignedEvent[],
): Promise<boolean | null> {
  const slice = new WorkSlice(clock);
  const jobs: SignatureJob[] = [];
  const keyOf = keyReader();
  for (const event of events) {
    if (slice.isOver) await slice.letGo();
    const job = jobOf(event, keyOf);
    if (job === null) return false;
    jobs.push(job);
  }
  const valid = await verifyAll(jobs);
  return valid && valid.length === jobs.length && !valid.includes(false);
}

async function checkEach({ clock, verify }: ReplicationContext, events: readonly SignedEvent[]): Promise<boolean> {
  const slice = new WorkSlice(clock);
  const keyOf = keyReader();
  let checks: Promise<boolean>[] = [];
  for (const [place, event] of events.entries()) {
    const job = jobOf(event, keyOf);
    checks.push(job === null ? Promise.resolve(false) : verify(job.publicKey, job.signature, job.bytes));
    const isLast = place === events.length - 1;
    if (!isLast && checks.length < MOST_CHECKED && !slice.isOver) continue;
    // Waiting for the platform lets the thread go by itself.
    if ((await Promise.all(checks)).includes(false)) return false;
    checks = [];
    slice.renew();
  }
  return true;
}

type KeyOf = (device: DeviceId) => Uint8Array | null;

/** Reads the key out of each device id once: hundreds of events are of one device. */
function keyReader(): KeyOf {
  const keys = new Map<DeviceId, Uint8Array | null>();
  return (device) => {
    const known = keys.get(device);
    if (known !== undefined) return known;
    const read = fromBase64url(device);
    const key = read.ok ? read.value : null;
    keys.set(device, key);
    return key;
  };
}

function jobOf(event: SignedEvent, keyOf: KeyOf): SignatureJob | null {
  const key = keyOf(event.content.device);
  if (key === null) return null;
  const { signature, signed } = signatureOf(event);
  return { publicKey: key, signature, bytes: signed };
}
