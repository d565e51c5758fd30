/** What the screens may see and do about moments: posts to one's contacts. */
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import type { PostLink } from '@domain/feed/post.ts';
import type { SharedPost } from '@domain/feed/sharedPost.ts';
import type { Audience } from '@domain/moments/audience.ts';
import type { MomentSpan } from '@domain/moments/back.ts';
import type { LiveQuery } from '@ports/query.ts';
import type { Snapshot } from '@ports/snapshot.ts';
import type { FeedPerson, PostView, PostWindow, RemarkView } from './feedViews.ts';
import type { OutgoingFile } from './fileWorkspace.ts';
import type { Outcome } from './workspaceErrors.ts';

/** A remark below a moment. */
export interface MomentRemarkView extends RemarkView {
  /** An own one that nobody else has yet: what those who have it said of it is kept, also when the app was closed meanwhile. */
  readonly waiting: boolean;
}

/** A moment as it is shown. */
export interface MomentView extends PostView {
  readonly remarks: readonly MomentRemarkView[];
  /** An own post that nobody else has yet. */
  readonly waiting: boolean;
  /** Who may see it; of others' posts null: nobody is told who else may. */
  readonly audience: Audience | null;
}

/** What a person is about to post. */
export interface NewMoment {
  readonly text: string;
  /** Up to nine photos, or one video, or one voice note. */
  readonly files: readonly OutgoingFile[];
  readonly link: PostLink | null;
  /** A mini program that is here, by its instance. */
  readonly program: EventId | null;
  readonly shared: SharedPost | null;
  readonly audience: Audience;
  /** How long it stands, ms; null for one that stays. A story is one that does not stay. */
  readonly life: number | null;
}

/** A post that is being made: its files are read, encoded and hashed. */
export interface MomentUpload {
  readonly id: string;
  readonly text: string;
  readonly size: number;
  readonly done: number;
  readonly error: 'file-too-large' | 'file-unreadable' | 'storage-full' | 'storage-failed' | null;
}

/** Somebody's stories that stand now. */
export interface StoryShelf {
  readonly person: FeedPerson;
  /** Oldest first. */
  readonly stories: readonly MomentView[];
  /** Whether there is one the person has not looked at: their picture has a ring. */
  readonly isNew: boolean;
}

/** Which moments: everybody's, the album of one person, or those the person saved. */
export type MomentShelf =
  | { readonly of: 'everyone' }
  | { readonly of: 'person'; readonly account: AccountId }
  | { readonly of: 'saved' };

/** The acts of moments, done by the engine. */
export interface MomentActs {
  /** Resolves when it is durable here; files are sent to nobody before. */
  postMoment(moment: NewMoment): Outcome<{ readonly post: EventId }>;
  cancelMoment(upload: string): Outcome;
  /** Changes the words of an own post; what it shows stays. */
  editMoment(post: EventId, text: string): Outcome;
  deleteMoment(post: EventId): Outcome;
  /** Null takes it back. */
  likeMoment(post: EventId, mark: string | null): Outcome;
  /** Seen by the poster and by who is a friend of both (VIS-6). */
  remarkMoment(
    post: EventId,
    remark: { readonly text: string; readonly to: EventId | null },
  ): Outcome<{ readonly remark: EventId }>;
  /** An own remark, or any below an own post. */
  removeRemark(post: EventId, remark: EventId): Outcome;
  /** "Not interested": it is shown no more on this device. */
  hideMoment(post: EventId, hidden: boolean): Outcome;
  saveMoment(post: EventId, saved: boolean): Outcome;
  /** Shows nothing more of somebody's here; they are not told. */
  muteMoments(account: AccountId, muted: boolean): Outcome;
  /** How far back who becomes a contact from now on sees; who is one already sees what they see (VIS-17). */
  limitMoments(back: MomentSpan): Outcome;
  /** Whom none of one's posts are for, and takes away what they were given leave to read (VIS-9). */
  closeMomentsTo(account: AccountId, closed: boolean): Outcome;
  /** Tells the poster, and nobody else, that a story was looked at. */
  seeStory(post: EventId): Outcome;
  /** Everything up to now counts as seen: the dot goes. */
  seeMoments(): Outcome;
  /** What was missed while one was away is not shown by itself any more. */
  closeDigest(): Outcome;
  setCover(picture: OutgoingFile | null): Outcome;
  /** What others did up to now counts as looked at: it stays in the list, and is no longer counted. `upTo`: where the newest stands that was shown, ms. */
  seeMomentNews(upTo?: number): Outcome;
}

/** Everything a person can see and do about moments. */
export interface MomentsWorkspace extends MomentActs {
  openMoments(shelf: MomentShelf): PostWindow<MomentView>;
  moment(post: EventId): LiveQuery<MomentView | null>;
  /** Own first, then those with something new. */
  stories(): LiveQuery<readonly StoryShelf[]>;
  /** Who looked at an own story, newest first. */
  viewers(post: EventId): LiveQuery<readonly { readonly person: FeedPerson; readonly at: number }[]>;
  /** How many posts came since {@link MomentActs.seeMoments}: for the dot, and the digest of who was away. */
  freshMoments(): LiveQuery<number>;
  /** Likes and remarks of others on own posts and answers to own remarks: the newest 200, newest first, above them what came late and was not looked at. */
  momentNews(): LiveQuery<readonly MomentNews[]>;
  /**
   * What one missed: while one was away, or, where that was not long or is `asked` for, the last week. Null where nobody asked and
   * there is nothing to tell of. It changes at most every other second, however much comes.
   */
  awayDigest(asked: boolean): LiveQuery<AwayDigest | null>;
  /** The picture above an album; its blob is asked for as every other. */
  cover(account: AccountId): LiveQuery<PostView['body']>;
  /** Who is muted, and to whom one's posts are closed. */
  momentChoices(): LiveQuery<MomentChoices>;
  readonly momentUploads: Snapshot<readonly MomentUpload[]>;
}

/** The part of a workspace that is about moments. */
export interface MomentPart extends MomentActs {
  readonly moments: MomentsWorkspace;
}

/** Something others did about an own post. */
export interface MomentNews {
  readonly id: EventId;
  readonly post: EventId;
  readonly space: SpaceId;
  readonly person: FeedPerson;
  readonly at: number;
  /** Null: they liked it. */
  readonly text: string | null;
  /** Whether it was there when one last looked, see {@link MomentActs.seeMomentNews}. */
  readonly seen: boolean;
}

/** What happened among people while one was away. */
export interface AwayDigest {
  /** From when to when, ms. */
  readonly since: number;
  readonly until: number;
  /** Posts of others that are here; of more than {@link AwayDigest.mostPosts} the newest are counted. */
  readonly posts: number;
  readonly mostPosts: number;
  /** Whose they are, most first. */
  readonly people: readonly { readonly person: FeedPerson; readonly posts: number }[];
  /** Likes and remarks of others that were about own posts, or answers to own remarks. */
  readonly likes: number;
  readonly remarks: number;
  /** Those remarks of them one has not answered, newest first. */
  readonly unanswered: readonly MomentNews[];
}

/** What the person chose about people. */
export interface MomentChoices {
  readonly muted: ReadonlySet<AccountId>;
  readonly closedTo: ReadonlySet<AccountId>;
  /** How far back who becomes a contact sees one's posts. */
  readonly back: MomentSpan;
  /** Who shows oneself nothing of before one became their contact, but for some time. */
  readonly limitedBy: ReadonlySet<AccountId>;
}

/** Every name of {@link MomentActs}. */
export const momentActNames = [
  'postMoment',
  'cancelMoment',
  'editMoment',
  'deleteMoment',
  'likeMoment',
  'remarkMoment',
  'removeRemark',
  'hideMoment',
  'saveMoment',
  'muteMoments',
  'closeMomentsTo',
  'limitMoments',
  'seeStory',
  'seeMoments',
  'closeDigest',
  'setCover',
  'seeMomentNews',
] as const satisfies readonly (keyof MomentActs)[];

/** The acts of moments among more acts. */
export function pickMomentActs(acts: MomentActs): MomentActs {
  const picked = momentActNames.map((name) => [name, acts[name]] as const);
  // Built from the names of exactly these acts.
  return Object.fromEntries(picked) as unknown as MomentActs;
}
