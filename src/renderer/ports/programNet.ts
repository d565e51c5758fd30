import type { BridgeCallInput, BridgeCallOutput } from '@shared/mini/bridge.ts';
import type { EventId } from '@shared/ids.ts';
import type { Failure, Result } from '@shared/result.ts';

/** A request of a program, to a host the person allowed it. */
export interface ProgramRequest extends BridgeCallInput<'banyan.net.fetch'> {
  readonly instance: EventId;
  /** Hosts it may reach, redirects included. */
  readonly hosts: readonly string[];
}

/**
 * Reaches the network for programs, without cookies or anything else of the person's. Only the desktop host can: a page of the
 * browser edition is bound by what other sites allow, and would speak with the person's own address and cookies.
 */
export interface ProgramNet {
  fetch(
    request: ProgramRequest,
  ): Promise<Result<BridgeCallOutput['banyan.net.fetch'], Failure<'unsupported' | 'unreachable' | 'too-large'>>>;
}
