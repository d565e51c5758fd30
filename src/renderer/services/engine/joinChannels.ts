import type { AskEndpoint } from '../channels/autoAnswers.ts';
import { ChannelBook } from '../channels/channelBook.ts';
import { createChannelActs } from '../channels/channelActs.ts';
import { ChannelKeeps } from '../channels/channelKeeps.ts';
import { ChannelKeys } from '../channels/channelKeys.ts';
import { Channels } from '../channels/channels.ts';
import { sayWith } from '../channels/sayInChannel.ts';
import type { ContactBook } from '../contacts/contactBook.ts';
import type { Files } from '../files/files.ts';
import type { EventJournal } from '../journal/eventJournal.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { SessionHooks } from '../replication/session.ts';
import type { Dues } from '../wallet/trade/dues.ts';
import type { Acts } from '../workspace/acts.ts';
import type { ChannelActs } from '../workspace/channelWorkspace.ts';
import type { EngineParts } from './engineParts.ts';
import type { OwnSelf } from './ownSelf.ts';

/** What has to be known of channels before anything is replicated. */
export interface KnownChannels {
  readonly channelBook: ChannelBook;
  readonly channelKeys: ChannelKeys;
  readonly channelKeeps: ChannelKeeps;
}

/** Who hears words about channels: set when they are made, which is after the replicator that brings them. */
export interface ChannelHearing {
  hearOfChannels: SessionHooks['onFeedWord'] | null;
}

/** The channels of an engine and what is done with them. */
export interface JoinedChannels {
  readonly channels: Channels;
  /** With fetching a file, also where only an article's document says how large it is. */
  readonly acts: ChannelActs & Pick<Acts, 'downloadFile'>;
}

/** What joining channels needs beside the parts. */
export interface ChannelJoining extends KnownChannels {
  readonly own: OwnSelf;
  readonly contacts: ContactBook;
  readonly replicator: Replicator;
  readonly files: Files;
  readonly hearing: ChannelHearing;
  readonly dues: Dues;
}

/** Makes the book of channels. It has yet to be loaded. */
export function joinChannelBook(parts: EngineParts, { journal }: { readonly journal: EventJournal }): KnownChannels {
  const channelKeys = new ChannelKeys(parts);
  const channelKeeps = new ChannelKeeps({ ...parts, journal });
  return { channelBook: new ChannelBook({ keys: channelKeys, keeps: channelKeeps }), channelKeys, channelKeeps };
}

/** Joins channels to the links and files of the engine. They have yet to be started. */
export function joinChannels(parts: EngineParts, joining: ChannelJoining): JoinedChannels {
  const { channelBook: book, channelKeys: keys, channelKeeps: keeps, own, replicator, hearing } = joining;
  const signaling = () => own.identity.get().signaling;
  const ask: AskEndpoint = async (endpoint, text) => {
    const said = await parts.host.call('answer.ask', { ...endpoint, text });
    return said.ok ? said.value.text : null;
  };
  const { device } = own.identity.get();
  const channels = new Channels({ ...parts, ...joining, device, book, keys, keeps, ask, signaling });
  hearing.hearOfChannels = (peer, word) => channels.hear(peer, word);
  const { feed } = parts.store;
  const say = sayWith(book, replicator);
  return {
    channels,
    acts: {
      ...createChannelActs({ channels, book, feed, say, clock: parts.clock }),
      downloadFile: async (blob) => {
        const done = await joining.files.acts.downloadFile(blob);
        if (done.ok || done.error.code !== 'file-missing') return done;
        return (await channels.articles.fetchNamed(blob)) ? { ok: true, value: undefined } : done;
      },
    },
  };
}
