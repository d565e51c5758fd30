/** What of an export comes back into the live account: one thing to be done, and what undoes it. */
import type { LineOf } from '@domain/exporting/all/lines.ts';
import type { ExportFile } from '../zipFile.ts';
import type { BackKind } from '../../workspace/importWorkspace.ts';
import { firstReady, mapQuery } from '../../workspace/liveQueries.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Outcome } from '../../workspace/workspaceErrors.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** Reads and acts of the workspace it works with. */
export type BackWorkspace = Pick<
  Workspace,
  | 'contacts'
  | 'conversations'
  | 'settings'
  | 'housekeeping'
  | 'stickers'
  | 'favourites'
  | 'message'
  | 'setRemark'
  | 'setTags'
  | 'updateSettings'
  | 'saveFolder'
  | 'removeFolder'
  | 'bringSticker'
  | 'removeSticker'
  | 'setFavourite'
  | 'saveDraft'
  | 'channels'
  | 'bringDraft'
  | 'deleteDraft'
  | 'keepArticlePicture'
>;

/** One thing that is not here. */
export interface BackStep {
  readonly act: () => Outcome<unknown>;
  readonly undo: () => Outcome;
}

/** What a line comes to: something to do, or why there is nothing. */
export type Weighed = BackStep | 'here' | 'without';

/** Weighs the lines of one kind against what is here now, which is read once, before the first. */
export interface Scale<Kind extends BackKind = BackKind> {
  readonly weigh: (line: LineOf<Kind>) => Promise<Weighed> | Weighed;
}

/** Makes a scale. `find`: a file of the export by its path. */
export type MakeScale<Kind extends BackKind> = (
  whole: BackWorkspace,
  find: (path: string) => ExportFile | null,
) => Promise<Scale<Kind>>;

/** Thrown where what is here cannot be read: then nothing is known to be missing. */
export class HereUnreadError extends Error {}

/** The first value of a query. Throws {@link HereUnreadError} where there is none. */
export async function readNow<T>(query: LiveQuery<T>): Promise<T> {
  const read = await firstReady(mapQuery(query, (value) => ({ value })));
  if (read === null) throw new HereUnreadError('it cannot be read');
  return read.value;
}
