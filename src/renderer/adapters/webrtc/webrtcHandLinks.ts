import { toBase64url } from '@shared/base64url.ts';
import { type HandDescription, candidatesOf, describeSdp, sdpOf } from '@domain/hand/description.ts';
import type { Clock } from '@ports/clock.ts';
import type { HandEnd, HandLinks, HandOffering } from '@ports/handLinks.ts';
import type { IceServer, PeerLink } from '@ports/peerTransport.ts';
import type { Random } from '@ports/random.ts';
import { ChannelLink } from './channelLink.ts';
import { type PeerConnection, type PeerConnectionFactory, browserPeerConnections } from './peerConnection.ts';
import { LINK_CHANNELS, type Wire } from './wire.ts';

/** How long ways are looked for, ms: a STUN server that does not answer must not hold a code back. */
const GATHERING = 4000;
/** The browser lets go of ways that nobody answers on; until the other side has the answer nobody does, ms. */
const TRY_AGAIN = 5000;
/** From both knowing each other until the link is up. The other side may take its time to be reached, ms. */
const PATIENCE = 60_000;

/** What links by hand are made with. */
export interface HandLinksOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly connect?: PeerConnectionFactory;
}

/** Links from descriptions that people carry over themselves (HND-4). */
export function createHandLinks({ clock, random, connect }: HandLinksOptions): HandLinks {
  const open = connect ?? browserPeerConnections(clock);
  const id = () => toBase64url(random.bytes(12));
  return {
    offer: async (iceServers) => {
      const end = begin(open, iceServers, { clock, id: id() });
      if (end === null) return null;
      const description = await end.describe(() => end.connection.offer());
      return description === null ? null : offering(end, description);
    },
    answer: async (offer, iceServers) => {
      const end = begin(open, iceServers, { clock, id: id() });
      if (end === null) return null;
      const description = await end.describe(() => end.connection.answer(sdpOf(offer, 'offer')));
      if (description === null) return null;
      end.keepTrying(offer);
      return { description, link: end.link, close: end.close };
    },
  };
}

function offering(end: Beginning, description: HandDescription): HandOffering {
  let isComplete = false;
  const complete = (answer: HandDescription) => {
    if (isComplete) return;
    isComplete = true;
    end.hurry();
    end.connection.complete(sdpOf(answer, 'answer')).catch(() => end.close());
  };
  return { description, link: end.link, close: end.close, complete };
}

interface Beginning extends Pick<HandEnd, 'link' | 'close'> {
  readonly connection: PeerConnection;
  /** Makes the own description, and waits for the ways to be found. */
  describe(make: () => Promise<string>): Promise<HandDescription | null>;
  /** Both know each other: from here on time runs. */
  hurry(): void;
  /** Goes on trying the other's ways until there is a link: who shows the answer does not know when it is read. */
  keepTrying(other: HandDescription): void;
}

function begin(
  open: PeerConnectionFactory,
  iceServers: readonly IceServer[],
  { clock, id }: { readonly clock: Clock; readonly id: string },
): Beginning | null {
  const connection = openOrNot(open, iceServers);
  if (connection === null) return null;
  const candidates: string[] = [];
  connection.onCandidate(({ candidate }) => candidates.push(candidate));
  let isOver = false;
  let settle: (link: PeerLink | null) => void = () => undefined;
  const link = new Promise<PeerLink | null>((resolve) => (settle = resolve));
  const channel: ChannelLink = new ChannelLink({ id, room: 'hand', remote: id }, patient(connection.wire), {
    clock,
    events: {
      opened: () => channel.accept(),
      ready: () => settle(channel),
      ended: () => {
        isOver = true;
        settle(null);
      },
    },
  });
  const close = () => {
    if (!channel.isReady) channel.drop('local');
  };
  return {
    connection,
    link,
    close,
    keepTrying: (other) =>
      keepTrying(connection, { clock, ways: candidatesOf(other), isDone: () => isOver || channel.isOpen }),
    hurry: () => void clock.after(PATIENCE, close),
    describe: async (make) => {
      try {
        const sdp = await make();
        await Promise.race([connection.gathered(), new Promise<void>((done) => void clock.after(GATHERING, done))]);
        const description = describeSdp(sdp, candidates);
        if (description === null) channel.drop('failed');
        return description;
      } catch {
        channel.drop('failed');
        return null;
      }
    },
  };
}

interface Trying {
  readonly clock: Clock;
  readonly ways: readonly string[];
  readonly isDone: () => boolean;
}

function keepTrying(connection: PeerConnection, trying: Trying): void {
  const { clock, ways, isDone } = trying;
  clock.after(TRY_AGAIN, () => {
    if (isDone()) return;
    for (const candidate of ways)
      connection.addCandidate({ candidate, sdpMid: '0', sdpMLineIndex: 0 }).catch(() => undefined);
    keepTrying(connection, trying);
  });
}

/** What fails before the other side knows of us may yet come: only a link that was up can be lost. */
function patient(wire: Wire): Wire {
  const isUp = () => LINK_CHANNELS.every((name) => wire.channels[name].isOpen());
  return {
    channels: wire.channels,
    close: () => wire.close(),
    onTrouble: (listener) => {
      let wasUp = false;
      wire.onTrouble((trouble) => {
        wasUp ||= isUp();
        if (wasUp) listener(trouble);
      });
    },
  };
}

function openOrNot(open: PeerConnectionFactory, iceServers: readonly IceServer[]): PeerConnection | null {
  try {
    return open(iceServers);
  } catch {
    // Malformed ICE servers.
    return null;
  }
}
