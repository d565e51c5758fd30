import type { AccountId, BlobId, DeviceId, SpaceId } from '@shared/ids.ts';
import type { AttachmentRecord } from '@domain/chat/marks.ts';
import type { SpokenUse } from '@domain/feed/counting.ts';
import type { Clock } from '@ports/clock.ts';
import type { DocumentStore } from '@ports/documentStore.ts';
import type { MayGive } from '../blobs/exchange.ts';
import type { Directory } from '../replication/context.ts';
import { type FeedUses, spokenOf } from './spokenOf.ts';

/** What of the directory decides who may have a file. */
export type FileReaders = Pick<Directory, 'readersOf' | 'floorOf' | 'isOpenEnded'>;

/** Readers of channels, whom nobody knows, and with what one writes there oneself. */
export interface ChannelReaders {
  /** Where somebody was met; null for whom one knows. */
  metIn(account: AccountId): SpaceId | null;
  penOf(space: SpaceId): { readonly device: DeviceId } | null;
}

type Store = Pick<DocumentStore, 'attachmentsOf' | 'messages'> & FeedUses;

interface AccessParts {
  /** Own devices have whatever this one has. */
  readonly self: AccountId;
  readonly store: Store;
  readonly directory: FileReaders;
  readonly channels: ChannelReaders;
  readonly clock: Pick<Clock, 'now'>;
}

/** That somebody spoke of a blob in a space. */
interface Claim {
  readonly space: SpaceId;
  readonly author: AccountId;
  /** The device that made the post, where the post itself speaks of it, and no edit. */
  readonly maker: DeviceId | null;
  /** Where it was said; null where what said it is not to be seen here. */
  readonly place: () => Promise<{ readonly device: DeviceId; readonly seq: number } | null>;
}

/**
 * Who may be given a blob, and asked for it (FIL-5): an account that is given a message or a post in which someone else spoke of it. What
 * only the account itself spoke of it has only if that is all this device knows of the blob: to name a blob of another chat opens nothing.
 * Own devices are one person and have whatever one of them has (FIL-13). Who reads a channel is given what the channel alone speaks of, and what was posted there with this device's own pen.
 */
export function fileAccess(parts: AccessParts): MayGive {
  const { self, directory, channels } = parts;
  return async (account: AccountId, blob: BlobId) => {
    if (account === self) return true;
    const claims = await claimsOf(parts, blob);
    if (claims === null) return false;
    const met = channels.metIn(account);
    if (met !== null) return isOfChannel(claims, met, channels.penOf(met));
    const shared = claims.filter(({ space }) => directory.readersOf(space).includes(account));
    const own = shared.filter(({ author }) => author === account);
    if (own.length > 0 && own.length === claims.length) return true;
    for (const claim of shared) {
      if (claim.author === account) continue;
      if (await isGiven(directory, claim, account)) return true;
    }
    return false;
  };
}

/** While every byte is paid for, what others alone spoke of is not passed on to others (SET-5). */
export function passingOn(parts: Pick<AccessParts, 'self' | 'store' | 'clock'>, isSaving: () => boolean): MayGive {
  const { self } = parts;
  return async (account: AccountId, blob: BlobId) => {
    if (!isSaving() || account === self) return true;
    return (await claimsOf(parts, blob))?.some(({ author }) => author === self) ?? false;
  };
}

/** Who spoke of a blob, and where; null where that can not be read. */
async function claimsOf(
  { store, clock }: Pick<AccessParts, 'store' | 'clock'>,
  blob: BlobId,
): Promise<readonly Claim[] | null> {
  const [attachments, spoken] = await Promise.all([store.attachmentsOf(blob), spokenOf(store, blob, clock.now())]);
  if (!attachments.ok || !spoken.ok) return null;
  return [...attachments.value.map((row) => messageClaim(store, row)), ...spoken.value.map(postClaim)];
}

/**
 * Editors may name whatever they like in a post: readers who have it from elsewhere would give it to strangers, and tell them that they have
 * it. What a device posted itself it gives, wherever else it speaks of it.
 */
function isOfChannel(claims: readonly Claim[], channel: SpaceId, pen: ReturnType<ChannelReaders['penOf']>): boolean {
  const there = claims.filter(({ space }) => space === channel);
  if (there.length === 0) return false;
  return there.length === claims.length || (pen !== null && there.some(({ maker }) => maker === pen.device));
}

/** True when it was said above what an account is given nothing of (REP-14). What is not to be seen here says nothing. */
async function isGiven(directory: FileReaders, { space, place }: Claim, account: AccountId): Promise<boolean> {
  if (!directory.isOpenEnded(space)) return true;
  const said = await place();
  return said !== null && said.seq > directory.floorOf(space, account, said.device);
}

function messageClaim(store: Store, { space, author, at, message }: AttachmentRecord): Claim {
  const place = async () => {
    const page = await store.messages(space, { kind: 'from', key: { at, id: message }, limit: 1 });
    const [found] = page.ok ? page.value.messages : [];
    return found?.id === message ? found : null;
  };
  return { space, author, maker: null, place };
}

/** Of an edit, too, it counts whether the post is given: without it nobody sees the edit. */
function postClaim({ use, post }: SpokenUse): Claim {
  const maker = use.event === post.id ? post.device : null;
  return { space: post.space, author: post.author, maker, place: async () => post };
}
