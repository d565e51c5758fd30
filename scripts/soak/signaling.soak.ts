/** The signaling service as a process of its own: under load, and under everything that is no message. */
import { type ChildProcess, spawn } from 'node:child_process';
import { launchNats, whyNoNats } from '../../tests/support/node/natsServer.ts';
import { fuzzSignaling } from '../../tests/support/node/signalingFuzz.ts';
import { type LoadOutcome, loadSignaling, quantile } from '../../tests/support/node/signalingLoad.ts';
import { figure, readExtent, skipped } from './support/soak.ts';

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

const mebibytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
const tenths = (value: number) => Math.round(value * 10) / 10;
const PLENTY = ['--max-sockets', '12000', '--max-sockets-per-address', '12000'];
/** Far above what is measured on a machine that does nothing else: a bound, not a goal to be near. */
const MOST_MS = 500;

/** What a load came to, each figure named after `where`. */
function tell(where: string, outcome: LoadOutcome): void {
  const lost = outcome.sent - outcome.delivered;
  const rate = Math.round(outcome.sent / outcome.seconds);
  const p99 = quantile(outcome.latencies, 0.99);
  const zero = (value: number) => ({ value, goal: '0', holds: value === 0 });
  const ms = (share: number) => ({ value: tenths(quantile(outcome.latencies, share)), unit: 'ms' });
  figure({ name: `${where}: subscriptions`, value: outcome.subscriptions });
  figure({ name: `${where}: messages a second, sent on schedule`, value: rate });
  figure({ name: `${where}: messages that did not come`, ...zero(lost), note: `of ${outcome.sent}` });
  figure({ name: `${where}: came twice or astray`, ...zero(outcome.wrong) });
  figure({ name: `${where}: client to client, median`, ...ms(0.5) });
  figure({ name: `${where}: client to client, p99`, ...ms(0.99), goal: `≤ ${MOST_MS} ms`, holds: p99 <= MOST_MS });
  figure({ name: `${where}: client to client, worst`, ...ms(1) });
}

/** Every subscription is a socket of its own. */
async function loadOneNode(quick: boolean): Promise<void> {
  const { url, child, metrics } = await startNode(PLENTY);
  const before = (await metrics())('process_resident_memory_bytes');
  const messagesPerSecond = quick ? 500 : 2000;
  const messages = messagesPerSecond * (quick ? 2 : 30);
  const load = {
    urls: [url],
    sockets: quick ? 1000 : 10_000,
    topicsPerSocket: 1,
    messagesPerSecond,
    messages,
    size: 500,
  };
  tell('one node', await loadSignaling(load));
  const after = await metrics();
  const memory = mebibytes(after('process_resident_memory_bytes'));
  const bound = { unit: 'MiB', goal: '≤ 512 MiB', holds: memory <= 512 };
  figure({ name: 'one node: memory', value: memory, ...bound, note: `${mebibytes(before)} MiB before` });
  const lag = after('banyan_signal_event_loop_lag_seconds{quantile="0.99"}');
  figure({ name: 'one node: event loop late, p99', value: tenths(lag * 1000), unit: 'ms' });
  child.kill('SIGKILL');
}

/** Every message goes from one node to the other. */
async function loadTwoNodes(quick: boolean): Promise<void> {
  const missing = whyNoNats();
  if (missing !== null) return skipped(`two nodes: ${missing}`);
  const nats = await launchNats();
  process.once('exit', () => void nats.kill());
  const nodes = [await startNode([...PLENTY, '--bus', nats.url]), await startNode([...PLENTY, '--bus', nats.url])];
  const urls = nodes.map(({ url }) => url);
  const messagesPerSecond = quick ? 500 : 2000;
  const messages = messagesPerSecond * (quick ? 2 : 20);
  const sockets = quick ? 200 : 2000;
  const load = { urls, sockets, topicsPerSocket: 5, messagesPerSecond, messages, size: 500, settling: 2000 };
  tell('two nodes over NATS', await loadSignaling(load));
  for (const { child, metrics } of nodes) {
    const memory = (await metrics())('process_resident_memory_bytes');
    figure({ name: 'two nodes over NATS: memory of a node', value: mebibytes(memory), unit: 'MiB' });
    child.kill('SIGKILL');
  }
  await nats.kill();
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
  await loadOneNode(quick);
  await loadTwoNodes(quick);
  await fuzz(quick, seed);
}
