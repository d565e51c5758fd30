/** People who sell what they write, and people who read it. */
// Virtual time does not wait for an import.
import '@services/channels/channelCode.ts';
import '@services/wallet/walletReads.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { SeededRandom } from '@adapters/memory/random/seededRandom.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { MemoryKeyVault } from '@adapters/memory/vault/memoryKeyVault.ts';
import { unpackCharter } from '@domain/channel/charter.ts';
import { type Claim, claimText } from '@domain/channel/claim.ts';
import { encodeLetter, packEnvelope } from '@domain/channel/letter.ts';
import { ChannelKeep } from '@domain/channel/records.ts';
import type { FeedKeep } from '@domain/feed/kept.ts';
import type { FeedStore } from '@ports/feedStore.ts';
import { PaidLog } from '@services/channels/paid/paidLog.ts';
import { ChannelKeys } from '@services/channels/channelKeys.ts';
import { MEMORY_PICTURE } from '@adapters/memory/media/memoryPictures.ts';
import type { UnitId } from '@domain/wallet/ids.ts';
import type { DraftSale, PaidState } from '@services/workspace/paidWorkspace.ts';
import type { NewUnit } from '@services/workspace/walletWorkspace.ts';
import { only, openChannel } from './channelStory.ts';
import { type Person, World, must } from './world.ts';

/** What readers of these stories pay with. */
export const CREDIT: NewUnit = {
  code: 'PAGE',
  name: 'Pages',
  decimals: 2,
  kind: 'prepaid',
  redeem: 'Good for reading.',
  transferable: false,
  feeless: true,
};

/** Maker sells; Rita is a contact with 20.00 to spend; Sam reads and is a stranger to both. */
export async function sellers() {
  const world = new World();
  const maker = await world.person('Maker');
  const rita = await world.person('Rita');
  const sam = await world.person('Sam');
  await world.befriend(maker, rita);
  const unit = must(await maker.workspace.wallet.createUnit(CREDIT, [])).unit;
  await credit(maker, rita, unit, 2000n);
  const { id, link } = await openChannel(maker, 'Letters');
  for (const reader of [rita, sam]) must(await reader.workspace.followChannel(link));
  await world.pass(20_000);
  return { world, maker, rita, sam, unit, id, link };
}

/** Gives somebody something to pay with. */
export async function credit(maker: Person, to: Person, unit: UnitId, amount: bigint): Promise<void> {
  must(await maker.workspace.wallet.promiseUnits({ to: await to.account(), unit, amount }));
  await maker.world.pass(3000);
}

/** Publishes an article with a picture that is sold so. */
export async function publishPaid(
  person: Person,
  channel: SpaceId,
  {
    title,
    sale,
    post = null,
  }: { readonly title: string; readonly sale: DraftSale | null; readonly post?: EventId | null },
): Promise<EventId> {
  const { workspace } = person;
  const picture = new File([`${MEMORY_PICTURE}${title}`], 'p.jpg', { type: 'image/jpeg' });
  const { file } = must(await workspace.keepArticlePicture({ file: picture, asFile: false, caption: '' }));
  const document = {
    v: 1 as const,
    blocks: [
      { block: 'paragraph' as const, spans: [{ text: `Secret of ${title}.` }] },
      { block: 'picture' as const, file, caption: 'Seen from above', description: '' },
    ],
  };
  const draft = { id: 'draft-1', channel, post, title, summary: `All about ${title}`, series: '', document };
  must(await workspace.saveArticle({ ...draft, publishAt: null, ...(sale === null ? {} : { sale }) }));
  return must(await workspace.publishArticle('draft-1')).post;
}

/** Buys a post for what it is seen to cost, as the wallet's window does. */
export async function buy(person: Person, post: EventId): ReturnType<Person['workspace']['buyPost']> {
  const seen = await person.read(person.workspace.channels.channelPost(post));
  const price = seen?.sale?.price ?? null;
  if (price === null) throw new Error('not sold by itself');
  return person.workspace.buyPost(post, { ...price, unit: price.unit.id });
}

/** The same for a subscription. */
export async function subscribe(
  person: Person,
  channel: SpaceId,
): ReturnType<Person['workspace']['subscribeToChannel']> {
  const terms = await person.read(person.workspace.channels.terms(channel));
  if (terms === null || terms.subscription === null) throw new Error('no subscription is sold');
  const { payee, unit, subscription } = terms;
  return person.workspace.subscribeToChannel(channel, { payee, unit: unit.id, ...subscription });
}

/** Whether somebody can read a post; asked for as a screen does. */
export async function stateOf(person: Person, post: EventId): Promise<PaidState> {
  let state: PaidState = 'sealed';
  const stop = person.workspace.channels.paidState(post).subscribe((told) => {
    if (told.status === 'ready') state = told.value;
  });
  await person.world.pass(8000);
  stop();
  return state;
}

/** Reads what a person's device has. */
export async function fromStore<T>(person: Person, read: (feed: FeedStore) => Promise<T>): Promise<T> {
  const store = new MemoryDocumentStore({ disk: person.disk });
  must(await store.open(await person.account()));
  const found = await read(store.feed);
  store.close();
  return found;
}

/** What a person's device has kept under one kind. */
export async function keptOf(person: Person, kind: string): Promise<readonly FeedKeep[]> {
  return fromStore(person, async (feed) => must(await feed.keeps.all(kind)));
}

/** How many keys were given in a channel, as far as a person has heard. */
export async function givenIn(person: Person, channel: SpaceId): Promise<number> {
  return fromStore(
    person,
    async (feed) => (await new PaidLog({ feed, clock: person.world.clock }).given(channel)).length,
  );
}

/** A letter to a channel's editors that says something was paid, as nobody's app would write it. */
export async function forgedClaim(
  maker: Person,
  { space, post, claim }: { readonly space: SpaceId; readonly post: EventId | null; readonly claim: Claim },
): Promise<Uint8Array> {
  const random = new SeededRandom(4);
  const keys = new ChannelKeys({ vault: new MemoryKeyVault({ random }), random });
  const row = only((await keptOf(maker, ChannelKeep.charter)).filter(({ id }) => id === space));
  const { last } = must(unpackCharter(row.bytes));
  const thread = await keys.newInbox();
  const said = { kind: 'claim' as const, post, name: '-', text: claimText(claim), at: maker.world.clock.now() };
  const sealed = await keys.sealTo('letter', { space, to: last.inbox }, encodeLetter({ ...said, thread: thread.key }));
  if (sealed === null) throw new Error('not sealed');
  return packEnvelope(sealed);
}
