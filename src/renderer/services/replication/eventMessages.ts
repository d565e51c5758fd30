import type { AdmittedEvent } from '@domain/event/event.ts';
import type { LinkMessage } from '@domain/link/messages.ts';
import { encodeUpdate } from '@domain/log/encodeUpdate.ts';
import { encodeSyncUpdate } from '@domain/log/syncMessage.ts';
import { UPDATE_CHUNK } from './sessionLimits.ts';
import type { SpaceLog } from './spaceLog.ts';

/** What has to be known of an event to tell of it. */
export type ToldEvent = Pick<AdmittedEvent, 'bucket' | 'content' | 'payload'>;

/**
 * Messages that tell of admitted events, in their order: what stands together in one array goes in one update. Where nobody
 * knows the place in the array, because the chain is held from there on, the place in the chain is told instead.
 */
export function eventMessages(log: SpaceLog, events: readonly ToldEvent[]): readonly LinkMessage[] {
  const messages: LinkMessage[] = [];
  for (const run of runsOf(events)) {
    const [{ bucket, content, payload }] = run;
    // Alone it says itself where it belongs; the rest would be a third of what is sent.
    if (run.length === 1) {
      messages.push({ t: 'event', payload });
      continue;
    }
    if (!log.heads.isPlaced(bucket, content.device)) {
      const payloads = run.map((event) => event.payload);
      messages.push({ t: 'events', space: log.space, device: content.device, from: content.seq, payloads });
      continue;
    }
    const message = encodeSyncUpdate('update', updateOf(log, run));
    messages.push({ t: 'sync', space: log.space, bucket, message });
  }
  return messages;
}

type Run = [ToldEvent, ...ToldEvent[]];

/** The update that carries consecutive events of one device in one bucket. */
function updateOf({ space, heads }: SpaceLog, run: Run): Uint8Array {
  const [{ bucket, content }] = run;
  const { device, seq } = content;
  const start = seq - (heads.firstSeq(bucket, device) ?? seq);
  return encodeUpdate(space, bucket, [{ device, start, payloads: run.map(({ payload }) => payload) }]);
}

function runsOf(events: readonly ToldEvent[]): readonly Run[] {
  const runs: Run[] = [];
  let bytes = 0;
  for (const event of events) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    bytes += event.payload.length;
    if (run !== undefined && last !== undefined && follows(event, last) && bytes <= UPDATE_CHUNK) run.push(event);
    else {
      runs.push([event]);
      bytes = event.payload.length;
    }
  }
  return runs;
}

function follows(event: ToldEvent, last: ToldEvent): boolean {
  const isSameArray = event.content.device === last.content.device && event.bucket === last.bucket;
  return isSameArray && event.content.seq === last.content.seq + 1;
}
