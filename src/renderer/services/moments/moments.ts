import { fail } from '@shared/result.ts';
import { type Snapshot, writableSnapshot } from '@ports/snapshot.ts';
import { type MomentActs, type MomentUpload, momentActNames } from '../workspace/momentsWorkspace.ts';

/** Posts to one's contacts. */
export class Moments {
  readonly acts: MomentActs;
  readonly uploads: Snapshot<readonly MomentUpload[]> = writableSnapshot<readonly MomentUpload[]>([]);

  constructor() {
    const refused = () => Promise.resolve(fail('internal', 'not done yet'));
    // Until each of them is written.
    this.acts = Object.fromEntries(momentActNames.map((name) => [name, refused])) as unknown as MomentActs;
  }
}
