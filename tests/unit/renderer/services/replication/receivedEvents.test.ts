import { beforeEach, describe, expect, it } from 'vitest';
import { type MemoryHost, createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import type { AdmittedEvent } from '@domain/event/event.ts';
import type { LinkMessage } from '@domain/link/messages.ts';
import { Replicator } from '@services/replication/replicator.ts';
import { ACK_DELAY, DIGEST_INTERVAL } from '@services/replication/sessionLimits.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { type TestDevice, makeDevice, must } from '../../domain/support/devices.ts';
import { type Replica, SpokenLink, makeReplica } from '../support/replica.ts';

const hooks = { ownCard: () => Uint8Array.of(7), onCard: () => Promise.resolve(true) };

/** A host whose journal takes its time until it is let go on. */
function slowHost() {
  const host = createMemoryHost();
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  const call: MemoryHost['call'] = async (method, input) => {
    if (method === 'journal.append') await gate;
    return host.call(method, input);
  };
  return { host: { ...host, call }, go: () => (go(), settle()) };
}

let alice: TestDevice;
let bob: TestDevice;
let event: AdmittedEvent;
let link: SpokenLink;

/** Alice, linked with Bob, who says one thing; what she said before that is not looked at. */
async function hearing(host: MemoryHost): Promise<Replica> {
  const replica = await makeReplica(alice, bob, { host });
  link = new SpokenLink();
  const { account, device } = bob.certificate;
  new Replicator(replica.context, hooks).link(link, { account, device });
  await settle();
  link.hear({ t: 'event', payload: event.payload });
  await settle();
  expect(replica.admitted).toHaveLength(1);
  link.take();
  return replica;
}

const kinds = (messages: readonly LinkMessage[]) => messages.map(({ t }) => t);

beforeEach(async () => {
  [alice, bob] = await Promise.all([makeDevice(1), makeDevice(2)]);
  const bobs = await makeReplica(bob, alice);
  event = must(await new Replicator(bobs.context, hooks).author(bobs.space, 'chat.message', { text: 'hello' }));
});

describe('what came from a peer', () => {
  it('REP-19 is acknowledged, and part of a digest, once the journal has it', async () => {
    const { host, go } = slowHost();
    const replica = await hearing(host);
    await replica.clock.advance(DIGEST_INTERVAL + ACK_DELAY);
    expect(link.take()).toEqual([]);
    await go();
    const said = link.take();
    expect(said[0]).toMatchObject({ t: 'ack', chains: [[bob.certificate.device, 0]] });
    expect(kinds(said)).toContain('digests');
    expect(must(await replica.store.values.get('flushed'))).toBeNull();
  });

  it('REP-19 is acknowledged once the database wrote strictly after it, where the journal does not take it', async () => {
    const host = createMemoryHost();
    host.setFailure('journal.append', 'unreachable');
    const replica = await hearing(host);
    expect(must(await replica.store.values.get('flushed'))).toBeNull();
    await replica.clock.advance(ACK_DELAY);
    expect(kinds(link.take())).toEqual(['ack', 'digests']);
    expect(must(await replica.store.values.get('flushed'))).not.toBeNull();
  });

  it('REP-19 is not spoken of where neither can be, and again when one can', async () => {
    const host = createMemoryHost();
    host.setFailure('journal.append', 'unreachable');
    const replica = await hearing(host);
    replica.disk.writeFault = 'storage-full';
    await replica.clock.advance(2 * DIGEST_INTERVAL);
    const said = link.take();
    expect(kinds(said)).not.toContain('ack');
    expect(said.flatMap((message) => (message.t === 'digests' ? message.spaces : []))).toEqual([]);
    replica.disk.writeFault = null;
    await replica.clock.advance(DIGEST_INTERVAL);
    expect(link.take()).toMatchObject([{ t: 'digests', spaces: [[replica.space, expect.anything()]] }]);
  });
});
