import type { HandDescription } from '@domain/hand/description.ts';
import type { IceServer, PeerLink } from './peerTransport.ts';

/** One end of a connection that no service brings together. */
export interface HandEnd {
  /** What the other end has to know of this one. */
  readonly description: HandDescription;
  /** Resolves with the link once it is up; null when it can not be, or was closed. Whoever has it closes it. */
  readonly link: Promise<PeerLink | null>;
  /** Gives up while there is no link. */
  close(): void;
}

/** The end that began: it waits for the other's description. */
export interface HandOffering extends HandEnd {
  /** Takes it, once. Until then nothing is tried and no time runs. */
  complete(answer: HandDescription): void;
}

/** Makes links from what two people show each other. Null where no connection can be described, for want of any network. */
export interface HandLinks {
  offer(iceServers: readonly IceServer[]): Promise<HandOffering | null>;
  answer(offer: HandDescription, iceServers: readonly IceServer[]): Promise<HandEnd | null>;
}
