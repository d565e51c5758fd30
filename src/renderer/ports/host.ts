import type {
  HostErrorCode,
  HostEvent,
  HostEventPayload,
  HostInput,
  HostMethod,
  HostOutput,
} from '@shared/ipc/contract.ts';
import type { Failure, Result } from '@shared/result.ts';
import type { Disposer } from './snapshot.ts';

/**
 * The process that hosts the renderer, behind the contract of `src/shared/ipc`.
 * Adapters: Electron's preload bridge, HTTP and WebSocket to the Node host, memory.
 */
export interface Host {
  /** Calls a method. Never throws: an unreachable host is a failure with code `unreachable`. */
  call<M extends HostMethod>(method: M, input: HostInput<M>): Promise<Result<HostOutput<M>, Failure<HostErrorCode>>>;
  /** Hears an event; payloads are already validated. */
  on<E extends HostEvent>(event: E, listener: (payload: HostEventPayload<E>) => void): Disposer;
}
