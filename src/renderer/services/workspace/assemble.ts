import type { Acts } from './acts.ts';
import { createDeliveryReads } from './deliveryReads.ts';
import type { Ephemeral } from './ephemeral.ts';
import { type FileReadParts, createFileReads } from './fileReads.ts';
import { type ReadParts, createReads } from './reads.ts';
import { mapQuery } from './liveQueries.ts';
import type { Workspace } from './workspace.ts';

/** The halves of a workspace: reads from this tab's store, acts and passing state from the engine, wherever it runs. */
export interface WorkspaceParts extends Omit<ReadParts, 'pending'>, Pick<FileReadParts, 'blobs' | 'storageFigures'> {
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
  blobs,
  storageFigures,
  ...rest
}: WorkspaceParts): Workspace {
  const { connection, presence, openedLink, pending, uploads, transfers } = ephemeral;
  const reads = createReads({ ...rest, pending });
  const names = () =>
    mapQuery(reads.conversations(), (rows) => new Map(rows.map(({ space, name }) => [space, name] as const)));
  return {
    ...reads,
    ...createFileReads({ store: rest.store, blobs, storageFigures, transfers, names }),
    ...createDeliveryReads({ store: rest.store, self: rest.self, connection, presence }),
    uploads,
    ...acts,
    connection,
    presence,
    openedLink,
    takeOpenedLink,
    openExternal,
  };
}
