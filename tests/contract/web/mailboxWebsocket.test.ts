import { generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { systemClock } from '@adapters/system/systemClock.ts';
import type { TextSocketFactory } from '@ports/textSocket.ts';
import { WebsocketMailbox } from '@adapters/mailbox/websocketMailbox.ts';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { mailboxName } from '@domain/mailbox/names.ts';
import type { Clock } from '@ports/clock.ts';
import { FileStore } from '../../../src/main/services/mailbox/fileStore.ts';
import { createMailbox } from '../../../src/main/services/mailbox/mailbox.ts';
import { listenSignaling } from '../../../src/main/services/signaling/signalingServer.ts';
import { temporaryDirectory } from '../../support/node/temporaryDirectory.ts';
import { describeMailboxContract } from '../../support/shared/mailboxContract.ts';

/** The sockets of Node's package, for a Node without its own. */
const openSocket: TextSocketFactory = (address, events) => {
  const socket = new WebSocket(address);
  let isOver = false;
  socket.on('open', () => events.opened());
  socket.on('error', () => undefined);
  socket.on('message', (data) => {
    if (!isOver) events.received(data instanceof Buffer ? data.toString() : data);
  });
  socket.on('close', () => {
    if (!isOver) events.closed();
    isOver = true;
  });
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => {
      isOver = true;
      socket.close();
    },
  };
};

/** Time of which a deadline is a hundredth. */
const hasty: Clock = {
  ...systemClock,
  after: (delay, task) => systemClock.after(delay / 100, task),
};

function createMailboxOver(clock: Clock = systemClock): WebsocketMailbox {
  const mailbox = new WebsocketMailbox({ clock, verify: verifySignature, openSocket });
  onTestFinished(() => mailbox.dispose());
  return mailbox;
}

describeMailboxContract('WebsocketMailbox', async () => {
  const store = await FileStore.open({ directory: temporaryDirectory() });
  const service = createMailbox({ store });
  const place = { host: '127.0.0.1', port: 0 };
  const server = await listenSignaling(place, { mailbox: service });
  const plain = await listenSignaling(place);
  const close = async () => {
    service.close();
    await server.close();
  };
  onTestFinished(async () => {
    await close();
    await plain.close();
    await store.close();
  });
  const address = `${server.url}/mailbox`;
  return { mailbox: createMailboxOver(), address, nothing: `${plain.url}/mailbox`, close };
});

/** A service that says what it likes. */
async function liar(greeting: string | null, answer: (question: { readonly n: number }) => unknown): Promise<string> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  server.on('connection', (socket) => {
    if (greeting !== null) socket.send(greeting);
    socket.on('message', (data) => {
      const question = JSON.parse((data as Buffer).toString()) as { readonly n: number };
      const said = answer(question);
      if (said !== undefined) socket.send(typeof said === 'string' ? said : JSON.stringify(said));
    });
  });
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a service that is no mailbox, or lies', () => {
  const text = (length: number) => 'A'.repeat(length);
  const hello = JSON.stringify({ type: 'mailbox', v: 1, key: text(43) });
  const bundle = { box: mailboxName(new Uint8Array(32)), days: 1, bytes: new Uint8Array(2048) };

  it.each([
    ['says nothing', null],
    ['says garbage', '{'],
    ['speaks as a signaling service', '{"type":"pong"}'],
    ['is of a later form', '{"type":"mailbox","v":2,"key":"x"}'],
    ['keeps nothing', '{"type":"none"}'],
  ])('MBA-3 one that %s is none', async (_what, greeting) => {
    const put = await createMailboxOver(hasty).put(await liar(greeting, () => undefined), bundle);
    expect(!put.ok && put.error.code).toBe('mailbox-none');
  });

  it('MBA-5 one whose receipt is for nothing of the kind lied', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url');
    const receipt = sign(null, Buffer.from('something else'), privateKey).toString('base64url');
    const greeting = JSON.stringify({ type: 'mailbox', v: 1, key });
    const address = await liar(greeting, ({ n }) => ({ type: 'kept', n, until: 1, receipt }));
    const put = await createMailboxOver().put(address, bundle);
    expect(!put.ok && put.error.code).toBe('mailbox-lied');
  });

  it('MBA-5 one that answers something else lied', async () => {
    const address = await liar(hello, ({ n }) => ({ type: 'gone', n }));
    const mailbox = createMailboxOver();
    const put = await mailbox.put(address, bundle);
    const fetched = await mailbox.fetch(address, [new Uint8Array(32)], 0);
    expect([put, fetched].map((one) => !one.ok && one.error.code)).toEqual(['mailbox-lied', 'mailbox-lied']);
  });

  it('MBA-3 one that stops answering is away, and so is one that ends the socket', async () => {
    const silent = await liar(hello, () => undefined);
    const fetched = await createMailboxOver(hasty).fetch(silent, [new Uint8Array(32)], 0);
    expect(!fetched.ok && fetched.error.code).toBe('mailbox-away');
    const nobody = await createMailboxOver().fetch('ws://127.0.0.1:9', [new Uint8Array(32)], 0);
    expect(!nobody.ok && nobody.error.code).toBe('mailbox-away');
  });

  it('MBA-2 an answer to a question nobody asked is passed over', async () => {
    const address = await liar(hello, ({ n }) => `{"type":"gone","n":${n + 1000}}`);
    const done = await createMailboxOver(hasty).done(address, new Uint8Array(32), [1]);
    expect(!done.ok && done.error.code).toBe('mailbox-away');
  });

  it('MBA-6 what is left goes over another socket than what is fetched', async () => {
    let sockets = 0;
    const address = await liar(hello, ({ n }) => ({ type: 'refused', n, code: 'too-much' }));
    const counting = new WebsocketMailbox({
      clock: systemClock,
      verify: verifySignature,
      openSocket: (...socket) => {
        sockets += 1;
        return openSocket(...socket);
      },
    });
    onTestFinished(() => counting.dispose());
    const put = await counting.put(address, bundle);
    await counting.fetch(address, [new Uint8Array(32)], 0);
    await counting.done(address, new Uint8Array(32), [1]);
    await counting.put(address, bundle);
    expect([sockets, !put.ok && put.error.code]).toEqual([2, 'too-much']);
  });
});
