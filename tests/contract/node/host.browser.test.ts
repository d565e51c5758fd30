import { describeHostContract } from '../../support/shared/hostContract.ts';
import type { HostUnderTest } from '../../support/shared/hostUnderTest.ts';
import { connectTo, startHostAt, temporaryHostData } from '../../support/node/browserHostUnderTest.ts';

async function startBrowserHost(sockets: boolean, data = temporaryHostData()): Promise<HostUnderTest> {
  const webHost = await startHostAt(data.directory);
  const host = await connectTo(webHost, { sockets });
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    host.close();
    await webHost.close();
  };
  if (sockets) await socketOpened(host);
  return {
    host,
    // The suite sends payloads that break the contract on purpose.
    emit: (event, payload) => webHost.emit(event, payload as never),
    restart: async () => {
      await stop();
      return startBrowserHost(sockets, data);
    },
    dispose: async () => {
      await stop();
      data.remove();
    },
  };
}

/** Calls go by HTTP until the socket is open; the suite is to run over the socket. */
async function socketOpened(host: Awaited<ReturnType<typeof connectTo>>): Promise<void> {
  for (let attempt = 0; attempt < 400 && !host.isConnected(); attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describeHostContract('BrowserHost over its socket', () => startBrowserHost(true));
