import { beforeEach, describe, expect, it } from 'vitest';
import { type LinkMessage, MAX_FEED_WORD, decodeLinkMessage, encodeLinkMessage } from '@domain/link/messages.ts';
import { Replicator } from '@services/replication/replicator.ts';
import type { FeedWord, LinkedPeer } from '@services/replication/session.ts';
import { FEED_WORDS } from '@services/replication/sessionLimits.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { type TestDevice, makeDevice } from '../../domain/support/devices.ts';
import { type Replica, SpokenLink, makeReplica } from '../support/replica.ts';

let bob: TestDevice;
let replica: Replica;
let replicator: Replicator;
let link: SpokenLink;
let heard: { readonly peer: LinkedPeer; readonly word: FeedWord }[];
let isGood: boolean;

const wordOf = (bytes: Uint8Array, lane: FeedWord['lane'] = 'moments'): FeedWord => ({
  t: 'feed.word',
  lane,
  word: bytes,
});
async function hear(...messages: LinkMessage[]): Promise<readonly string[]> {
  for (const message of messages) link.hear(message);
  await settle();
  return link.take().flatMap((message) => (message.t === 'refused' ? [message.code] : []));
}

beforeEach(async () => {
  const alice = await makeDevice(1);
  bob = await makeDevice(2);
  replica = await makeReplica(alice, bob);
  heard = [];
  isGood = true;
  replicator = new Replicator(replica.context, {
    ownCard: () => new Uint8Array(),
    onCard: () => Promise.resolve(true),
    onFeedWord: (peer, word) => (heard.push({ peer, word }), Promise.resolve(isGood)),
  });
  link = new SpokenLink();
  const { account, device } = bob.certificate;
  replicator.link(link, { account, device });
  await settle();
});

describe('words about feeds', () => {
  it('LNK-13 come to who hears them, with whose they are, in their order', async () => {
    const words = [wordOf(Uint8Array.of(1)), wordOf(Uint8Array.of(2), 'channels'), wordOf(new Uint8Array(0))];
    expect(await hear(...words)).toEqual([]);
    expect(heard.map(({ word }) => word)).toEqual(words);
    expect(heard[0]?.peer).toMatchObject({ account: bob.certificate.account, device: bob.certificate.device });
  });

  it('LNK-13 one that who hears it refuses is an offence', async () => {
    isGood = false;
    expect(await hear(wordOf(Uint8Array.of(1)))).toEqual(['feed-word-refused']);
  });

  it('LNK-13 carries up to 256 KiB, and not a byte more', async () => {
    const most = wordOf(new Uint8Array(MAX_FEED_WORD));
    expect(decodeLinkMessage(encodeLinkMessage(most))).toEqual({ ok: true, value: most });
    expect(decodeLinkMessage(encodeLinkMessage(wordOf(new Uint8Array(MAX_FEED_WORD + 1)))).ok).toBe(false);
  });

  it('LNK-13 so many are looked at, and a few more each second; the rest is passed over and no offence', async () => {
    const flood = Array.from({ length: FEED_WORDS.capacity + 50 }, () => wordOf(Uint8Array.of(1)));
    expect(await hear(...flood)).toEqual([]);
    expect(heard).toHaveLength(FEED_WORDS.capacity);
    await replica.clock.advance(2000);
    await hear(...flood);
    expect(heard).toHaveLength(FEED_WORDS.capacity + 2 * FEED_WORDS.perSecond);
  });
});
