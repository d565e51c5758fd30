/**
 * The files of a program as any small server would give them out, and a page with a button that frames them: what opening a program is
 * compared with. No policy, nothing hashed or unpacked, nothing asked of anybody; as from the host, nothing is kept by the browser.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeFile } from '../../src/main/services/mini/fileType.ts';
import type { ProgramFiles } from './benchPrograms.ts';
import { endLater } from './hosts.ts';

/** A running server. */
export interface RawServer {
  /** The page with the button; `site` names the program, and `place` a name under `localhost` of its own. */
  page(site: string, place: string): string;
}

/** As large as the pane beside a chat. */
const PARENT = `<!doctype html><title>raw</title><button id="open" style="position:fixed;inset:0 auto auto 0;width:200px;height:100px">Start</button>
<script>
document.querySelector('#open').addEventListener('click', () => {
  document.querySelector('iframe')?.remove();
  const frame = document.createElement('iframe');
  frame.style = 'position:fixed;border:0;left:700px;top:50px;width:560px;height:700px';
  frame.src = decodeURIComponent(location.search.slice(1));
  document.body.append(frame);
});
</script>`;

/** Serves each site below its name, with its own `webxdc.js`, at every name under `localhost`. */
export async function startRawServer(sites: Readonly<Record<string, ProgramFiles>>): Promise<RawServer> {
  const files = new Map<string, Buffer>([['/parent.html', Buffer.from(PARENT)]]);
  for (const [site, all] of Object.entries(sites))
    for (const { path, bytes } of all) files.set(`/${site}/${path}`, Buffer.from(bytes));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const content = files.get(pathname);
    const headers = { ...describeFile(pathname), 'Cache-Control': 'no-store' };
    response.writeHead(content === undefined ? 404 : 200, headers).end(content);
  });
  server.listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  endLater(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return {
    page: (site, place) => {
      const address = `http://${place}.localhost:${port}/${site}/index.html`;
      return `http://localhost:${port}/parent.html?${encodeURIComponent(address)}`;
    },
  };
}
