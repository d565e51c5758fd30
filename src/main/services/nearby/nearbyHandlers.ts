import { fail, ok } from '@shared/result.ts';
import type { HostHandlers } from '../dispatcher/dispatcher.ts';
import type { Nearby } from './nearby.ts';

const unable = () => Promise.resolve(fail('unsupported', 'this host looks for no others'));

/** The handlers of the contract about other hosts nearby; without them all is `unsupported`. */
export function nearbyHandlers(nearby: Nearby | undefined): Pick<HostHandlers, `nearby.${'set' | 'look' | 'invite'}`> {
  if (nearby === undefined) return { 'nearby.set': unable, 'nearby.look': unable, 'nearby.invite': unable };
  return {
    'nearby.set': (input) => {
      nearby.set(input);
      return Promise.resolve(ok({}));
    },
    'nearby.look': (input) => Promise.resolve(ok(nearby.look(input))),
    'nearby.invite': (input) => Promise.resolve(nearby.invite(input)),
  };
}
