/** `npm run peer -- --data DIR`: the engine without a window, as one more device of an account. */
import { createInterface } from 'node:readline';
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
    // The library's own end waits for threads that wait for this one: what is closed is closed, and the process takes the rest along.
    void start.stop().then((code) => process.exit(code));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
} else {
  // Native threads of the linking may still run.
  process.exit(start.exitCode);
}
