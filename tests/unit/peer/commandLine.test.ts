import { expect, it } from 'vitest';
import { readPeerCommandLine } from '../../../src/peer/commandLine.ts';

const read = (args: readonly string[], environment: NodeJS.ProcessEnv = { XDG_DATA_HOME: '/data' }) =>
  readPeerCommandLine(args, environment);

it('BOX-1 has defaults that need no word', () => {
  const line = read([]);
  expect(line).toMatchObject({
    ok: true,
    value: {
      action: 'run',
      link: null,
      name: 'Home box',
      signaling: [],
      healthPort: 4790,
      udpPorts: null,
      proxy: null,
      files: { largest: 100_000_000, room: 20_000_000_000, days: 30 },
      isJson: false,
    },
  });
});

it('BOX-1 takes arguments before the environment', () => {
  const environment = { BANYAN_BOX_DATA: '/from/environment', BANYAN_BOX_SIGNALING: 'ws://one:1 wss://two' };
  expect(read([], environment)).toMatchObject({
    value: { dataDir: '/from/environment', signaling: ['ws://one:1', 'wss://two'] },
  });
  expect(read(['--data', '/said', '--signaling', 'wss://three'], environment)).toMatchObject({
    value: { dataDir: '/said', signaling: ['wss://three'] },
  });
});

it('BOX-1 reads sizes, ports and days', () => {
  const args = ['--room', '1.5TB', '--largest-file', '2gb', '--file-days', '0', '--udp-ports', '50000-50200'];
  expect(read([...args, '--health-port', '0'])).toMatchObject({
    value: {
      files: { largest: 2_000_000_000, room: 1_500_000_000_000, days: 0 },
      udpPorts: { first: 50_000, last: 50_200 },
      healthPort: 0,
    },
  });
});

it('BOX-1 PRX-5 reads a proxy, whose names it is to look up itself', () => {
  expect(read(['--proxy', 'http://me:secret@proxy:3128/'])).toMatchObject({
    value: { proxy: 'http://me:secret@proxy:3128' },
  });
  expect(read([], { BANYAN_BOX_PROXY: 'socks5://[fd00::5]:1080' })).toMatchObject({
    value: { proxy: 'socks5h://[fd00::5]:1080' },
  });
});

it.each([
  [['--proxy', 'proxy:3128'], '--proxy'],
  [['--proxy', 'http://proxy'], '--proxy'],
  [['--proxy', 'ftp://proxy:21'], '--proxy'],
  [['--proxy', 'http://proxy:3128/path'], '--proxy'],
  [['--nothing'], 'nothing'],
  [['--data'], 'data'],
  [['--health-port', '70000'], '--health-port'],
  [['--udp-ports', '50200-50000'], '--udp-ports'],
  [['--udp-ports', '80-90'], '--udp-ports'],
  [['--udp-ports', '50000'], '--udp-ports'],
  [['--room', 'much'], '--room'],
  [['--largest-file', '-1'], '--largest-file'],
  [['--file-days', '1.5'], '--file-days'],
  [['--signaling', 'http://example.org'], '--signaling'],
  [['--signaling', 'ws://'], '--signaling'],
])('BOX-1 refuses %j and names the option', (args, option) => {
  const line = read(args);
  expect(line.ok ? '' : line.error.message).toContain(option);
});
