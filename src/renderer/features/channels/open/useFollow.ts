import { useState } from 'react';
import type { SpaceId } from '@shared/ids.ts';
import type { ChannelPreview } from '@services/workspace/channelWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WebFeedPreview } from '@services/workspace/webFeedWorkspace.ts';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { webAddressOf } from '@services/webfeeds/webAddress.ts';
import { type Act, useAct } from '@ui/hooks/useAct.ts';

/** What a link or an address leads to. */
export type Found =
  | { readonly kind: 'channel'; readonly link: string; readonly preview: ChannelPreview }
  | { readonly kind: 'feed'; readonly link: string; readonly preview: WebFeedPreview };

/** Looking at what may be followed, and following it. */
export interface Following {
  readonly found: Found | null;
  readonly act: Act<WorkspaceErrorCode>;
  /** Whether a site is being asked: that may take a while. */
  readonly isAsking: boolean;
  readonly look: (text: string) => void;
  readonly follow: (found: Found) => void;
}

/** Follows a channel by its link or a feed by its address: first it says what is there. */
export function useFollow(onFollowed: (channel: SpaceId) => void): Following {
  const workspace = useWorkspace();
  const { channels } = workspace;
  const act = useAct<WorkspaceErrorCode>();
  const [found, setFound] = useState<Found | null>(null);
  const [address, setAddress] = useState<string | null>(null);
  const look = (text: string) => {
    const url = webAddressOf(text);
    setAddress(url);
    if (url === null) {
      act.run(
        () => channels.previewChannel(text),
        (preview) => setFound({ kind: 'channel', link: text, preview }),
      );
    } else {
      act.run(
        () => workspace.previewFeed(url),
        (preview) => setFound({ kind: 'feed', link: url, preview }),
      );
    }
  };
  const follow = ({ kind, link }: Found) =>
    act.run(
      () => (kind === 'feed' ? workspace.followFeed(link) : channels.followChannel(link)),
      ({ channel }) => onFollowed(channel),
    );
  return { found, act, isAsking: address !== null && act.isPending, look, follow };
}
