import type { Result } from '@shared/result.ts';
import type { Clock } from '@ports/clock.ts';
import type { MailboxError } from '@ports/mailbox.ts';
import type { ServiceOutcome } from './mailParts.ts';

const OUTCOMES = {
  'mailbox-none': 'none',
  'mailbox-away': 'away',
  'mailbox-lied': 'lied',
  // The service works; what is full is the mailbox of one device, which may be one nobody has any more.
  'mailbox-full': 'working',
  'service-full': 'full',
  'too-much': 'refused',
  'storage-failed': 'away',
  malformed: 'refused',
} as const satisfies Record<MailboxError['code'], ServiceOutcome>;

/** How long a service is left alone after what it said, ms. */
const REST = { working: 0, none: 10 * 60_000, away: 60_000, full: 60_000, refused: 60_000, lied: 10 * 60_000 } as const;

/** How the services answered last, and which are left alone for a while. */
export class ServiceBook {
  private readonly clock: Clock;
  private readonly tell: (address: string, outcome: ServiceOutcome) => void;
  private readonly resting = new Map<string, number>();

  constructor(clock: Clock, tell: (address: string, outcome: ServiceOutcome) => void) {
    this.clock = clock;
    this.tell = tell;
  }

  /** Whether it is worth asking a service. */
  isOpen(address: string): boolean {
    return (this.resting.get(address) ?? 0) <= this.clock.monotonic();
  }

  /** Something changed: all are worth asking again. */
  forget(): void {
    this.resting.clear();
  }

  /** Notes what came of a question, and hands it on. */
  note<T>(address: string, result: Result<T, MailboxError>): Result<T, MailboxError> {
    const outcome = result.ok ? 'working' : OUTCOMES[result.error.code];
    if (REST[outcome] > 0) this.resting.set(address, this.clock.monotonic() + REST[outcome]);
    else this.resting.delete(address);
    this.tell(address, outcome);
    return result;
  }
}
