import type { ProxyConfig, Session } from 'electron';
import { type ProxyChoice, hostInAddress } from '@shared/proxy.ts';
import type { HostProxy } from '../services/proxy/hostProxy.ts';

/** The proxy of the app's session, which pages use and which knows by which one an address is reached (SEC-80). */
export function createSessionProxy(
  session: () => Pick<Session, 'setProxy' | 'closeAllConnections' | 'resolveProxy'>,
): HostProxy {
  // What Chromium does unless it is told otherwise.
  let now = JSON.stringify(configOf({ mode: 'system' }));
  return {
    set: async (choice) => {
      const config = configOf(choice);
      if (JSON.stringify(config) === now) return;
      await session().setProxy(config);
      now = JSON.stringify(config);
      // Sockets that are open go where they went before.
      await session().closeAllConnections();
    },
    wordsFor: (url) => session().resolveProxy(url.href),
  };
}

/** This machine itself is reached directly, always: that is Chromium's own rule. */
function configOf(choice: ProxyChoice): ProxyConfig {
  switch (choice.mode) {
    case 'system':
      return { mode: 'system' };
    case 'none':
      return { mode: 'direct' };
    case 'manual':
      return {
        mode: 'fixed_servers',
        proxyRules: `${choice.kind}://${hostInAddress(choice.host)}:${choice.port}`,
      };
  }
}
