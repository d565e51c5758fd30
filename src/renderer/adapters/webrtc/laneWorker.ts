/** Carries programs' realtime messages between their pages and links, away from the app's thread (see LaneRelay). */
import type { LaneOrder } from './laneClient.ts';
import { LaneRelay } from './laneRelay.ts';

const relay = new LaneRelay({ monotonic: () => performance.now() }, (told) => self.postMessage(told));
const ports = new Map<number, MessagePort>();

self.addEventListener('message', ({ data }: MessageEvent<LaneOrder>) => {
  if (data.t === 'lane') add(data.lane, data.channel);
  else if (data.t === 'drop') relay.closed(data.lane);
  else if (data.t === 'sit') sit(data);
  else if (data.t === 'reach') relay.reach(data.seat, data.reach);
  else leave(data.seat);
});

function add(lane: number, channel: RTCDataChannel): void {
  channel.binaryType = 'arraybuffer';
  channel.addEventListener('open', () => relay.opened(lane));
  channel.addEventListener('message', (event: MessageEvent<unknown>) => relay.heard(lane, event.data));
  channel.addEventListener('close', () => relay.closed(lane));
  relay.add(lane, {
    isOpen: () => channel.readyState === 'open',
    buffered: () => channel.bufferedAmount,
    send: (frame) => channel.send(frame),
  });
}

function sit({ seat, instance, port }: LaneOrder & { readonly t: 'sit' }): void {
  ports.set(seat, port);
  relay.sit(seat, instance, (bytes) => port.postMessage(bytes));
  port.addEventListener('message', (event: MessageEvent<unknown>) => relay.say(seat, event.data));
  port.start();
}

function leave(seat: number): void {
  relay.leave(seat);
  ports.get(seat)?.close();
  ports.delete(seat);
}
