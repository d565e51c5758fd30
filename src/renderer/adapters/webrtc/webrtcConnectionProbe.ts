import type { ServerFinding } from '@domain/settings/connectionVerdict.ts';
import type { ConnectionProbe } from '@ports/connectionProbe.ts';
import type { IceServer } from '@ports/peerTransport.ts';

/** Browsers give up on a server within ten seconds. */
const PATIENCE = 12_000;
/** From having a relay until something went through it, ms. */
const PASSING = 6000;
const WRONG_LOGIN = [401, 403, 441];
const NO_PLACE = [486, 508];

type Result = ServerFinding['result'];

/** Tries servers with connections of the browser's own: to a relay from this page and back. */
export const webrtcConnectionProbe: ConnectionProbe = {
  probe: (servers) => {
    const single = servers.flatMap(({ urls, ...login }) => urls.map((url) => ({ ...login, urls: [url] })));
    return Promise.all(single.map(async (server) => ({ url: server.urls[0] ?? '', result: await tryServer(server) })));
  },
};

async function tryServer(server: IceServer): Promise<Result> {
  const isRelay = server.urls.some((url) => /^turns?:/i.test(url));
  const configuration: RTCConfiguration = {
    iceServers: [{ ...server, urls: [...server.urls] }],
    iceTransportPolicy: isRelay ? 'relay' : 'all',
  };
  const connections: RTCPeerConnection[] = [];
  try {
    const open = () => {
      const connection = new RTCPeerConnection(configuration);
      connections.push(connection);
      return connection;
    };
    return await (isRelay ? passThrough(open(), open()) : findOutside(open()));
  } catch {
    return 'malformed';
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** Asks a STUN server where one is seen from. Where that is no other address than the own, the browser says nothing of it, and no error either. */
async function findOutside(connection: RTCPeerConnection): Promise<Result> {
  connection.createDataChannel('probe');
  let own = 0;
  let errors = 0;
  const outside = new Promise<Result>((resolve) => {
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.type === 'srflx') resolve('direct');
      else if (candidate === null) resolve(errors >= Math.max(own, 1) ? 'silent' : 'direct');
      else if (candidate.type === 'host' && candidate.protocol === 'udp') own += 1;
    });
    connection.addEventListener('icecandidateerror', () => (errors += 1));
  });
  await connection.setLocalDescription(await connection.createOffer());
  return Promise.race([outside, after<Result>(PATIENCE, 'silent')]);
}

/** Sends something to oneself by way of a relay. */
async function passThrough(one: RTCPeerConnection, other: RTCPeerConnection): Promise<Result> {
  const channels = [one, other].map((connection) => connection.createDataChannel('probe', { negotiated: true, id: 1 }));
  const passed = new Promise<Result>((resolve) => {
    const [from, to] = channels;
    from?.addEventListener('open', () => from.send('through'));
    to?.addEventListener('message', () => resolve('relay'));
  });
  const placed = findRelay(one, other);
  await meet(one, other);
  const place = await Promise.race([placed, after<Result>(PATIENCE, 'silent')]);
  return place === 'relay' ? Promise.race([passed, after<Result>(PASSING, 'stuck')]) : place;
}

/** Whether the relay gives a place, or why not. */
function findRelay(one: RTCPeerConnection, other: RTCPeerConnection): Promise<Result> {
  let worst: Result = 'silent';
  return new Promise((resolve) => {
    one.addEventListener('icecandidateerror', ({ errorCode }) => {
      if (WRONG_LOGIN.includes(errorCode)) worst = 'refused';
      else if (NO_PLACE.includes(errorCode) && worst === 'silent') worst = 'full';
    });
    one.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.type === 'relay') resolve('relay');
      if (candidate === null) resolve(worst);
    });
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const)
      from.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate !== null) to.addIceCandidate(candidate).catch(() => undefined);
      });
  });
}

async function meet(one: RTCPeerConnection, other: RTCPeerConnection): Promise<void> {
  await one.setLocalDescription(await one.createOffer());
  await other.setRemoteDescription(one.localDescription ?? { type: 'offer' });
  await other.setLocalDescription(await other.createAnswer());
  await one.setRemoteDescription(other.localDescription ?? { type: 'answer' });
}

function after<T>(milliseconds: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(() => resolve(value), milliseconds));
}
