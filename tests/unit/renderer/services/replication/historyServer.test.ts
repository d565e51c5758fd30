import { beforeEach, describe, expect, it } from 'vitest';
import type { AdmittedEvent } from '@domain/event/event.ts';
import { inspectUpdate } from '@domain/log/inspectUpdate.ts';
import { clientOf } from '@domain/log/client.ts';
import { HistoryServer } from '@services/replication/historyServer.ts';
import { SpaceLog } from '@services/replication/spaceLog.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { type TestDevice, makeDevice, must } from '../../domain/support/devices.ts';
import { type Replica, makeReplica } from '../support/replica.ts';

const TEXT = 'x'.repeat(10_000);

let alice: TestDevice;
let replica: Replica;
let log: SpaceLog;
let server: HistoryServer;
let sent: Uint8Array[];

const send = (update: Uint8Array) => (sent.push(update), Promise.resolve(true));
const say = async (text = TEXT): Promise<AdmittedEvent> => must(await log.author('chat.message', { text }));
const ask = (bucket: number, have = 0, to = send) => server.answer(log, { bucket, counts: countsOf(bucket, have) }, to);
const countsOf = (bucket: number, have: number) =>
  new Map([[clientOf(log.space, bucket, alice.certificate.device), have]]);
const bytes = () => sent.reduce((sum, update) => sum + update.length, 0);

beforeEach(async () => {
  const [own, other] = await Promise.all([makeDevice(1), makeDevice(2)]);
  alice = own;
  replica = await makeReplica(own, other);
  const opened = await SpaceLog.open(replica.context, replica.space);
  if (opened === null) throw new Error('no log');
  log = opened;
  server = new HistoryServer(replica.clock);
  sent = [];
});

describe('history', () => {
  it('REP-12 is sent where something is missing, and only that', async () => {
    const { bucket } = await say('one');
    await say('two');
    await ask(bucket, 1);
    const [update] = sent;
    if (update === undefined) throw new Error('nothing');
    const devices = [alice.certificate.device];
    const runs = must(inspectUpdate(update, { space: log.space, bucket, devices, countOf: () => 1 }));
    expect(runs).toMatchObject([{ start: 1, payloads: [expect.any(Uint8Array)] }]);
    await ask(bucket, 2);
    await ask(bucket + 1);
    expect(sent).toHaveLength(1);
  });

  it('REP-12 is sent a few times over one link, and then no more', async () => {
    const { bucket } = await say();
    for (let n = 0; n < 9; n += 1) await say();
    await ask(bucket);
    const once = bytes();
    for (let n = 0; n < 100; n += 1) await ask(bucket);
    expect(bytes()).toBeGreaterThan(2 * once);
    expect(bytes()).toBeLessThan(7 * once);
    // Another link has nothing to do with it.
    const before = bytes();
    server = new HistoryServer(replica.clock);
    await ask(bucket);
    expect(bytes()).toBe(before + once);
  });

  it('REP-12 after a while it is sent again: a peer whose disk was full gets it once there is room', async () => {
    const { bucket } = await say();
    for (let n = 0; n < 200; n += 1) await ask(bucket);
    const before = bytes();
    await ask(bucket);
    expect(bytes()).toBe(before);
    await replica.clock.advance(60_000);
    await ask(bucket);
    expect(bytes()).toBeGreaterThan(before);
  });

  it('REP-12 the last event of a long chain is not sent on and on either', async () => {
    const { bucket } = await say();
    for (let n = 0; n < 9; n += 1) await say();
    await ask(bucket);
    const once = bytes();
    for (let n = 0; n < 200; n += 1) await ask(bucket, 9);
    expect(bytes()).toBeLessThan(6 * once);
  });

  it('REP-12 what is new is always sent, however often and after whatever', async () => {
    const { bucket } = await say();
    for (let n = 0; n < 50; n += 1) await ask(bucket);
    for (let have = 1; have < 60; have += 1) {
      await say();
      sent = [];
      await ask(bucket, have);
      expect(bytes()).toBeGreaterThan(TEXT.length);
    }
  });

  it('REP-12 waits for the link, and of the questions that wait only the last is answered', async () => {
    const { bucket } = await say();
    for (let n = 0; n < 3; n += 1) await say();
    const open: (() => void)[] = [];
    const slow = (update: Uint8Array) => {
      sent.push(update);
      return new Promise<boolean>((resolve) => open.push(() => resolve(true)));
    };
    const answers = [ask(bucket, 0, slow)];
    await settle();
    answers.push(...[1, 2, 3].map((have) => ask(bucket, have, slow)));
    await settle();
    expect(sent).toHaveLength(1);
    const [first] = sent;
    open.shift()?.();
    await settle();
    expect(sent).toHaveLength(2);
    expect(sent[1]?.length ?? 0).toBeLessThan((first?.length ?? 0) / 3);
    open.shift()?.();
    await Promise.all(answers);
    expect(sent).toHaveLength(2);
  });

  it('REP-12 a link that ended is not read for any more', async () => {
    const { bucket } = await say('y'.repeat(16_000));
    // More than one update holds.
    for (let n = 0; n < 20; n += 1) await say('y'.repeat(16_000));
    await ask(bucket, 0, (update) => (sent.push(update), Promise.resolve(false)));
    expect(sent).toHaveLength(1);
    sent = [];
    server = new HistoryServer(replica.clock);
    await ask(bucket);
    expect(sent.length).toBeGreaterThan(1);
  });
});
