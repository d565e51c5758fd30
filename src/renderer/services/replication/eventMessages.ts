import type { AdmittedEvent } from '@domain/event/event.ts';
import type { LinkMessage } from '@domain/link/messages.ts';
import { encodeSyncUpdate } from '@domain/log/syncMessage.ts';
import { UPDATE_CHUNK } from './sessionLimits.ts';
import type { SpaceLog } from './spaceLog.ts';

/**
 * Messages that tell of admitted events, in their order: what stands together in one array goes in one update. Where nobody
 * knows the place in the array, because the chain is held from there on, the place in the chain is told instead.
 */
export function eventMessages(log: SpaceLog, events: readonly AdmittedEvent[]): readonly LinkMessage[] {
  const messages: LinkMessage[] = [];
  for (const run of runsOf(events)) {
    const [{ bucket, content }] = run;
    if (!log.heads.isPlaced(bucket, content.device)) {
      const payloads = run.map(({ payload }) => payload);
      messages.push({ t: 'events', space: log.space, device: content.device, from: content.seq, payloads });
      continue;
    }
    const message = encodeSyncUpdate('update', log.updateOf(run));
    messages.push({ t: 'sync', space: log.space, bucket, message });
  }
  return messages;
}

type Run = [AdmittedEvent, ...AdmittedEvent[]];

function runsOf(events: readonly AdmittedEvent[]): readonly Run[] {
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

function follows(event: AdmittedEvent, last: AdmittedEvent): boolean {
  const isSameArray = event.content.device === last.content.device && event.bucket === last.bucket;
  return isSameArray && event.content.seq === last.content.seq + 1;
}
