import type { DocumentStore } from '@ports/documentStore.ts';
import type { ProgramViews } from '@ports/programViews.ts';
import type { ProgramShelf } from '@ports/programShelf.ts';
import type { ProgramWindows } from '@ports/programWindows.ts';
import type { SoleSeats } from '@ports/tabs.ts';
import type { EngineParts } from '../engine/engineParts.ts';
import type { RealtimeBus } from '../mini/realtimeBus.ts';
import { emptyShelf } from '../search/emptyShelf.ts';
import { type WorkspaceParts, assembleWorkspace } from '../workspace/assemble.ts';
import { storageSources } from '../workspace/storageSources.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Whose workspace it is. */
export type Self = WorkspaceParts['self'];
/** The engine as a workspace needs it: in this tab or another. */
export type EngineSide = Pick<WorkspaceParts, 'acts' | 'ephemeral' | 'takeOpenedLink'> & {
  readonly realtime: RealtimeBus;
};

/** What a workspace has from outside, whoever runs the engine. */
export interface TabParts extends Pick<
  EngineParts,
  'host' | 'verify' | 'clock' | 'random' | 'log' | 'createSearchShelf'
> {
  /** Where the host serves blobs; empty where the page comes from the host itself. */
  readonly blobOrigin: string;
  /** Opens a web or mail address outside the app; called only after the person confirmed it. */
  readonly openExternal: Workspace['openExternal'];
  /** Whether the host lets files be dragged out of its windows. */
  readonly dragsFiles?: boolean;
  /** Shows mini programs. */
  readonly views: ProgramViews;
  readonly programWindows: ProgramWindows;
  /** Each program runs in one tab. */
  readonly programSeats: SoleSeats;
  /** The programs that come with the app. */
  readonly programShelf: Pick<ProgramShelf, 'list'>;
  /** Gets code of the app that the first picture does without. */
  readonly fetchCode?: WorkspaceParts['fetchCode'];
}

/** The workspace of this tab over its store. */
export function workspaceOver(
  parts: TabParts,
  { store, self }: { readonly store: DocumentStore; readonly self: Self },
  engine: EngineSide,
): Workspace {
  const { clock, openExternal, host, verify, views, random, log } = parts;
  const { programSeats: seats, programWindows: windows, programShelf: shelf } = parts;
  const { acts, ephemeral, takeOpenedLink, realtime } = engine;
  const sources = storageSources(parts, self.account, store);
  const programs = { host, verify, views, seats, windows, shelf, random, log, realtime };
  const index = parts.createSearchShelf?.() ?? emptyShelf;
  return assembleWorkspace({
    index,
    acts,
    ephemeral,
    takeOpenedLink,
    store,
    ...sources,
    self,
    clock,
    openExternal,
    backupOrigin: parts.blobOrigin,
    dragHost: parts.dragsFiles === true ? host : null,
    programs,
    fetchCode: parts.fetchCode,
  });
}
