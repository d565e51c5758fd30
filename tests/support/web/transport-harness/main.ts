/** The page that the transport specs drive: transports by name, faults, and the bare connection they are measured against. */
import { systemClock } from '@adapters/system/systemClock.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import { browserNetworkEvents } from '@adapters/webrtc/networkEvents.ts';
import { WebrtcPeerTransport } from '@adapters/webrtc/webrtcPeerTransport.ts';
import { platformTextSocket } from '@adapters/websocket/platformTextSocket.ts';
import { YWebrtcRoom } from '@adapters/webrtc/yWebrtcRoom.ts';
import type { PeerTransport } from '@ports/peerTransport.ts';
import { createTransportDriver, type TransportDriver } from '../../shared/transportDriver.ts';
import type { TransportHarness } from '../../shared/transportHarness.ts';
import { bareBulk, bareConnect, bareListen, bareRoundTrips } from './bare.ts';
import { breakChannels, breakConnections, recordConnections } from './faults.ts';
import { echo, measureBulk, measureJoin, measureRoundTrips } from './measure.ts';

const transports = new Map<string, PeerTransport>();
const drivers = new Map<string, TransportDriver>();
const uncaught: string[] = [];
addEventListener('error', (event) => uncaught.push(event.message));
addEventListener('unhandledrejection', (event) => uncaught.push(String(event.reason)));
recordConnections();

function transport(name: string): PeerTransport {
  const found = transports.get(name);
  if (found === undefined) throw new Error(`no peer ${name}`);
  return found;
}

const harness: TransportHarness = {
  create: (name, options) => {
    const created = new WebrtcPeerTransport({
      clock: systemClock,
      random: systemRandom,
      settings: { iceServers: [], signaling: options.signaling },
      networkEvents: browserNetworkEvents(window),
      openSocket: platformTextSocket,
      ...(options.engine === 'y-webrtc' ? { makeRoom: (...parameters) => new YWebrtcRoom(...parameters) } : {}),
    });
    transports.set(name, created);
    drivers.set(name, createTransportDriver(created, systemClock));
  },
  call: (name, method, parameters) => {
    const driver = drivers.get(name);
    if (driver === undefined) throw new Error(`no peer ${name}`);
    // The typed side is the proxy in world.ts; what crosses `evaluate` is plain data.
    return (driver[method] as (...all: readonly unknown[]) => unknown)(...parameters);
  },
  disposeAll: () => {
    for (const each of transports.values()) each.dispose();
    transports.clear();
    drivers.clear();
  },
  echo: (name, room) => echo(transport(name), room),
  measureJoin: (name, room) => measureJoin(transport(name), room),
  measureRoundTrips,
  measureBulk,
  bareListen,
  bareConnect,
  bareRoundTrips,
  bareBulk,
  breakConnections,
  breakChannels,
  uncaught: () => uncaught,
};

Object.assign(window, { harness });
