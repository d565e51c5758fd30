import type { AccountId } from '@shared/ids.ts';
import type { ImportedChat } from '@domain/importing/records.ts';
import type { LiveQuery } from '@ports/query.ts';
import { ImportPages } from '../../importing/importPages.ts';
import { type MomentSight, momentView } from '../../moments/momentViews.ts';
import { watchSight } from '../../moments/momentSight.ts';
import type { ChannelDraft } from '../../workspace/channelWorkspace.ts';
import { firstReady } from '../../workspace/liveQueries.ts';
import type { MomentView } from '../../workspace/momentsWorkspace.ts';
import type { Conversation } from '../../workspace/workspace.ts';
import { StoreUnreadError } from '../messagesOf.ts';
import type { AllMedia } from './allMedia.ts';
import type { PostSource } from './posts.ts';
import { type Talk, importedTalk, ownTalk } from './talks.ts';
import type { WholeParts } from './wholeParts.ts';

/** What is read before anything is written: all there is little of, and how the rest is read. */
export type Gathered = Awaited<ReturnType<typeof gather>>;

/** Reads it. Throws {@link StoreUnreadError} where something cannot be read. */
export async function gather(parts: WholeParts, media: AllMedia, rest: () => Promise<void>) {
  const whole = parts.whole();
  const own = await must(whole.ownProfile());
  const contacts = await must(whole.contacts());
  const conversations = await must(whole.conversations());
  const imports = await must(whole.imports());
  const channels = await must(whole.channels.channels());
  const { talks, unreadable } = await talksOf(parts, media, { conversations, imports: imports.chats, rest });
  const articles: ChannelDraft[] = [];
  for (const { id, feed } of channels) if (feed === null) articles.push(...(await must(whole.channels.drafts(id))));
  const sight = await must(watchSight(parts.moments));
  const names = new Map<AccountId, string>(
    talks.flatMap(({ names: known }) => [...known].map(([id, name]) => [id as AccountId, name] as const)),
  );
  for (const { account, name } of contacts) names.set(account, name);
  for (const { id, name } of channels) names.set(id as string as AccountId, name);
  names.set(own.account, own.profile.name);
  return {
    ...{ own, contacts, conversations, channels, talks, articles, names },
    unread: unreadable === 0 ? {} : { chatsNotReadable: unreadable },
    moments: { shelf: { lane: 'moments' }, viewOf: viewOf(sight, parts) } satisfies Omit<
      PostSource<MomentView>,
      'onEnding'
    >,
    favourites: await must(whole.favourites()),
    scheduled: await must(whole.schedules(null)),
    stickers: await must(whole.stickers()),
    settings: await must(whole.settings()),
    folders: (await must(whole.housekeeping())).folders,
    wallet: {
      holdings: await must(whole.wallet.holdings()),
      issued: await must(whole.wallet.issuedUnits()),
      payments: await must(whole.wallet.activity()),
      requests: await must(whole.wallet.paymentRequests()),
      mints: await must(whole.mints.mints()),
    },
  };
}

interface Sources {
  readonly conversations: readonly Conversation[];
  readonly imports: readonly ImportedChat[];
}

async function talksOf(
  parts: WholeParts,
  media: AllMedia,
  { conversations, imports, rest }: Sources & { readonly rest: () => Promise<void> },
): Promise<{ readonly talks: readonly Talk[]; readonly unreadable: number }> {
  const from = { ...parts, media, pages: new ImportPages(parts.blobs) };
  const talks: Talk[] = [];
  for (const conversation of conversations) {
    talks.push(await ownTalk(from, conversation));
    await rest();
  }
  let unreadable = 0;
  for (const chat of imports) {
    const talk = await importedTalk(from, chat, new Set(talks.map(({ id }) => id)));
    if (talk === null) unreadable += 1;
    else talks.push(talk);
    await rest();
  }
  return { talks, unreadable };
}

/** Moments as they are seen here, those of people one mutes among them: what is left out is not what one has. */
function viewOf(sight: MomentSight, { clock }: WholeParts): PostSource<MomentView>['viewOf'] {
  return (post, notes) => (post.lane === 'moments' ? momentView(sight, post, { notes, now: clock.now() }) : null);
}

async function must<T>(query: LiveQuery<T>): Promise<T> {
  const value = await firstReady(query);
  if (value === null) throw new StoreUnreadError({ code: 'storage-failed', message: 'a read that failed' });
  return value;
}
