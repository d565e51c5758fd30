import type { Packet } from '@services/workspace/walletPackets.ts';

/**
 * What a packet's card says. `open`: a press opens it; `wait`: one's turn is noted; `got`: one has a share and has seen it; `own`: who sent it looks;
 * `empty`, `over`: too late; `others`: it was never for oneself.
 */
export type PacketCardState = 'open' | 'wait' | 'got' | 'own' | 'empty' | 'over' | 'others';

/** What the card of a packet says at a time; a share that was not looked at yet is no different from one that may be had. */
export function packetCardState(
  packet: Packet,
  { now, isLookedInto }: { readonly now: number; readonly isLookedInto: boolean },
): PacketCardState {
  if (packet.isOwn) return 'own';
  switch (packet.mine.stage) {
    case 'dealt':
      return isLookedInto ? 'got' : 'open';
    case 'noted':
      return 'wait';
    case 'open':
      return now > packet.until || packet.hasEnded ? 'over' : 'open';
    case 'none':
      return closedState(packet, now);
  }
}

function closedState({ stage, shares, count, hasEnded, until }: Packet, now: number): PacketCardState {
  if (stage !== 'shared' && shares.length >= count) return 'empty';
  return hasEnded || now > until ? 'over' : 'others';
}
