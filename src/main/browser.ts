/** The browser edition's host: a Node program that serves the app on this machine alone. */
import { fileURLToPath } from 'node:url';
import packageDescription from '../../package.json' with { type: 'json' };
import { runWebHost } from './services/web-host/runWebHost.ts';

const start = await runWebHost({
  args: process.argv.slice(2),
  environment: process.env,
  version: packageDescription.version,
  rendererDirectory: fileURLToPath(new URL('../renderer', import.meta.url)),
  clientDirectory: fileURLToPath(new URL('../preload', import.meta.url)),
  print: (text) => process.stdout.write(text),
  warn: (text) => process.stderr.write(text),
});

if (start.running) {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void start.stop());
} else {
  process.exitCode = start.exitCode;
}
