/** A bare data channel sending as fast as its buffer drains: the baseline of moving blobs. */

const CHANNEL = { negotiated: true, id: 1 } as const;
const FRAME_BYTES = 16 * 1024;
const HIGH_WATER = 1024 * 1024;
const LOW_WATER = 256 * 1024;

let connection: RTCPeerConnection | null = null;
let channel: RTCDataChannel | null = null;

function open(): { readonly peer: RTCPeerConnection; readonly raw: RTCDataChannel } {
  const peer = new RTCPeerConnection({ iceServers: [] });
  const raw = peer.createDataChannel('raw', CHANNEL);
  raw.binaryType = 'arraybuffer';
  raw.bufferedAmountLowThreshold = LOW_WATER;
  connection = peer;
  channel = raw;
  return { peer, raw };
}

async function described(peer: RTCPeerConnection): Promise<string> {
  await peer.setLocalDescription();
  if (peer.iceGatheringState !== 'complete') {
    await new Promise<void>((resolve) => {
      peer.addEventListener('icegatheringstatechange', () => {
        if (peer.iceGatheringState === 'complete') resolve();
      });
    });
  }
  return JSON.stringify(peer.localDescription);
}

/** The sending side: streams as many bytes as it is asked for. */
export async function rawOffer(): Promise<string> {
  const { peer, raw } = open();
  raw.addEventListener('message', ({ data }: MessageEvent<string>) => void stream(raw, Number(data)));
  return described(peer);
}

export async function rawAnswer(offer: string): Promise<string> {
  const { peer } = open();
  await peer.setRemoteDescription(JSON.parse(offer) as RTCSessionDescriptionInit);
  return described(peer);
}

export async function rawAccept(answer: string): Promise<void> {
  await connection?.setRemoteDescription(JSON.parse(answer) as RTCSessionDescriptionInit);
}

async function stream(raw: RTCDataChannel, bytes: number): Promise<void> {
  const frame = new Uint8Array(FRAME_BYTES);
  for (let sent = 0; sent < bytes; sent += FRAME_BYTES) {
    if (raw.bufferedAmount >= HIGH_WATER) {
      await new Promise((resolve) => raw.addEventListener('bufferedamountlow', resolve, { once: true }));
    }
    raw.send(frame);
  }
}

/** Asks for bytes and takes them; ms until the last is here. */
export async function rawReceive(bytes: number): Promise<number> {
  const raw = channel;
  if (raw === null) throw new Error('no raw channel');
  if (raw.readyState !== 'open') await new Promise((resolve) => raw.addEventListener('open', resolve, { once: true }));
  const start = performance.now();
  await new Promise<void>((resolve) => {
    let received = 0;
    const take = ({ data }: MessageEvent<ArrayBuffer>) => {
      received += data.byteLength;
      if (received < bytes) return;
      raw.removeEventListener('message', take);
      resolve();
    };
    raw.addEventListener('message', take);
    raw.send(String(bytes));
  });
  return performance.now() - start;
}
