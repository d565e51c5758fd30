import type { Snapshot } from '@ports/snapshot.ts';
import { latePosts } from '../feed/latePosts.ts';
import { type LateParts, lateQueries } from '@ports/latePart.ts';
import {
  type MomentActs,
  type MomentUpload,
  type MomentsWorkspace,
  pickMomentActs,
} from '../workspace/momentsWorkspace.ts';
import type { MomentReadParts } from './momentReads.ts';

/** What moments are read and done with. */
export interface MomentParts extends MomentReadParts {
  readonly acts: MomentActs;
  readonly uploads: Snapshot<readonly MomentUpload[]>;
}

/** Moments in any tab: what they are read with is fetched when it is first asked for. */
export function createLateMoments(parts: MomentParts, lateParts: LateParts): MomentsWorkspace {
  const late = lateParts.part(
    () => import('./momentReads.ts'),
    ({ createMomentReads }) => createMomentReads(parts),
  );
  return {
    ...pickMomentActs(parts.acts),
    openMoments: (shelf) => latePosts(late, (of) => of.openMoments(shelf)),
    ...lateQueries(late, [
      'moment',
      'stories',
      'viewers',
      'freshMoments',
      'momentNews',
      'awayDigest',
      'cover',
      'momentChoices',
    ]),
    momentUploads: parts.uploads,
  };
}
