import { createContext } from 'react';
import type { AccountId, BlobId, EventId, SpaceId } from '@shared/ids.ts';

/** Ways from a post to other rooms. */
export interface MomentLinks {
  readonly onOpenContact: (account: AccountId) => void;
  /** Opens the page of a mini program. */
  readonly onOpenPackage: (id: BlobId) => void;
  /** Opens the post of a channel that somebody passed on; by its link who does not follow it may. */
  readonly onOpenChannelPost: (channel: SpaceId, post: EventId, link: string | null) => void;
}

const nowhere = () => undefined;

/** See {@link MomentLinks}. */
export const MomentLinksContext = createContext<MomentLinks>({
  onOpenContact: nowhere,
  onOpenPackage: nowhere,
  onOpenChannelPost: nowhere,
});
