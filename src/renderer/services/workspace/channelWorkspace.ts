/** What the screens may see and do about channels: read by whoever follows, written by their editors. */
import type { DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { ArticleDocument } from '@domain/article/document.ts';
import type { LookAlike } from '@domain/profile/lookAlike.ts';
import type { WebFeedProblem } from '@domain/webfeed/problems.ts';
import type { ChannelRole } from '@domain/channel/charter.ts';
import type { SignCount } from '@domain/channel/tally.ts';
import type { ArticleFace, PostLink } from '@domain/feed/post.ts';
import type { LiveQuery } from '@ports/query.ts';
import { type DraftSale, type PaidActs, type PaidReads, type PostSale, paidActNames } from './paidWorkspace.ts';
import type { FeedPerson, PostView, PostWindow } from './feedViews.ts';
import type { OutgoingFile } from './fileWorkspace.ts';
import type { Outcome } from './workspaceErrors.ts';

export type { ChannelRole };

/** One entry of the menu below a channel. */
export type ChannelMenuItem = { readonly label: string } & (
  | { readonly does: 'link'; readonly url: string }
  /** A text the reader is shown at once. */
  | { readonly does: 'reply'; readonly text: string }
  /** A post with a mini program, an article. */
  | { readonly does: 'post'; readonly post: EventId }
);

/** What a channel shows of itself. */
export interface ChannelFace {
  readonly name: string;
  readonly description: string;
  /** A small picture as a data URL; null for none. */
  readonly picture: string | null;
  readonly welcome: string;
  readonly menu: readonly ChannelMenuItem[];
  /** `moderated`: an editor lets each through. */
  readonly comments: 'on' | 'off' | 'moderated';
  /** Posts that stand above the others. */
  readonly pinned: readonly EventId[];
}

/** A channel one follows or edits. */
export interface ChannelView extends ChannelFace {
  readonly id: SpaceId;
  /** What a link and a QR code say of it: `banyan://channel#…`. */
  readonly link: string;
  readonly followed: boolean;
  readonly role: ChannelRole | null;
  readonly muted: boolean;
  readonly unread: number;
  readonly newest: { readonly at: number; readonly text: string } | null;
  /** About how many read it now, as the readers' own figures let it be guessed; null where nobody is linked. Never exact. */
  readonly readers: number | null;
  /** Contacts who say it is what it says it is. */
  readonly vouchedBy: readonly FeedPerson[];
  /** 60 digits in 12 groups: of the key it was opened with, to be compared. */
  readonly fingerprint: string;
  /** Whether its name could be taken for that of a channel that was here before it. */
  readonly lookAlike: LookAlike;
  /** `forked`: two lists of editors were signed for one place. Nothing new is taken where whoever decides there now signed both (CHN-6). */
  readonly trouble: 'forked' | null;
  /** A feed of the web it is made of; null for a channel. */
  readonly feed: {
    readonly url: string;
    /** The site it is of; null where it names none. */
    readonly site: string | null;
    readonly fetchedAt: number | null;
    /** Why it was not fetched since; null when it was. */
    readonly problem: WebFeedProblem | null;
    /** When it is tried again, ms. */
    readonly nextAt: number;
  } | null;
}

/** A post of a channel as it is shown. */
export interface ChannelPostView extends PostView {
  /** How many readers gave each sign, as its editors counted them (CHN-19), with one's own in it; most first. */
  readonly reactions: readonly SignCount[];
  readonly channel: SpaceId;
  readonly isPinned: boolean;
  readonly article: ArticleFace | null;
  /** Missing where everybody may read it. */
  readonly sale?: PostSale;
  /** Whether one may comment now. */
  readonly comments: ChannelFace['comments'];
  /** Own comments that no editor let through yet. */
  readonly sent: readonly {
    readonly text: string;
    readonly at: number;
    /** `expired`: no editor took it within a month. */
    readonly state: 'waiting' | 'received' | 'refused' | 'expired';
  }[];
}

/** A draft of an article or a short post: on this device until it is published. */
export interface ChannelDraft {
  readonly id: string;
  readonly channel: SpaceId;
  /** The post it will change; null for a new one. */
  readonly post: EventId | null;
  readonly title: string;
  readonly summary: string;
  readonly series: string;
  readonly document: ArticleDocument;
  readonly changedAt: number;
  /** When it is to be published, ms; null for when the person says so. Published when the device is on. */
  readonly publishAt: number | null;
  /** Missing where everybody may read it. */
  readonly sale?: DraftSale;
}

/** An editor of a channel. */
export interface ChannelEditor {
  readonly pen: DeviceId;
  readonly role: ChannelRole;
  readonly name: string;
  readonly own: boolean;
  readonly since: number;
}

/** Something a reader sent to a channel's editors. */
export interface ChannelLetter {
  readonly id: string;
  readonly channel: SpaceId;
  readonly kind: 'comment' | 'message';
  readonly post: EventId | null;
  /** The name they gave themselves there. */
  readonly name: string;
  readonly text: string;
  readonly at: number;
  readonly state: 'open' | 'assigned' | 'done' | 'refused';
  /** Which editor took it. */
  readonly assigned: string | null;
  readonly answers: readonly { readonly text: string; readonly at: number; readonly own: boolean }[];
}

/** Words that answer by themselves. */
export interface AutoReplies {
  readonly rules: readonly { readonly words: readonly string[]; readonly reply: string }[];
  /** An endpoint that speaks OpenAI's chat completions, which the owner entered; null for none. */
  readonly endpoint: { readonly url: string; readonly model: string; readonly instructions: string } | null;
}

/** A conversation of a reader with a channel's editors. */
export interface OwnLetters {
  readonly name: string;
  readonly lines: readonly {
    readonly text: string;
    readonly at: number;
    readonly own: boolean;
    readonly state: 'waiting' | 'received' | 'expired';
  }[];
}

/** What a link or code says about a channel before one follows it. */
export interface ChannelPreview {
  readonly id: SpaceId;
  readonly name: string;
  readonly fingerprint: string;
  readonly followed: boolean;
  readonly lookAlike: LookAlike;
}

/** The acts of channels, done by the engine. */
export interface ChannelActs extends PaidActs {
  openChannel(face: Pick<ChannelFace, 'name' | 'description' | 'picture'>): Outcome<{ readonly channel: SpaceId }>;
  changeChannel(channel: SpaceId, face: Partial<ChannelFace>): Outcome;
  previewChannel(text: string): Outcome<ChannelPreview>;
  followChannel(text: string): Outcome<{ readonly channel: SpaceId }>;
  unfollowChannel(channel: SpaceId): Outcome;
  muteChannel(channel: SpaceId, muted: boolean): Outcome;
  readChannel(channel: SpaceId): Outcome;
  /** Says to one's contacts that this is what it says it is. */
  vouchFor(channel: SpaceId, vouched: boolean): Outcome;
  postToChannel(
    channel: SpaceId,
    post: {
      readonly text: string;
      readonly files: readonly OutgoingFile[];
      readonly link: PostLink | null;
      readonly program: EventId | null;
    },
  ): Outcome<{ readonly post: EventId }>;
  /**
   * Keeps a draft; a picture in it is kept as a blob by `keepArticlePicture` first. With `base`, the change it was made of: where another own device's came in
   * between, or it was taken away, it is kept as a draft of its own, which the id says.
   */
  saveArticle(
    draft: Omit<ChannelDraft, 'changedAt'> & { readonly base?: number },
  ): Outcome<Pick<ChannelDraft, 'id' | 'changedAt' | 'publishAt'>>;
  /** Keeps a draft that was deleted or published, as it was. */
  bringDraft(draft: Omit<ChannelDraft, 'changedAt'>): Outcome<unknown>;
  deleteDraft(draft: string): Outcome;
  keepArticlePicture(file: OutgoingFile): Outcome<{ readonly file: import('@domain/chat/file.ts').FileReference }>;
  publishArticle(draft: string): Outcome<{ readonly post: EventId }>;
  deleteChannelPost(post: EventId): Outcome;
  markChannelPost(post: EventId, mark: string | null): Outcome;
  commentOnChannel(post: EventId, comment: { readonly name: string; readonly text: string }): Outcome;
  writeToChannel(channel: SpaceId, letter: { readonly name: string; readonly text: string }): Outcome;
  /** For editors. */
  answerLetter(letter: string, text: string): Outcome;
  settleLetter(letter: string, state: 'assigned' | 'done' | 'refused' | 'open'): Outcome;
  publishComment(letter: string): Outcome;
  hideComment(post: EventId, comment: EventId): Outcome;
  setAutoReplies(channel: SpaceId, replies: AutoReplies): Outcome;
  /** A code for somebody to become an editor with: they send back theirs, which `admitEditor` takes. */
  askToEdit(channel: SpaceId, name: string): Outcome<{ readonly request: string }>;
  admitEditor(channel: SpaceId, request: string, role: Exclude<ChannelRole, 'owner'>): Outcome;
  removeEditor(channel: SpaceId, pen: DeviceId): Outcome;
  /** Gives the channel's key to another editor: from then on they decide who edits, and nobody else. */
  handOverChannel(channel: SpaceId, pen: DeviceId): Outcome;
}

/** Everything a person can see and do about channels. */
export interface ChannelsWorkspace extends ChannelActs, PaidReads {
  /** Own and followed, newest post first. */
  channels(): LiveQuery<readonly ChannelView[]>;
  channel(id: SpaceId): LiveQuery<ChannelView | null>;
  /** Posts of a channel, or with null of all that are followed. */
  openChannelPosts(channel: SpaceId | null): PostWindow<ChannelPostView>;
  channelPost(post: EventId): LiveQuery<ChannelPostView | null>;
  /** The document of an article; null while its blob is on its way. */
  article(post: EventId): LiveQuery<ArticleDocument | null>;
  drafts(channel: SpaceId): LiveQuery<readonly ChannelDraft[]>;
  draft(id: string): LiveQuery<ChannelDraft | null>;
  editors(channel: SpaceId): LiveQuery<readonly ChannelEditor[]>;
  letters(channel: SpaceId): LiveQuery<readonly ChannelLetter[]>;
  ownLetters(channel: SpaceId): LiveQuery<OwnLetters>;
  autoReplies(channel: SpaceId): LiveQuery<AutoReplies>;
  unreadChannels(): LiveQuery<number>;
  /** Channels contacts vouch for, most first. */
  channelsFromPeople(): LiveQuery<
    readonly {
      readonly id: SpaceId;
      readonly name: string;
      readonly link: string;
      readonly people: readonly FeedPerson[];
    }[]
  >;
}

/** Every name of {@link ChannelActs}. */
export const channelActNames = [
  'openChannel',
  'changeChannel',
  'previewChannel',
  'followChannel',
  'unfollowChannel',
  'muteChannel',
  'readChannel',
  'vouchFor',
  'postToChannel',
  'saveArticle',
  'bringDraft',
  'deleteDraft',
  'keepArticlePicture',
  'publishArticle',
  ...paidActNames,
  'deleteChannelPost',
  'markChannelPost',
  'commentOnChannel',
  'writeToChannel',
  'answerLetter',
  'settleLetter',
  'publishComment',
  'hideComment',
  'setAutoReplies',
  'askToEdit',
  'admitEditor',
  'removeEditor',
  'handOverChannel',
] as const satisfies readonly (keyof ChannelActs)[];

/** The acts alone, of what does more. */
export function pickChannelActs(acts: ChannelActs): ChannelActs {
  const picked = channelActNames.map((name) => [name, acts[name]] as const);
  // Built from the names of exactly these acts.
  return Object.fromEntries(picked) as unknown as ChannelActs;
}

/** The channels' part of a workspace. */
export interface ChannelsPart extends ChannelActs {
  readonly channels: ChannelsWorkspace;
}
