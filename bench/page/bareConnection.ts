/** Bare WebRTC: the least two pages can do. The baseline of everything that goes over a link. */

interface BareMessage {
  readonly side: 'caller' | 'listener';
  readonly isThere?: boolean;
  readonly description?: RTCSessionDescriptionInit | undefined;
  readonly candidate?: RTCIceCandidateInit;
}

const CHANNEL = { negotiated: true, id: 1 } as const;
const RELAY_ID = 2;
let connection: RTCPeerConnection | null = null;
let channel: RTCDataChannel | null = null;
let sockets: WebSocket[] = [];

function open(): { readonly connection: RTCPeerConnection; readonly channel: RTCDataChannel } {
  const made = new RTCPeerConnection({ iceServers: [] });
  const bare = made.createDataChannel('bare', CHANNEL);
  bare.binaryType = 'arraybuffer';
  connection = made;
  channel = bare;
  return { connection: made, channel: bare };
}

/** Resolves with the whole description once no candidate is to come. */
async function gathered(peer: RTCPeerConnection): Promise<string> {
  if (peer.iceGatheringState !== 'complete') {
    await new Promise<void>((resolve) => {
      peer.addEventListener('icegatheringstatechange', () => {
        if (peer.iceGatheringState === 'complete') resolve();
      });
    });
  }
  return JSON.stringify(peer.localDescription);
}

export async function bareOffer(): Promise<string> {
  const { connection: peer } = open();
  await peer.setLocalDescription();
  return gathered(peer);
}

/** The answering side sends back what it gets, with its clock in the first eight bytes. */
export async function bareAnswer(offer: string): Promise<string> {
  const { connection: peer, channel: bare } = open();
  bare.addEventListener('message', (event: MessageEvent<ArrayBuffer>) => {
    new DataView(event.data).setFloat64(0, performance.timeOrigin + performance.now());
    bare.send(event.data);
  });
  await peer.setRemoteDescription(JSON.parse(offer) as RTCSessionDescriptionInit);
  await peer.setLocalDescription();
  return gathered(peer);
}

export async function bareAccept(answer: string): Promise<void> {
  if (connection === null || channel === null) throw new Error('no bare connection');
  const bare = channel;
  const opened = new Promise<void>((resolve) => bare.addEventListener('open', () => resolve(), { once: true }));
  await connection.setRemoteDescription(JSON.parse(answer) as RTCSessionDescriptionInit);
  if (bare.readyState !== 'open') await opened;
}

export async function barePing(bytes: number): Promise<{ readonly roundTrip: number; readonly ahead: number }> {
  const bare = channel;
  if (bare === null) throw new Error('no bare connection');
  const message = new Uint8Array(Math.max(bytes, 8));
  const answered = new Promise<MessageEvent<ArrayBuffer>>((resolve) => {
    bare.addEventListener('message', (event: MessageEvent<ArrayBuffer>) => resolve(event), { once: true });
  });
  const start = performance.now();
  bare.send(message);
  const { data } = await answered;
  const end = performance.now();
  const theirs = new DataView(data).getFloat64(0);
  return { roundTrip: end - start, ahead: theirs - (performance.timeOrigin + (start + end) / 2) };
}

async function signaling(url: string, topic: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  sockets.push(socket);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('no signaling')));
  });
  socket.send(JSON.stringify({ type: 'subscribe', topics: [topic] }));
  return socket;
}

interface Side {
  readonly socket: WebSocket;
  readonly topic: string;
  readonly side: BareMessage['side'];
}

/** A connection is made when it is needed: by who hears that the other is there, and by who hears its offer. */
function signaled({ socket, topic, side }: Side, onOpen: (bare: RTCDataChannel) => void) {
  let peer: RTCPeerConnection | null = null;
  const say = (message: Omit<BareMessage, 'side'>): void =>
    socket.send(JSON.stringify({ type: 'publish', topic, data: { ...message, side } }));
  const made = (): RTCPeerConnection => {
    if (peer !== null) return peer;
    const ends = open();
    peer = ends.connection;
    ends.channel.addEventListener('open', () => onOpen(ends.channel));
    peer.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate !== null) say({ candidate: candidate.toJSON() });
    });
    return peer;
  };
  const describe = async (): Promise<void> => {
    await made().setLocalDescription();
    say({ description: made().localDescription?.toJSON() });
  };
  const take = async ({ description, candidate, isThere }: BareMessage): Promise<void> => {
    if (isThere === true) return describe();
    if (candidate !== undefined) await made().addIceCandidate(candidate);
    if (description === undefined) return;
    await made().setRemoteDescription(description);
    if (description.type === 'offer') await describe();
  };
  socket.addEventListener('message', (event: MessageEvent<string>) => {
    const { data } = JSON.parse(event.data) as { data: BareMessage };
    if (data.side !== side) void take(data);
  });
  return say;
}

/**
 * Has the program's frame of this page speak with that of the other over one bare port on each side and a bare channel of the same connection
 * between: what lies in between for a message of a program, when nobody looks at it on the way.
 */
export async function bareRelay(): Promise<void> {
  // The program that is shown, not the blank frame by which its process was readied.
  const place = document.querySelector('[data-programs]')?.shadowRoot;
  const frame = place?.querySelector<HTMLIFrameElement>('iframe[title="Pinging"]')?.contentWindow;
  if (connection === null || frame === null || frame === undefined) throw new Error('no bare connection, or no frame');
  const between = connection.createDataChannel('relay', { negotiated: true, id: RELAY_ID });
  between.binaryType = 'arraybuffer';
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>) => between.send(data));
  between.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => port1.postMessage(new Uint8Array(data)));
  port1.start();
  frame.postMessage('bench:port', '*', [port2]);
  if (between.readyState !== 'open') await new Promise((resolve) => between.addEventListener('open', resolve));
}

/** Waits for one caller and greets it. */
export async function bareListen(url: string, topic: string): Promise<void> {
  signaled({ socket: await signaling(url, topic), topic, side: 'listener' }, (bare) => bare.send('hello'));
}

/**
 * From the moment the signaling service answers, as in what is compared with it: nobody knows the caller is there before it says so. On
 * one connection and with one service, without encryption.
 */
export async function bareConnect(url: string, topic: string): Promise<number> {
  const socket = await signaling(url, topic);
  const start = performance.now();
  const greeted = new Promise<void>((resolve) => {
    const hear = (bare: RTCDataChannel) => bare.addEventListener('message', () => resolve(), { once: true });
    signaled({ socket, topic, side: 'caller' }, hear)({ isThere: true });
  });
  await greeted;
  return performance.now() - start;
}

export function bareEnd(): void {
  connection?.close();
  connection = null;
  channel = null;
  for (const socket of sockets) socket.close();
  sockets = [];
}
