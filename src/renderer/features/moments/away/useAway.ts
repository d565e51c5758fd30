import { useMemo } from 'react';
import type { ChannelView } from '@services/workspace/channelWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { AwayDigest, StoryShelf } from '@services/workspace/momentsWorkspace.ts';
import { useQuery, useQueryValue } from '@ui/hooks/useQuery.ts';
import { useMoments } from '../room/useMoments.ts';

/** Channels that are named; the others are in their room. */
const MOST_CHANNELS = 5;

/** What one missed: among people, stories that stand still and were not looked at, and the channels with most that is unread. */
export interface Away {
  readonly digest: AwayDigest;
  readonly stories: readonly StoryShelf[];
  readonly channels: readonly ChannelView[];
}

const NO_STORIES: readonly StoryShelf[] = [];
const NO_CHANNELS: readonly ChannelView[] = [];

/** See {@link Away}; null while it loads, and where there is nothing to tell. `asked`: also of who was not away. */
export function useAway(asked: boolean): Away | 'loading' | null {
  const moments = useMoments();
  const workspace = useWorkspace();
  const digest = useQuery(useMemo(() => moments.awayDigest(asked), [moments, asked]));
  const stories = useQueryValue(
    useMemo(() => moments.stories(), [moments]),
    NO_STORIES,
  );
  const channels = useQueryValue(
    useMemo(() => workspace.channels.channels(), [workspace]),
    NO_CHANNELS,
  );
  return useMemo(() => {
    if (digest.status === 'loading') return 'loading';
    if (digest.status === 'failed' || digest.value === null) return null;
    const unread = channels.filter(({ followed, muted, unread: count }) => followed && !muted && count > 0);
    const away: Away = {
      digest: digest.value,
      stories: stories.filter(({ isNew, person }) => isNew && !person.own),
      channels: unread.toSorted((one, other) => other.unread - one.unread).slice(0, MOST_CHANNELS),
    };
    return isEmpty(away) ? null : away;
  }, [digest, stories, channels]);
}

function isEmpty({ digest, stories, channels }: Away): boolean {
  return digest.posts + digest.likes + digest.remarks + stories.length + channels.length === 0;
}
