/** Checklist 1 to 7: everything a page asks for by itself. */
import { type Probe, inline, put, style } from './target.ts';

const SVG = 'http://www.w3.org/2000/svg';

function svg(name: string, attributes: Readonly<Record<string, string>>): void {
  const root = document.createElementNS(SVG, 'svg');
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  root.append(element);
  document.body.append(root);
}

/** A constructor or function that this library's types do not know. */
function unknownMember(name: string): (...values: readonly unknown[]) => unknown {
  const member: unknown = Reflect.get(window, name);
  if (typeof member !== 'function') throw new Error(`no ${name}`);
  return member as (...values: readonly unknown[]) => unknown;
}

/** 1: requests made by scripts. */
const requests: Readonly<Record<string, Probe>> = {
  fetch: ({ url }) => fetch(url, { mode: 'no-cors' }),
  'fetch-post': ({ url }) => fetch(url, { mode: 'no-cors', method: 'POST', body: 'x', keepalive: true }),
  'fetch-own-address': ({ own, port }) => fetch(`http://${own}:${port}/`, { mode: 'no-cors' }),
  'fetch-name': ({ name, port }) => fetch(`http://${name}:${port}/`, { mode: 'no-cors' }),
  'fetch-later': ({ url }) => unknownMember('fetchLater')(url, { activateAfter: 0 }),
  xhr: ({ url }) => {
    const request = new XMLHttpRequest();
    request.open('GET', url);
    request.send();
  },
  beacon: ({ url }) => navigator.sendBeacon(url, 'x'),
  'event-source': ({ url }) => new EventSource(url),
  websocket: ({ port }) => new WebSocket(`ws://127.0.0.1:${port}/`),
  'web-transport': async ({ port }) => {
    const transport = new WebTransport(`https://127.0.0.1:${port}/`);
    await transport.ready;
  },
};

/** 2: pictures, sheets, scripts, fonts, media. */
const subresources: Readonly<Record<string, Probe>> = {
  img: ({ url }) => put('img', { src: url }),
  'img-srcset': ({ url }) => put('img', { srcset: `${url} 2x` }),
  'img-object': ({ url }) => Object.assign(new Image(), { src: url }),
  'css-url': ({ url }) => put('p', { style: `background: url(${url})` }),
  'css-rule': ({ url }) => {
    style(`.probed { list-style-image: url(${url}) }`);
    put('li', { class: 'probed' });
  },
  'css-import': ({ url }) => style(`@import url(${url});`),
  'css-link': ({ url }) => put('link', { rel: 'stylesheet', href: url }),
  font: ({ url }) => new FontFace('probe', `url(${url})`).load(),
  'font-face': ({ url }) => {
    style(`@font-face { font-family: probed; src: url(${url}) }`);
    put('p', { style: 'font-family: probed' }).textContent = 'x';
  },
  video: ({ url }) => put('video', { src: url, preload: 'auto' }),
  audio: ({ url }) => put('audio', { src: url, preload: 'auto' }),
  'video-poster': ({ url }) => put('video', { poster: url }),
  track: ({ url }) => {
    const video = put('video', { crossorigin: 'anonymous' });
    put('track', { src: url, default: '' }, video);
    const track = video.querySelector('track')?.track;
    if (track !== undefined) track.mode = 'showing';
  },
  'svg-image': ({ url }) => svg('image', { href: url }),
  'svg-use': ({ url }) => svg('use', { href: `${url}#a` }),
  'svg-fe-image': ({ url }) => {
    const filter = `<filter id="f"><feImage href="${url}"/></filter><rect width="9" height="9" filter="url(#f)"/>`;
    put('div').innerHTML = `<svg xmlns="${SVG}">${filter}</svg>`;
  },
  'input-image': ({ url }) => put('input', { type: 'image', src: url }),
  script: ({ url }) => put('script', { src: url }),
  'script-module': ({ url }) => put('script', { src: url, type: 'module' }),
  import: ({ url }) => import(/* @vite-ignore */ url),
  'audio-worklet': ({ url }) => new AudioContext().audioWorklet.addModule(url),
};

/** 3 and 5: frames, plug-ins, pings. */
const frames: Readonly<Record<string, Probe>> = {
  iframe: ({ url }) => put('iframe', { src: url }),
  object: ({ url }) => put('object', { data: url }),
  embed: ({ url }) => put('embed', { src: url }),
  ping: ({ url }) => put('a', { href: '#pinged', ping: url }).click(),
};

/** 6 and 7: hints. */
const hints: Readonly<Record<string, Probe>> = {
  prefetch: ({ url }) => put('link', { rel: 'prefetch', href: url }),
  preload: ({ url }) => put('link', { rel: 'preload', as: 'fetch', href: url, crossorigin: '' }),
  'preload-image': ({ url }) => put('link', { rel: 'preload', as: 'image', href: url }),
  'preload-script': ({ url }) => put('link', { rel: 'preload', as: 'script', href: url }),
  modulepreload: ({ url }) => put('link', { rel: 'modulepreload', href: url }),
  dictionary: ({ url }) => put('link', { rel: 'compression-dictionary', href: url, crossorigin: '' }),
  'speculation-prefetch': ({ url }) =>
    inline(JSON.stringify({ prefetch: [{ source: 'list', urls: [url], eagerness: 'immediate' }] }), 'speculationrules'),
  'speculation-prerender': ({ url }) =>
    inline(
      JSON.stringify({ prerender: [{ source: 'list', urls: [url], eagerness: 'immediate' }] }),
      'speculationrules',
    ),
  manifest: ({ url }) => put('link', { rel: 'manifest', href: url }, document.head),
  icon: ({ url }) => put('link', { rel: 'icon', href: url }, document.head),
};

/** Everything that may run beside each other in one page. */
export const fetchLike: Readonly<Record<string, Probe>> = { ...requests, ...subresources, ...frames, ...hints };
