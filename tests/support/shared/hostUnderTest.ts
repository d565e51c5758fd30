import type { Host } from '@ports/host.ts';
import type { HostEvent } from '@shared/ipc/contract.ts';
import type { PackageFacts } from '@shared/mini/package.ts';

/** A host as the suite drives it. */
export interface HostUnderTest {
  readonly host: Host;
  /** Makes the host tell its listeners; `payload` may break the contract. */
  emit(event: HostEvent, payload: unknown): void | Promise<void>;
  /** Tells a host that reads no packages what one is. */
  readonly know?: (facts: PackageFacts) => void;
  /** Ends the host and starts one over the same data; null when it keeps nothing. */
  readonly restart: (() => Promise<HostUnderTest>) | null;
  dispose(): Promise<void>;
}
