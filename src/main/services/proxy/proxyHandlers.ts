import { fail, ok } from '@shared/result.ts';
import type { HostHandlers } from '../dispatcher/dispatcher.ts';
import type { HostProxy } from './hostProxy.ts';

/** The handler of the contract about the proxy; without one it is `unsupported`. */
export function proxyHandlers(proxy: HostProxy | undefined): Pick<HostHandlers, 'proxy.set'> {
  return {
    'proxy.set': async (choice) => {
      if (proxy === undefined) return fail('unsupported', 'this host goes by the proxy of the browser');
      await proxy.set(choice);
      return ok({});
    },
  };
}
