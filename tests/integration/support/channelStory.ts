import type { EventId, SpaceId } from '@shared/ids.ts';
import { MEMORY_PICTURE } from '@adapters/memory/media/memoryPictures.ts';
import type { Block } from '@domain/article/document.ts';
import { blockText } from '@domain/article/words.ts';
import type { ChannelLetter, ChannelPostView, ChannelView } from '@services/workspace/channelWorkspace.ts';
import { settle } from '../../support/shared/settle.ts';
import { type Person, World, must } from './world.ts';

/** People who are strangers to each other. */
export async function strangers(...names: readonly string[]): Promise<{ world: World; people: readonly Person[] }> {
  const world = new World();
  const people: Person[] = [];
  for (const name of names) people.push(await world.person(name));
  return { world, people };
}

/** Opens a channel. */
export async function openChannel(person: Person, name: string): Promise<ChannelView> {
  const { channel } = must(await person.workspace.openChannel({ name, description: '', picture: null }));
  return channelOf(person, channel);
}

export async function channelOf(person: Person, id: SpaceId): Promise<ChannelView> {
  const channel = await person.read(person.workspace.channels.channel(id));
  if (channel === null) throw new Error(`${person.name} does not have the channel`);
  return channel;
}

/** Everybody follows by the link, and has time to meet. */
export async function follow(link: string, ...readers: readonly Person[]): Promise<void> {
  for (const reader of readers) must(await reader.workspace.followChannel(link));
  await readers[0]?.world.pass(15_000);
}

export async function post(person: Person, channel: SpaceId, text: string): Promise<EventId> {
  const said = await person.workspace.postToChannel(channel, { text, files: [], link: null, program: null });
  return must(said).post;
}

/** Posts as they are shown, newest first. */
export async function postsOf(person: Person, channel: SpaceId | null): Promise<readonly ChannelPostView[]> {
  const window = person.workspace.channels.openChannelPosts(channel);
  await settle();
  const { posts } = window.state.get();
  window.close();
  return posts;
}

export async function textsOf(person: Person, channel: SpaceId): Promise<readonly string[]> {
  return (await postsOf(person, channel)).map(({ body }) => body?.article?.title ?? body?.text ?? '?');
}

export async function lettersOf(person: Person, channel: SpaceId): Promise<readonly ChannelLetter[]> {
  return person.read(person.workspace.channels.letters(channel));
}

/** The only one there is. */
export function only<T>(all: readonly T[]): T {
  const [first] = all;
  if (first === undefined || all.length !== 1) throw new Error(`${all.length} in place of one`);
  return first;
}

/** Writes an article with a picture, or more of them, and publishes it. */
export async function publishArticle(
  person: Person,
  channel: SpaceId,
  title: string,
  captions: readonly string[] = ['Seen from above'],
): Promise<EventId> {
  const { workspace } = person;
  const blocks: Block[] = [{ block: 'paragraph', spans: [{ text: `About ${title}.` }] }];
  for (const caption of captions) {
    const picture = new File([`${MEMORY_PICTURE}${title}${caption}`], 'p.jpg', { type: 'image/jpeg' });
    const { file } = must(await workspace.keepArticlePicture({ file: picture, asFile: false, caption: '' }));
    blocks.push({ block: 'picture', file, caption, description: '' });
  }
  const told = { title, summary: '', series: '', document: { v: 1 as const, blocks } };
  must(await workspace.saveArticle({ id: 'draft-1', channel, post: null, publishAt: null, ...told }));
  return must(await workspace.publishArticle('draft-1')).post;
}

/** What an article says here; null while it is not here. */
export async function articleText(person: Person, article: EventId): Promise<string | null> {
  const document = await person.read(person.workspace.channels.article(article));
  return document === null ? null : document.blocks.map(blockText).join('\n');
}
