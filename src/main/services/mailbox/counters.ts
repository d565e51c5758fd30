import type { MailboxRefusal } from '@shared/mailbox/frames.ts';
import type { StoreFigures } from './mailboxStore.ts';

/** What a mailbox service has done since it started. Nothing here names a mailbox or an address. */
export interface MailboxCounters {
  sockets: number;
  accepted: number;
  refusedSockets: number;
  kept: number;
  keptBytes: number;
  given: number;
  givenBytes: number;
  done: number;
  /** Sockets that were cut because they did not take what they asked for. */
  cutSlow: number;
  readonly refused: Record<MailboxRefusal, number>;
}

/** The counters, and what is kept now. */
export interface MailboxReport extends Readonly<MailboxCounters> {
  readonly store: StoreFigures;
  /** `away`: the last that was asked of the store did not work. */
  readonly state: 'ok' | 'away';
}

/** Counters of a service that has done nothing yet. */
export function emptyMailboxCounters(): MailboxCounters {
  return {
    ...{ sockets: 0, accepted: 0, refusedSockets: 0, cutSlow: 0 },
    ...{ kept: 0, keptBytes: 0, given: 0, givenBytes: 0, done: 0 },
    refused: { 'mailbox-full': 0, 'service-full': 0, 'too-much': 0, 'storage-failed': 0, malformed: 0 },
  };
}
