import type { SpaceId } from '@shared/ids.ts';
import { type WritableSnapshot, writableSnapshot } from '@ports/snapshot.ts';
import type { Workspace } from '../workspace/workspace.ts';

const leaving = new WeakMap<Workspace, WritableSnapshot<ReadonlySet<SpaceId>>>();

/** Imported chats that are about to be deleted, in every room of this window: a list hides them, whoever deletes them. */
export function leavingImports(workspace: Workspace): WritableSnapshot<ReadonlySet<SpaceId>> {
  const known = leaving.get(workspace) ?? writableSnapshot<ReadonlySet<SpaceId>>(new Set());
  leaving.set(workspace, known);
  return known;
}
