/** The least a page can do to connect to another one over the same signaling service: what the transport is measured against. */
interface BareMessage {
  readonly side: 'caller' | 'listener';
  readonly description?: RTCSessionDescriptionInit | undefined;
  readonly candidate?: RTCIceCandidateInit;
}

const FRAME = 16 * 1024;
const LOW_WATER = 64 * 1024;
const HIGH_WATER = 1024 * 1024;

async function openSocket(url: string, topic: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('no signaling')));
  });
  socket.send(JSON.stringify({ type: 'subscribe', topics: [topic] }));
  return socket;
}

interface BareSide {
  readonly connection: RTCPeerConnection;
  readonly channel: RTCDataChannel;
  readonly say: (message: Omit<BareMessage, 'side'>) => void;
}

function bareSide(socket: WebSocket, topic: string, side: BareMessage['side']): BareSide {
  const connection = new RTCPeerConnection({ iceServers: [] });
  const channel = connection.createDataChannel('bare', { negotiated: true, id: 1 });
  channel.binaryType = 'arraybuffer';
  const say = (message: Omit<BareMessage, 'side'>): void =>
    socket.send(JSON.stringify({ type: 'publish', topic, data: { ...message, side } }));
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate !== null) say({ candidate: candidate.toJSON() });
  });
  socket.addEventListener('message', (event: MessageEvent<string>) => {
    const { data } = JSON.parse(event.data) as { data: BareMessage };
    if (data.side !== side) void take(data);
  });
  const take = async ({ description, candidate }: BareMessage): Promise<void> => {
    if (candidate !== undefined) await connection.addIceCandidate(candidate);
    if (description === undefined) return;
    await connection.setRemoteDescription(description);
    if (description.type !== 'offer') return;
    await connection.setLocalDescription();
    say({ description: connection.localDescription?.toJSON() });
  };
  return { connection, channel, say };
}

/** Waits for one caller, greets it, and sends back what it says. */
export async function bareListen(url: string, topic: string): Promise<void> {
  const { channel } = bareSide(await openSocket(url, topic), topic, 'listener');
  channel.addEventListener('open', () => channel.send('hello'));
  channel.addEventListener('message', (event: MessageEvent<ArrayBuffer>) => {
    // Frames of a bulk measurement are larger: only their last, shorter one is answered.
    if (event.data.byteLength < FRAME) channel.send(event.data);
  });
}

let caller: BareSide | null = null;

/** Connects over a socket that is open already; ms from the start to the first message. */
export async function bareConnect(url: string, topic: string): Promise<number> {
  const socket = await openSocket(url, topic);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const start = performance.now();
  caller = bareSide(socket, topic, 'caller');
  const { channel, connection, say } = caller;
  const greeted = new Promise((resolve) => channel.addEventListener('message', resolve, { once: true }));
  await connection.setLocalDescription();
  say({ description: connection.localDescription?.toJSON() });
  await greeted;
  return performance.now() - start;
}

/** Round trips in ms of 300-byte messages on the connection of the last {@link bareConnect}. */
export async function bareRoundTrips(count: number): Promise<readonly number[]> {
  if (caller === null) throw new Error('not connected');
  const { channel } = caller;
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const answered = new Promise((resolve) => channel.addEventListener('message', resolve, { once: true }));
    const start = performance.now();
    channel.send(new Uint8Array(300));
    await answered;
    times.push(performance.now() - start);
  }
  return times;
}

/** Megabytes a second in 16 KiB messages, waiting whenever a megabyte is buffered. */
export async function bareBulk(megabytes: number): Promise<number> {
  if (caller === null) throw new Error('not connected');
  const { channel } = caller;
  channel.bufferedAmountLowThreshold = LOW_WATER;
  const frame = new Uint8Array(FRAME);
  const answered = new Promise((resolve) => channel.addEventListener('message', resolve, { once: true }));
  const start = performance.now();
  for (let sent = 0; sent < megabytes * 64; sent += 1) {
    if (channel.bufferedAmount >= HIGH_WATER)
      await new Promise((resolve) => channel.addEventListener('bufferedamountlow', resolve, { once: true }));
    channel.send(frame);
  }
  channel.send(new Uint8Array(1));
  await answered;
  return (megabytes * 1000) / (performance.now() - start);
}
