/** What a probe aims at. */
import type { ProbeGround } from '../../shared/cage.ts';

/** One port of the sinks that is this probe's alone. */
export interface Target {
  readonly probe: string;
  readonly port: number;
  /** The machine's own address that is not loopback; loopback where it has none. */
  readonly own: string;
  /** A name that is this probe's alone, and asked for by nobody else. */
  readonly name: string;
  /** An address on loopback. */
  readonly url: string;
}

/** Tries one way out; what it resolves with or rejects with is told, and proves nothing: the sinks do. */
export type Probe = (target: Target) => unknown;

/** The target of a probe. */
export function targetOf(probe: string, ground: ProbeGround): Target {
  const port = ground.ports[probe];
  if (port === undefined) throw new Error(`no port for ${probe}`);
  const url = `http://127.0.0.1:${port}/${probe}`;
  return { probe, port, own: ground.own ?? '127.0.0.1', name: `x-${probe}.localhost`, url };
}

/** Puts an element with these attributes into the page. */
export function put(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  inside: Node = document.body,
): HTMLElement {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  inside.appendChild(element);
  return element;
}

/** A frame, once it has loaded. */
export function frameWith(attributes: Readonly<Record<string, string>>): Promise<HTMLIFrameElement> {
  return new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.addEventListener('load', () => resolve(frame), { once: true });
    for (const [key, value] of Object.entries(attributes)) frame.setAttribute(key, value);
    document.body.append(frame);
  });
}

/** Puts a rule into the page. */
export function style(text: string): void {
  put('style').textContent = text;
}

/** Runs text as a script of a page. */
export function inline(text: string, type = 'text/javascript', page: Document = document): void {
  const script = page.createElement('script');
  script.type = type;
  script.textContent = text;
  page.head.append(script);
}
