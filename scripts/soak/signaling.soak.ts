/** The signaling service as a process of its own: under load, and under everything that is no message. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fuzzSignaling } from '../../tests/support/node/signalingFuzz.ts';
import { loadSignaling, quantile } from '../../tests/support/node/signalingLoad.ts';
import { figure, readExtent } from './support/soak.ts';

const NODE_ROLE = 'BANYAN_SOAK_SIGNALING_NODE';

/** A node in a child process: this very program, told to be one. */
async function startNode(args: readonly string[]) {
  const child = spawn(process.execPath, [process.argv[1] ?? '', '--port', '0', ...args], {
    env: { ...process.env, [NODE_ROLE]: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve((JSON.parse(chunk.toString()) as { ready: string }).ready));
    child.once('exit', (code) => reject(new Error(`the node ended with ${code}`)));
  });
  const metrics = async () => {
    const text = await (await fetch(`${url.replace('ws:', 'http:')}/metrics`)).text();
    return (name: string) =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(`${name} `))
          ?.slice(name.length + 1),
      );
  };
  return { url, child, metrics };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

async function load(quick: boolean): Promise<void> {
  const sockets = quick ? 1000 : 10_000;
  const { url, child, metrics } = await startNode(['--max-sockets', '12000', '--max-sockets-per-address', '12000']);
  const before = await metrics();
  const messagesPerSecond = quick ? 500 : 2000;
  const wanted = { url, sockets, topicsPerSocket: 1, messagesPerSecond, size: 500 };
  const outcome = await loadSignaling({ ...wanted, messages: messagesPerSecond * (quick ? 2 : 30) });
  const after = await metrics();
  const rate = outcome.sent / outcome.seconds;
  const mebibytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
  const ms = (value: number) => Math.round(value * 10) / 10;
  figure({ name: 'subscriptions, each of a socket of its own', value: outcome.subscriptions });
  figure({
    name: 'messages a second, sent on schedule',
    value: Math.round(rate),
    goal: `≥ ${messagesPerSecond * 0.9}`,
    holds: rate >= messagesPerSecond * 0.9,
  });
  figure({
    name: 'messages that did not come',
    value: outcome.sent - outcome.delivered,
    goal: '0',
    holds: outcome.delivered === outcome.sent,
  });
  figure({ name: 'messages that came twice or astray', value: outcome.wrong, goal: '0', holds: outcome.wrong === 0 });
  const p99 = quantile(outcome.latencies, 0.99);
  figure({ name: 'from one client to the other, median', value: ms(quantile(outcome.latencies, 0.5)), unit: 'ms' });
  figure({
    name: 'from one client to the other, p99',
    value: ms(p99),
    unit: 'ms',
    goal: '≤ 250 ms',
    holds: p99 <= 250,
  });
  figure({ name: 'from one client to the other, worst', value: ms(quantile(outcome.latencies, 1)), unit: 'ms' });
  const memory = mebibytes(after('process_resident_memory_bytes'));
  const empty = mebibytes(before('process_resident_memory_bytes'));
  figure({
    name: 'memory of the node',
    value: memory,
    unit: 'MiB',
    goal: '≤ 512 MiB',
    holds: memory <= 512,
    note: `${empty} MiB before`,
  });
  const lag = after('banyan_signal_event_loop_lag_seconds{quantile="0.99"}');
  figure({ name: 'event loop late, p99', value: ms(lag * 1000), unit: 'ms' });
  child.kill('SIGKILL');
}

async function fuzz(quick: boolean, seed: number): Promise<void> {
  const { url, child, metrics } = await startNode([]);
  const pid = child.pid;
  const outcome = await fuzzSignaling({ url, sockets: quick ? 100 : 1000, framesPerSocket: quick ? 10 : 100, seed });
  const answers = await metrics();
  const exits = hasEnded(child) ? 1 : 0;
  figure({ name: 'fuzzed frames', value: outcome.frames, note: `over ${outcome.sockets} sockets` });
  figure({ name: 'broken handshakes and framings', value: outcome.rawConnections });
  figure({
    name: 'frames the node refused',
    value: answers('banyan_signal_messages_dropped_total{reason="malformed"}'),
  });
  figure({ name: 'exits of the node', value: exits, goal: '0', holds: exits === 0 && child.pid === pid });
  figure({ name: 'messages to other topics', value: outcome.strayed, goal: '0', holds: outcome.strayed === 0 });
  const lost = outcome.honestSent - outcome.honestReceived;
  figure({
    name: 'messages of the honest that did not come meanwhile',
    value: lost,
    goal: '0',
    holds: lost === 0,
    note: `of ${outcome.honestSent}`,
  });
  child.kill('SIGKILL');
}

if (process.env[NODE_ROLE] === '1') await import('../../src/main/signal.ts');
else {
  const { quick, seed } = readExtent();
  await load(quick);
  await fuzz(quick, seed);
}
