import type { Host } from '@ports/host.ts';

/** Whose lock it is, and who keeps it. */
export interface LockPlace {
  readonly host: Host;
  /** What this profile is called towards the host. */
  readonly profile: Promise<string>;
}
