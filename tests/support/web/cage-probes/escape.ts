/** Checklist 13 to 19: places that might have another policy than the page, or none. */
import { type Probe, type Target, frameWith } from './target.ts';

/** Tries to get out from a frame's own window, in which nothing of ours has to run. */
function leakFrom(frame: HTMLIFrameElement, { url, port }: Target): Promise<unknown> {
  const page = frame.contentDocument;
  // The window of a frame has everything that this one has; its type does not say so.
  const place = frame.contentWindow as unknown as typeof globalThis | null;
  if (page === null || place === null) throw new Error('no document');
  const hint = page.createElement('link');
  Object.assign(hint, { rel: 'preconnect', href: `http://127.0.0.1:${port}` });
  page.documentElement.append(hint);
  return place.fetch(url, { mode: 'no-cors' });
}

const script = ({ url }: Target): string => `fetch('${url}', { mode: 'no-cors' });`;
const html = (target: Target): string => `<!doctype html><script>${script(target)}</script>`;
const blobOf = (text: string, type: string): string => URL.createObjectURL(new Blob([text], { type }));

const inFrame =
  (src: string): Probe =>
  async (target) =>
    leakFrom(await frameWith({ src }), target);

/** 13 to 15. */
const frames: Readonly<Record<string, Probe>> = {
  'frame-missing': inFrame('no-such-file.html'),
  'frame-api': inFrame('webxdc.js'),
  'frame-odd-path': inFrame('%2e%2e%2f%00'),
  'frame-child': inFrame('child.html'),
  'frame-blank': inFrame('about:blank'),
  'frame-data': (target) => frameWith({ src: `data:text/html,${encodeURIComponent(html(target))}` }),
  'frame-blob': (target) => frameWith({ src: blobOf(html(target), 'text/html') }),
  'frame-srcdoc': (target) => frameWith({ srcdoc: html(target) }),
  'frame-sandboxed': (target) => frameWith({ sandbox: 'allow-scripts', srcdoc: html(target) }),
  'frame-script-address': (target) => frameWith({ src: `javascript:'${html(target).replaceAll("'", '"')}'` }),
  'frame-written': (target) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    frame.contentDocument?.write(html(target));
  },
};

/** 16: workers take a policy of their own, from the answer that brought their script. */
const workers: Readonly<Record<string, Probe>> = {
  'worker-blob': (target) => new Worker(blobOf(script(target), 'text/javascript')),
  'worker-data': (target) => new Worker(`data:text/javascript,${encodeURIComponent(script(target))}`),
  'worker-file': (target) => new Worker('worker.js').postMessage(target.url),
  'worker-import': ({ url }) => new Worker(blobOf(`importScripts('${url}')`, 'text/javascript')),
  'worker-socket': ({ port }) => new Worker(blobOf(`new WebSocket('ws://127.0.0.1:${port}/')`, 'text/javascript')),
  'shared-worker': (target) => new SharedWorker('worker.js').port.postMessage(target.url),
  'service-worker': async (target) => {
    const registration = await navigator.serviceWorker.register('worker.js');
    const worker = registration.active ?? registration.waiting ?? registration.installing;
    worker?.postMessage(target.url);
  },
};

/** 17 and 18: what is no page by its name, opened as one; it has a script that leaks when it runs. */
const types: Readonly<Record<string, Probe>> = {
  'type-text': ({ probe }) => frameWith({ src: `${probe}.txt` }),
  'type-pdf': ({ probe }) => frameWith({ src: `${probe}.pdf` }),
  'type-none': ({ probe }) => frameWith({ src: probe }),
  'type-picture': ({ probe }) => frameWith({ src: `${probe}.png` }),
  'type-svg': ({ probe }) => frameWith({ src: `${probe}.svg` }),
};

/** Everything that may run beside each other in one page. */
export const escapes: Readonly<Record<string, Probe>> = { ...frames, ...workers, ...types };
