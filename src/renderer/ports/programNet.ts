import type { BridgeCallInput, BridgeCallOutput } from '@shared/mini/bridge.ts';
import type { Failure, Result } from '@shared/result.ts';

/** A request of a program, to a host the person allowed it. */
export interface ProgramRequest extends BridgeCallInput<'banyan.net.fetch'> {
  /** The program's origin here, by which its host knows it (MIN-12). */
  readonly label: string;
  /** Hosts the person granted, redirects included. */
  readonly hosts: readonly string[];
}

/** How a request fails: `not-granted` where it leads to a host that was not granted, also by a redirect. */
export type ProgramNetFailure = Failure<'unsupported' | 'invalid-input' | 'not-granted' | 'unreachable' | 'too-large'>;

/**
 * Reaches the network for programs, without cookies or anything else of the person's. Only the desktop host can: a page of the
 * browser edition is bound by what other sites allow, and would speak with the person's own address and cookies. Adapter: the host
 * (`services/mini/hostNet.ts`); a fake in tests.
 */
export interface ProgramNet {
  /** Whether this edition does it at all: else nobody is asked for leave. */
  isThere(): Promise<boolean>;
  fetch(request: ProgramRequest): Promise<Result<BridgeCallOutput['banyan.net.fetch'], ProgramNetFailure>>;
  /** Ends what a program has under way: it may no more. */
  hangUp(label: string): void;
}
