/** `npm run peer -- --data DIR`: the engine without a window, as one more device of an account. */
import { createInterface } from 'node:readline';
import { cleanup } from 'node-datachannel';
import packageDescription from '../../package.json' with { type: 'json' };
import { runPeer } from './runPeer.ts';

/** How long an end may take before it is cut short, ms. */
const PATIENCE = 20_000;

const start = await runPeer({
  args: process.argv.slice(2),
  environment: process.env,
  version: packageDescription.version,
  print: (text) => process.stdout.write(text),
  warn: (text) => process.stderr.write(text),
  ask: (question) =>
    new Promise((resolve) => {
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      lines.once('close', () => resolve(null));
      lines.question(question, (answer) => {
        resolve(answer);
        lines.close();
      });
    }),
});

if (start.running) {
  let isEnding = false;
  const end = () => {
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => process.exit(1), PATIENCE).unref();
    void start.stop().then((code) => {
      cleanup();
      process.exit(code);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
} else {
  // Native threads of the linking may still run.
  cleanup();
  process.exit(start.exitCode);
}
