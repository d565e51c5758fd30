/** Trying the ways to others. */
import type { ConnectionVerdict, ServerFinding } from '@domain/settings/connectionVerdict.ts';
import type { Outcome } from './workspaceErrors.ts';

/** What trying the STUN and TURN servers of the settings came to. */
export interface ConnectionTest {
  readonly verdict: ConnectionVerdict;
  /** One for each address, in the order of the settings. */
  readonly servers: readonly ServerFinding[];
}

/** The act, done by the engine. */
export interface ConnectionActs {
  /** Tries every server of the settings; it takes up to twenty seconds where one does not answer. */
  testConnection(): Outcome<ConnectionTest>;
  /** Whether the proxy of the settings holds here. Elsewhere the browser has one of its own. */
  canSetProxy(): Outcome<boolean>;
}

/** Every name of {@link ConnectionActs}. */
export const connectionActNames = [
  'testConnection',
  'canSetProxy',
] as const satisfies readonly (keyof ConnectionActs)[];
