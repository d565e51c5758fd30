/** What moments and channels have in common on the screen: a post as it is shown, and a window over many. */
import type { AccountId, BlobId, EventId, SpaceId } from '@shared/ids.ts';
import type { PostBody } from '@domain/feed/post.ts';
import type { Snapshot } from '@ports/snapshot.ts';

/** Who said something, as far as it is known here. */
export interface FeedPerson {
  readonly account: AccountId;
  /** The remark for a contact, else their own name; of a channel its name. */
  readonly name: string;
  /** A small picture as a data URL; null where there is none. */
  readonly picture: string | null;
  readonly own: boolean;
}

/** A remark as it is shown. */
export interface RemarkView {
  readonly id: EventId;
  readonly person: FeedPerson;
  readonly at: number;
  /** Cleaned: see `plainWords`. */
  readonly text: string;
  /** Whom it answers, where that remark is seen here. */
  readonly to: { readonly id: EventId; readonly name: string } | null;
  /** Whether the person may take it away: their own, and any below their own post. */
  readonly removable: boolean;
}

/** A post as it is shown. */
export interface PostView {
  readonly id: EventId;
  readonly space: SpaceId;
  readonly person: FeedPerson;
  readonly at: number;
  readonly editedAt: number | null;
  /** Null for a post that stays. */
  readonly expires: number | null;
  /** Null for a story whose content is still on its way. */
  readonly body: PostBody | null;
  /** A story's own blob, to be asked for. */
  readonly story: BlobId | null;
  readonly likes: readonly { readonly person: FeedPerson; readonly mark: string }[];
  /** The person's own mark, null where they gave none. */
  readonly ownMark: string | null;
  readonly remarks: readonly RemarkView[];
  readonly saved: boolean;
  readonly seen: boolean;
}

/** What a window over posts shows. */
export interface PostWindowState<View extends PostView = PostView> {
  readonly status: 'loading' | 'ready' | 'failed';
  /** Newest first. */
  readonly posts: readonly View[];
  readonly hasOlder: boolean;
  /** How many came above what is shown since it was opened, and are not shown yet: nobody's place is moved by them. */
  readonly fresh: number;
}

/** A sliding, live window over many posts: bounded in memory, whatever their number. */
export interface PostWindow<View extends PostView = PostView> {
  readonly state: Snapshot<PostWindowState<View>>;
  showOlder(): void;
  /** From the newest on again, with what came meanwhile. */
  showNewest(): void;
  close(): void;
}
