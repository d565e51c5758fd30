/** The hands of an app whose person does what no screen lets them do. */
import { vi } from 'vitest';
import type { SpaceId } from '@shared/ids.ts';
import { LetterDesk } from '@services/channels/letterDesk.ts';
import { Replicator } from '@services/replication/replicator.ts';
import { publishArticle } from './channelStory.ts';
import { type Person, must } from './world.ts';

/** Writes letters as a reader likes: about whatever post. They write a first one to the channel. */
export async function lettersBy(person: Person, channel: SpaceId): Promise<Pick<LetterDesk, 'send'>> {
  const spy = vi.spyOn(LetterDesk.prototype, 'send');
  must(await person.workspace.writeToChannel(channel, { name: person.name, text: 'A first letter' }));
  const desk = spy.mock.contexts.at(-1);
  spy.mockRestore();
  if (!(desk instanceof LetterDesk)) throw new Error('wrote no letter');
  return desk;
}

/** Says words in a channel with the person's pen, whatever they are. They hand an article in, or publish it. */
export async function wordsBy(person: Person, channel: SpaceId): Promise<Pick<Replicator, 'author'>> {
  const spy = vi.spyOn(Replicator.prototype, 'author');
  await publishArticle(person, channel, 'A first word');
  const said = spy.mock.contexts.at(-1);
  spy.mockRestore();
  if (!(said instanceof Replicator)) throw new Error('said nothing');
  return said;
}
