import { type JetStreamClient, type JetStreamManager, JsHeaders } from '@nats-io/jetstream';
import { BUNDLE_SIZES } from '@shared/mailbox/limits.ts';

/** Bundles that are no longer than this are let in by their number alone: a whole mailbox of them is small. */
const SMALL = 8192;
const LARGEST = Math.max(...BUNDLE_SIZES);
const WITHIN = 5000;

/** A mailbox of a stream, and how many bytes of bundles it may hold. */
export interface BoxOfStream {
  readonly stream: string;
  readonly subject: string;
  readonly most: number;
}

/**
 * Whether a mailbox has no room for a bundle of this length. JetStream bounds how many messages a subject has, and not their bytes: these
 * are added up here, from headers alone, and only where they could come to too much.
 */
export async function isBoxFull(
  { client, manager }: { readonly client: JetStreamClient; readonly manager: JetStreamManager },
  { stream, subject, most }: BoxOfStream,
  length: number,
): Promise<boolean> {
  if (length <= SMALL) return false;
  const { state } = await manager.streams.info(stream, { subjects_filter: subject });
  const count = state.subjects?.[subject] ?? 0;
  if (count * LARGEST + length <= most) return false;
  const consumer = await client.consumers.get(stream, { filter_subjects: subject, headers_only: true });
  try {
    const messages = await consumer.fetch({ max_messages: count, expires: WITHIN });
    let sum = length;
    for await (const { headers } of messages) sum += Number(headers?.get(JsHeaders.MessageSizeHdr) ?? 0);
    return sum > most;
  } finally {
    await consumer.delete();
  }
}
