import { beforeEach, describe, expect, it } from 'vitest';
import { verifySignature } from '@adapters/webcrypto/verifySignature.ts';
import { decodeEvent, signatureOf } from '@domain/event/codec.ts';
import { Replicator } from '@services/replication/replicator.ts';
import type { ReplicationContext } from '@services/replication/context.ts';
import { SpaceLog } from '@services/replication/spaceLog.ts';
import { type TestDevice, codeOf, makeDevice, must, signEvent } from '../../domain/support/devices.ts';
import { type Replica, makeReplica } from '../support/replica.ts';

let alice: TestDevice;
let bob: TestDevice;
/** The key that was made for writing the space alone, as an account of its own. */
let pen: TestDevice;
let replica: Replica;
let context: ReplicationContext;

beforeEach(async () => {
  [alice, bob, pen] = await Promise.all([makeDevice(1), makeDevice(2), makeDevice(3)]);
  replica = await makeReplica(alice, bob);
  const { account, device } = pen.certificate;
  const { directory } = replica.context;
  context = {
    ...replica.context,
    penOf: (space) => (space === replica.space ? { account, device, keys: pen.keys } : null),
    directory: {
      ...directory,
      accountOf: (space, asked) => (asked === device ? account : directory.accountOf(space, asked)),
      devicesOf: (space) => [...directory.devicesOf(space), device],
    },
  };
});

describe('a space that is written with a key of its own', () => {
  it('REP-25 own events are of that key, signed by it, and one chain of it', async () => {
    const log = await SpaceLog.open(context, replica.space);
    if (log === null) throw new Error('no log');
    const first = must(await log.author('chat.message', { text: 'one' }));
    const second = must(await log.author('chat.message', { text: 'two' }));
    expect([first.author, second.author]).toEqual([pen.certificate.account, pen.certificate.account]);
    expect([first, second].map(({ content }) => [content.device, content.seq])).toEqual([
      [pen.certificate.device, 0],
      [pen.certificate.device, 1],
    ]);
    expect(second.content.prev).toBe(first.id);
    const read = must(decodeEvent(second.payload));
    const { signature, signed } = signatureOf(read);
    expect(await verifySignature(pen.keys.public.signing, signature, signed)).toBe(true);
    expect(await verifySignature(alice.keys.public.signing, signature, signed)).toBe(false);
    // Nothing in its bytes says whose device it is.
    const own = alice.keys.public.signing;
    const isThere = second.payload.some((_, at) => own.every((byte, place) => second.payload[at + place] === byte));
    expect(isThere).toBe(false);
  });

  it('REP-25 every other space is written with the key of the device', async () => {
    const log = await SpaceLog.open({ ...context, penOf: () => null }, replica.space);
    if (log === null) throw new Error('no log');
    expect(must(await log.author('chat.message', { text: 'one' })).author).toBe(alice.certificate.account);
  });

  it('REP-25 another event at a place of that chain is a fork of our own: nothing more is made there', async () => {
    const replicator = new Replicator(context, {
      ownCard: () => new Uint8Array(),
      onCard: () => Promise.resolve(true),
    });
    must(await replicator.author(replica.space, 'chat.message', { text: 'one' }));
    const log = await replicator.logOf(replica.space);
    const other = await signEvent(pen, {
      ...{ space: replica.space, kind: 'chat.message', seq: 0, prev: null, at: 1 },
      body: { text: 'another' },
    });
    const taken = await log?.takePiece({ device: pen.certificate.device, payloads: [other.payload], isAsked: true });
    expect(taken === undefined ? null : codeOf(taken)).toBe('own-fork');
    replicator.dispose();
  });
});
