import type { DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import type { Log } from '../diagnostics/log.ts';
import type { FeedKeeper } from '../feed/feedKeeper.ts';
import type { SendExtras } from '../workspace/messageWorkspace.ts';
import type { Outcome } from '../workspace/workspaceErrors.ts';
import type { ChatTimers } from './chatTimers.ts';
import type { MessageParts } from './messageParts.ts';

/** What saying words later works with. */
export interface ScheduleParts extends MessageParts {
  readonly device: DeviceId;
  readonly keeper: Pick<FeedKeeper, 'put' | 'remove'>;
  readonly timers: Pick<ChatTimers, 'lifeIn'>;
  readonly sendText: (space: SpaceId, words: LateWords) => Outcome<{ readonly id: EventId }>;
  /** Takes away what is on its way or failed, by its handle. */
  readonly takeAway: (space: SpaceId, handle: string) => Outcome;
  readonly others: OtherDevices;
  readonly log: Log;
}

/** Words whose time has come. */
export interface LateWords {
  readonly text: string;
  readonly extras: SendExtras;
  /** Hears under which handle they are on their way. */
  readonly onBegun: (handle: string) => void;
}

/** What is known of own devices that may have words to say, too. */
export interface OtherDevices {
  /** Whether a device was taken out. */
  readonly isOut: (device: DeviceId) => boolean;
  /** Whether it is this device that says what those would have said. */
  readonly takesOver: () => boolean;
  /** The last place that counts of the chain of a device that was taken out. */
  readonly lastOf: (space: SpaceId, device: DeviceId) => number;
}
