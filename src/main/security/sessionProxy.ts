import type { ProxyConfig, Session } from 'electron';
import { type ProxyChoice, hostInAddress } from '@shared/proxy.ts';
import type { HostProxy } from '../services/proxy/hostProxy.ts';

/** The proxy of the app's session, which pages use and which knows by which one an address is reached (PRX-2), as soon as what was chosen holds (PRX-4). */
export function createSessionProxy(
  session: () => Pick<Session, 'setProxy' | 'closeAllConnections' | 'resolveProxy'>,
): HostProxy {
  // What Chromium does unless it is told otherwise.
  let wished = JSON.stringify(configOf({ mode: 'system' }));
  let holding: string | null = wished;
  const mustHold = (): void => {
    if (holding !== wished) throw new Error('the proxy that was chosen does not hold yet');
  };
  return {
    set: async (choice) => {
      const config = configOf(choice);
      const wish = JSON.stringify(config);
      wished = wish;
      if (wish === holding) return;
      // Until all of it is done nobody knows by which way anything goes.
      holding = null;
      await session().setProxy(config);
      // Sockets that are open go where they went before.
      await session().closeAllConnections();
      if (wished === wish) holding = wish;
    },
    wordsFor: async (url) => {
      mustHold();
      const words = await session().resolveProxy(url.href);
      mustHold();
      return words;
    },
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
