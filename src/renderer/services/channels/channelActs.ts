import { fail } from '@shared/result.ts';
import { type ChannelActs, channelActNames } from '../workspace/channelWorkspace.ts';

/** See `ChannelActs`. None of them does anything yet. */
export function createChannelActs(): ChannelActs {
  const acts = channelActNames.map((name) => [name, () => Promise.resolve(fail('channel-missing', name))] as const);
  return Object.fromEntries(acts) as unknown as ChannelActs;
}
