/** Checklist 8 to 11: names, bare connections and WebRTC, which a policy does not stop. */
import { type Probe, type Target, frameWith, inline, put } from './target.ts';

type Connections = Pick<typeof globalThis, 'RTCPeerConnection'>;

/** Gathers candidates, which asks the server for the page's own address. */
async function gather(place: Connections, server: RTCIceServer): Promise<void> {
  const peer = new place.RTCPeerConnection({ iceServers: [server] });
  peer.createDataChannel('x');
  await peer.setLocalDescription(await peer.createOffer());
}

const turn = (urls: string): RTCIceServer => ({ urls, username: 'u', credential: 'c' });

/** Two of the page's own, one of which is told that the other is at the sink. */
async function candidate({ own, port }: Target): Promise<void> {
  const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
  one.createDataChannel('x');
  await one.setLocalDescription(await one.createOffer());
  await other.setRemoteDescription(one.localDescription ?? { type: 'offer', sdp: '' });
  await other.setLocalDescription(await other.createAnswer());
  await one.setRemoteDescription(other.localDescription ?? { type: 'answer', sdp: '' });
  const line = `candidate:1 1 udp 2122260223 ${own} ${port} typ host generation 0`;
  await one.addIceCandidate({ candidate: line, sdpMid: '0', sdpMLineIndex: 0 });
}

/** 8 and 9. */
const names: Readonly<Record<string, Probe>> = {
  'dns-prefetch': ({ name }) => put('link', { rel: 'dns-prefetch', href: `//${name}` }),
  'dns-prefetch-srcdoc': ({ name }) => put('iframe', { srcdoc: `<link rel="dns-prefetch" href="//${name}">` }),
  'dns-prefetch-forced': ({ name }) => {
    put('meta', { 'http-equiv': 'x-dns-prefetch-control', content: 'on' }, document.head);
    put('link', { rel: 'dns-prefetch', href: `//${name}` }, document.head);
    put('a', { href: `http://${name}/` }).textContent = 'x';
  },
  preconnect: ({ port }) => put('link', { rel: 'preconnect', href: `http://127.0.0.1:${port}` }),
  'preconnect-own-address': ({ own, port }) => put('link', { rel: 'preconnect', href: `http://${own}:${port}` }),
  'preconnect-name': ({ name, port }) => put('link', { rel: 'preconnect', href: `http://${name}:${port}` }),
  'preconnect-srcdoc': ({ port }) =>
    put('iframe', { srcdoc: `<link rel="preconnect" href="http://127.0.0.1:${port}">` }),
};

/** 10. */
const connections: Readonly<Record<string, Probe>> = {
  'stun-loopback': ({ port }) => gather(window, { urls: `stun:127.0.0.1:${port}` }),
  'stun-own-address': ({ own, port }) => gather(window, { urls: `stun:${own}:${port}` }),
  'stun-name': ({ name, port }) => gather(window, { urls: `stun:${name}:${port}` }),
  'turn-udp': ({ own, port }) => gather(window, turn(`turn:${own}:${port}?transport=udp`)),
  'turn-tcp-loopback': ({ port }) => gather(window, turn(`turn:127.0.0.1:${port}?transport=tcp`)),
  'turn-tcp-own-address': ({ own, port }) => gather(window, turn(`turn:${own}:${port}?transport=tcp`)),
  'turn-tcp-name': ({ name, port }) => gather(window, turn(`turn:${name}:${port}?transport=tcp`)),
  'remote-candidate': candidate,
};

const childScript = ({ own, port }: Target): string => `
  const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:${own}:${port}' }, { urls: 'turn:${own}:${port}?transport=tcp', username: 'u', credential: 'c' }] });
  peer.createDataChannel('x');
  peer.createOffer().then((offer) => peer.setLocalDescription(offer));`;

function within(frame: HTMLIFrameElement, { own, port }: Target): Promise<void> {
  // The window of a frame has everything that this one has; its type does not say so.
  const place = frame.contentWindow as unknown as Connections | null;
  if (place === null) throw new Error('no window');
  return gather(place, { urls: `stun:${own}:${port}` });
}

/** 11: each by itself, since one that ends its renderer would take others along. */
export const childPeers: Readonly<Record<string, Probe>> = {
  'peer-blank': async (target) => within(await frameWith({ src: 'about:blank' }), target),
  'peer-fresh': (target) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    return within(frame, target);
  },
  'peer-same-origin': async (target) => within(await frameWith({ src: 'child.html' }), target),
  'peer-srcdoc': (target) => frameWith({ srcdoc: `<script>${childScript(target)}</script>` }),
  'peer-sandboxed': (target) =>
    frameWith({ sandbox: 'allow-scripts', srcdoc: `<script>${childScript(target)}</script>` }),
  'peer-prefixed': (target) => inline(childScript(target).replace('RTCPeerConnection', 'webkitRTCPeerConnection')),
};

/** What may run beside each other in one page. */
export const peers: Readonly<Record<string, Probe>> = { ...names, ...connections };
