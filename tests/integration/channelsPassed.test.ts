/** Posts of channels that are passed on in chats: whole engines, virtual time. */
import { describe, expect, it } from 'vitest';
import { linkOfShared } from '@domain/channel/link.ts';
import type { EventId, SpaceId } from '@shared/ids.ts';
import { passedPost } from '@services/channels/passedPost.ts';
import { only, postsOf } from './support/channelStory.ts';
import { publishPaid, sellers } from './support/paidStory.ts';
import { type Person, must } from './support/world.ts';

/** The chat two people have. */
async function chatWith(person: Person, name: string): Promise<SpaceId> {
  const conversations = await person.read(person.workspace.conversations());
  return only(conversations.filter((one) => one.name === name)).space;
}

async function lastFrom(person: Person, name: string) {
  const message = (await person.messages(name)).at(-1);
  if (message?.body.kind !== 'post') throw new Error(`no post but ${message?.body.kind}`);
  return { id: message.id as EventId, card: message.body.post, forwarded: message.forwarded };
}

describe('a post that is passed on in a chat', () => {
  it('CHN-UI-22 CHT-35 leads whoever gets it to its channel, and goes on to others as it is', async () => {
    const { world, maker, rita, sam, unit, id } = await sellers();
    const uma = await world.person('Uma');
    await world.befriend(rita, uma);
    await world.befriend(uma, sam);
    must(await maker.workspace.setChannelTerms(id, { unit, subscription: null }));
    const post = await publishPaid(maker, id, { title: 'Clouds', sale: { isForSubscribers: false, amount: 250 } });
    await world.pass(20_000);
    const shown = only(await postsOf(rita, id));
    const channel = await rita.read(rita.workspace.channels.channel(id));
    must(await rita.workspace.sendPost(await chatWith(rita, 'Uma'), passedPost(shown, channel)));
    await world.pass(5000);
    const { id: message, card } = await lastFrom(uma, 'Rita');
    expect(card).toMatchObject({ shared: { channel: id, post, name: 'Letters', title: 'Clouds' } });
    expect(card).toMatchObject({ lead: 'All about Clouds', sale: { isForSubscribers: false, price: { amount: 250 } } });
    // Uma never heard of the channel: the card is all she needs.
    const link = linkOfShared(card.shared);
    if (link === null) throw new Error('no link');
    must(await uma.workspace.followChannel(link));
    await world.pass(30_000);
    expect((await postsOf(uma, id)).map((one) => one.id)).toEqual([post]);
    const to = await chatWith(uma, 'Sam');
    expect(must(await uma.workspace.forwardMessages(await chatWith(uma, 'Rita'), [message], [to]))).toMatchObject({
      sent: 1,
    });
    await world.pass(5000);
    expect(await lastFrom(sam, 'Uma')).toMatchObject({ card, forwarded: true });
    const unfit = { ...card, shared: { ...card.shared, link: { key: new Uint8Array(32), signaling: [] } } };
    expect(await uma.workspace.sendPost(to, unfit)).toMatchObject({ error: { code: 'message-unfit' } });
  });
});
