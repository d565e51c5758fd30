import type { Acts } from './acts.ts';
import type { Ephemeral } from './ephemeral.ts';
import { type ReadParts, createReads } from './reads.ts';
import type { Workspace } from './workspace.ts';

/** The halves of a workspace: reads from this tab's store, acts and passing state from the engine, wherever it runs. */
export interface WorkspaceParts extends Omit<ReadParts, 'pending'> {
  readonly acts: Acts;
  readonly ephemeral: Ephemeral;
  readonly takeOpenedLink: () => string | null;
  /** Opens an address outside the app, from this tab. */
  readonly openExternal: Workspace['openExternal'];
}

/** Puts a workspace together. */
export function assembleWorkspace({
  acts,
  ephemeral,
  takeOpenedLink,
  openExternal,
  ...rest
}: WorkspaceParts): Workspace {
  const { connection, presence, openedLink, pending } = ephemeral;
  return {
    ...createReads({ ...rest, pending }),
    ...acts,
    connection,
    presence,
    openedLink,
    takeOpenedLink,
    openExternal,
  };
}
