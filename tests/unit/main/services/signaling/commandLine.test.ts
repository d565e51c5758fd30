import { describe, expect, it } from 'vitest';
import { readSignalCommandLine } from '../../../../../src/main/services/signaling/commandLine.ts';

const token = 'a-token-of-some-length';

describe('the command line of the signaling service', () => {
  it('SIG-18 has a default for everything', () => {
    expect(readSignalCommandLine([], {})).toEqual({
      ok: true,
      value: {
        host: '127.0.0.1',
        port: 4444,
        bus: null,
        token: null,
        isBehindProxy: false,
        sockets: null,
        socketsPerAddress: null,
        mailbox: null,
        isHelp: false,
      },
    });
  });

  it('SIG-18 takes bus and token from the environment where the line has none', () => {
    const environment = { BANYAN_SIGNAL_BUS: 'nats://there', BANYAN_SIGNAL_TOKEN: token };
    expect(readSignalCommandLine([], environment)).toMatchObject({
      value: { bus: { servers: ['there:4222'] }, token },
    });
    const line = ['--bus', 'nats://here:1', '--token', `${token}2`, '--behind-proxy', '--max-sockets', '7'];
    expect(
      readSignalCommandLine([...line, '--max-sockets-per-address', '3', '--port', '0', '--host', '::'], environment),
    ).toMatchObject({
      value: {
        bus: { servers: ['here:1'] },
        token: `${token}2`,
        isBehindProxy: true,
        sockets: 7,
        socketsPerAddress: 3,
        port: 0,
        host: '::',
      },
    });
  });

  it('MBS-12 MBS-13 keeps bundles in a folder, or in the JetStream of the bus, where that is asked for', () => {
    expect(readSignalCommandLine(['--mailbox', '/var/mail', '--mailbox-megabytes', '2'], {})).toMatchObject({
      value: { mailbox: { kind: 'folder', directory: '/var/mail', bytes: 2 * 1024 * 1024 } },
    });
    const environment = { BANYAN_SIGNAL_MAILBOX: 'nats', BANYAN_SIGNAL_BUS: 'nats://there' };
    expect(readSignalCommandLine([], environment)).toMatchObject({
      value: { mailbox: { kind: 'jetstream', bus: { servers: ['there:4222'] }, bytes: null, replicas: 1 } },
    });
    expect(readSignalCommandLine(['--mailbox-replicas', '3'], environment)).toMatchObject({
      value: { mailbox: { replicas: 3 } },
    });
  });

  it.each([
    [['--mailbox', 'nats'], '--mailbox nats'],
    [['--mailbox', 'nats', '--bus', 'nats://a', '--mailbox-replicas', '6'], '--mailbox-replicas'],
    [['--mailbox', 'here', '--mailbox-megabytes', '0'], '--mailbox-megabytes'],
    [['--port', '70000'], '--port'],
    [['--port', '-1'], '--port'],
    [['--max-sockets', 'many'], '--max-sockets'],
    [['--max-sockets-per-address', '1.5'], '--max-sockets-per-address'],
    [['--bus', 'somewhere'], '--bus'],
    [['--token', 'short'], '--token'],
    [['--unknown'], '--unknown'],
  ])('SIG-18 refuses %j and names what is wrong', (args, named) => {
    const read = readSignalCommandLine(args, {});
    expect(read.ok).toBe(false);
    expect(JSON.stringify(read)).toContain(named);
  });
});
