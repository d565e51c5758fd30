import type { LinkChannel } from '@ports/peerTransport.ts';

/** Both sides open the same ids, so the channels exist whoever made the offer. */
export const CHANNEL_IDS = { sync: 100, bulk: 101, realtime: 102 } as const satisfies Record<LinkChannel, number>;

/** `realtime` tries a lost packet a few times more, as long as nothing waits for it: without that one packet takes a program's whole message along. */
export const RELIABILITY = {
  sync: { ordered: true, priority: 'high' },
  bulk: { ordered: true, priority: 'very-low' },
  realtime: { ordered: false, maxRetransmits: 3, priority: 'high' },
} as const satisfies Record<
  LinkChannel,
  {
    readonly ordered: boolean;
    readonly maxRetransmits?: number;
    readonly priority: 'very-low' | 'low' | 'medium' | 'high';
  }
>;

/** The channel of a lane (MPH-47): made when a program first needs it, by both sides for themselves, and away from the page. */
export const LANE_CHANNEL = { negotiated: true, id: 103, ...RELIABILITY.realtime } as const;
