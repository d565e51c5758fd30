/** The mini programs that are opened, and how they tell what they see. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { programFiles } from '../../scripts/mini/packProgram.mjs';
import { type PackedFile, zip } from '../../scripts/mini/zip.mjs';

/** Files of a program, but those the host serves itself. */
export type ProgramFiles = readonly PackedFile[];

/** Tells the page around it when the frame first painted something: ms since the epoch. */
const TELL_PAINT = `<script>
new PerformanceObserver((list) => {
  for (const entry of list.getEntriesByName('first-contentful-paint'))
    parent.postMessage({ bench: 'painted', at: performance.timeOrigin + entry.startTime }, '*');
}).observe({ type: 'paint', buffered: true });
</script>`;

const text = (path: string, content: string): PackedFile => ({ path, bytes: Buffer.from(content) });

/** The package of some files, base64. */
export function packed(files: ProgramFiles): string {
  return zip(files).toString('base64');
}

/** One of our own programs, which also tells of its first paint. */
export async function ownProgram(id: string): Promise<ProgramFiles> {
  const files = await programFiles(join(process.cwd(), 'resources/mini-programs', id));
  return files.map((file) =>
    file.path === 'index.html' ? text(file.path, withHead(Buffer.from(file.bytes).toString())) : file,
  );
}

const withHead = (page: string) => page.replace('<head>', `<head>${TELL_PAINT}`);

/** A program as large ones are: a library of two thirds of a megabyte has to run before anything is seen. */
export async function largeProgram(): Promise<ProgramFiles> {
  const library = await readFile(join(process.cwd(), 'node_modules/axe-core/axe.min.js'));
  const page = `<!doctype html><html><head><meta charset="utf-8"><title>Large</title>
<link rel="stylesheet" href="style.css"><script src="webxdc.js"></script><script src="library.js" defer></script>
<script src="app.js" defer></script></head><body></body></html>`;
  return [
    text('index.html', withHead(page)),
    text('manifest.toml', 'name = "Large"\n'),
    text('style.css', 'body { font: 16px sans-serif; display: grid; grid-template-columns: 1fr 1fr }'),
    { path: 'library.js', bytes: library },
    text(
      'app.js',
      `document.body.append(...Array.from({ length: 200 }, (_, index) => {
  const row = document.createElement('p');
  row.textContent = 'Row ' + index + ' of ' + typeof axe;
  return row;
}));
webxdc.setUpdateListener(() => undefined);`,
    ),
  ];
}

/** A program that keeps what it hears, as most do, and tells how long hearing all of it took: ms. */
export function hearingProgram(): ProgramFiles {
  return [
    text('manifest.toml', 'name = "Hearing"\n'),
    text(
      'index.html',
      `<!doctype html><html><head><meta charset="utf-8"><title>Hearing</title><script src="webxdc.js"></script></head>
<body><p>Hearing</p><script>
const items = new Map();
const start = performance.now();
webxdc.setUpdateListener(({ payload, serial }) => { items.set(payload.id, { ...items.get(payload.id), ...payload, serial }); })
  .then(() => parent.postMessage({ bench: 'heard', ms: performance.now() - start, items: items.size }, '*'));
</script></body></html>`,
    ),
  ];
}

/** A program that is never at rest: it draws every frame, and counts in a timer. */
export function restlessProgram(name: string): ProgramFiles {
  return [
    text('manifest.toml', `name = "${name}"\n`),
    text(
      'index.html',
      `<!doctype html><html><head>${TELL_PAINT}<meta charset="utf-8"><title>${name}</title><script src="webxdc.js"></script></head>
<body><h1>${name}</h1><canvas width="400" height="400"></canvas><script>
const context = document.querySelector('canvas').getContext('2d');
let turns = 0;
const draw = () => {
  context.fillStyle = 'hsl(' + (turns % 360) + ' 60% 60%)';
  context.fillRect(turns % 400, 0, 4, 400);
  requestAnimationFrame(draw);
};
draw();
setInterval(() => { for (let index = 0; index < 100000; index += 1) turns += 1e-5; turns += 1; }, 20);
webxdc.setUpdateListener(() => undefined);
</script></body></html>`,
    ),
  ];
}

/**
 * A program that sends bytes and times their way back; the other answers what comes. `ping` goes over its realtime channel, `barePing` over the port
 * that the page around it brings.
 */
export function pingingProgram(): ProgramFiles {
  return [
    text('manifest.toml', 'name = "Pinging"\n'),
    text(
      'index.html',
      `<!doctype html><html><head><meta charset="utf-8"><title>Pinging</title><script src="webxdc.js"></script></head>
<body><h1>Pinging</h1><script>
const pingOver = (send) => {
  let onAnswer = null;
  const hear = (data) => {
    if (data[0] === 1) { data[0] = 2; send(data); }
    else onAnswer?.(data);
  };
  const ping = (bytes) => new Promise((resolve) => {
    const data = new Uint8Array(Math.max(1, bytes)).fill(1);
    const timer = setTimeout(() => resolve(null), 1000);
    const start = performance.now();
    onAnswer = () => { const ms = performance.now() - start; clearTimeout(timer); resolve(ms); };
    send(data);
  });
  return { hear, ping };
};
const channel = webxdc.joinRealtimeChannel();
const own = pingOver((data) => channel.send(data));
channel.setListener(own.hear);
globalThis.ping = own.ping;
addEventListener('message', ({ data, ports: [port] }) => {
  if (data !== 'bench:port') return;
  const bare = pingOver((bytes) => port.postMessage(bytes));
  port.onmessage = (event) => bare.hear(event.data);
  globalThis.barePing = bare.ping;
});
</script></body></html>`,
    ),
  ];
}

/** `webxdc.js` without a host: what a program needs to begin, and a bare loop over `texts`, updates as JSON. */
export function bareApi(texts: readonly string[] = []): PackedFile {
  return text(
    'webxdc.js',
    `window.webxdc = {
  selfAddr: 'me', selfName: 'Me', sendUpdateInterval: 1000, sendUpdateMaxSize: 128000, isAppSender: true, isBroadcast: false,
  sendUpdate() {},
  async setUpdateListener(listener) { for (const text of TEXTS) listener(JSON.parse(text)); },
};
const TEXTS = ${JSON.stringify(texts)};`,
  );
}
