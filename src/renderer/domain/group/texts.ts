import type { Avatar } from '../profile/profile.ts';
import { displayName } from '../profile/cleanName.ts';
import type { DeedOf } from './body.ts';
import type { Moment } from './history.ts';
import type { GroupPolicy } from './policy.ts';
import type { Founding } from './roster.ts';
import { foundedDeed } from './settleMembers.ts';
import type { Standing } from './standing.ts';

/** What a group shows of itself, and its policy. */
export interface GroupTexts {
  readonly name: string;
  readonly description: string;
  readonly picture: Avatar;
  readonly policy: GroupPolicy;
}

/** What counts of the changes (GRP-23): for each field the last in order. The name is made fit to be shown. */
export function textsOf(founding: Founding, standing: Standing, moments: readonly Moment[]): GroupTexts {
  const deed = foundedDeed(standing);
  let texts: GroupTexts = {
    name: deed.name,
    description: deed.description,
    picture: deed.picture,
    policy: deed.policy,
  };
  for (const moment of moments) {
    const change = moment.act.act;
    if (change.kind === 'group.changed' && standing.effective.has(moment)) texts = changed(texts, change);
  }
  return { ...texts, name: displayName(texts.name, founding.talk.slice(0, 8)) };
}

function changed(texts: GroupTexts, deed: DeedOf<'group.changed'>): GroupTexts {
  return {
    name: deed.name ?? texts.name,
    description: deed.description ?? texts.description,
    picture: deed.picture ?? texts.picture,
    policy: deed.policy ?? texts.policy,
  };
}
