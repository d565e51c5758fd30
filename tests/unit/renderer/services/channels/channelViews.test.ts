import { describe, expect, it } from 'vitest';
import { MemoryDisk } from '@adapters/memory/store/memoryDisk.ts';
import { MemoryDocumentStore } from '@adapters/memory/store/memoryDocumentStore.ts';
import { plainFace } from '@domain/channel/face.ts';
import { idBytes } from '@domain/event/codec.ts';
import { FeedVerb, feedKind } from '@domain/feed/project.ts';
import { channelSpace } from '@domain/feed/spaces.ts';
import type { ChannelSight } from '@services/channels/channelSight.ts';
import { channelPostView } from '@services/channels/channelViews.ts';
import { channelAuthor } from '@services/channels/knownChannel.ts';
import { posted } from '../../../../support/shared/feedEvents.ts';
import { Chain, alice } from '../../../../support/shared/storeFixtures.ts';
import { value } from '../../../../support/shared/storeScene.ts';

const key = new Uint8Array(32).fill(9);
const channel = channelSpace(key);

/** Names of those who commented, as a reader of the channel sees them. */
async function namesSeen(channelName: string, ...names: readonly string[]): Promise<readonly string[]> {
  const store = new MemoryDocumentStore({ disk: new MemoryDisk() });
  value(await store.open(alice));
  const chain = new Chain(channelAuthor(channel), 'pen', channel);
  const post = posted(chain, 1, { lane: 'channels' });
  const kind = feedKind('channels', FeedVerb.remarked);
  const remarks = names.map((by, place) => {
    const body = { post: idBytes(post.id), body: { text: 'Well', to: null, by } };
    return chain.next({ at: 2 + place, kind, body });
  });
  value(await store.admit([post, ...remarks], 'relaxed'));
  const row = value(await store.feed.post(post.id));
  if (row === null) throw new Error('no post');
  const record = {
    ...{ v: 1 as const, key, name: channelName, signaling: [], followed: true, muted: false },
    ...{ readAt: 0, vouched: false, since: 0, pen: null },
  };
  const person = { account: channelAuthor(channel), name: channelName, picture: null, own: false };
  const face = plainFace(channelName);
  const seen = { space: channel, record, charter: null, isForked: false, face, role: null, person };
  const sight: ChannelSight = {
    channels: new Map([[channel, seen]]),
    ...{ marks: new Map(), own: new Map(), sent: [], self: null },
  };
  const notes = value(await store.feed.notes([post.id])).get(post.id) ?? [];
  return (channelPostView(sight, row, notes)?.remarks ?? []).map((remark) => remark.person.name);
}

describe('channelPostView', () => {
  it('CHN-15 a reader does not go by the name of the channel', async () => {
    const names = [
      'Weather News',
      'weather  news',
      'Weathér-News',
      ' Weather\u200bNews.',
      'Ｗeather News',
      'Weatherman',
    ];
    expect(await namesSeen('Weather News', ...names)).toEqual(['', '', '', '', '', 'Weatherman']);
  });

  it('CHN-15 readers go by the names they chose, in any script', async () => {
    expect(await namesSeen('天气', '天', 'أحمد', 'Nora 2')).toEqual(['天', 'أحمد', 'Nora 2']);
    expect(await namesSeen('🎉', '🎸', '🎉')).toEqual(['🎸', '']);
  });
});
