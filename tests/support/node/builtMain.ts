import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { sourceAliases } from '../../../aliases.config.ts';
import { threadSources } from '../../../scripts/threads/threadPlugin.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Bundles entries of `src/main` into `directory` as `<name>.js`, so that plain Node can run them. */
export async function buildMain(names: readonly string[], directory: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [threadSources()],
    resolve: { alias: sourceAliases },
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node20',
      outDir: directory,
      emptyOutDir: false,
      rolldownOptions: {
        input: Object.fromEntries(names.map((name) => [name, `${root}src/main/${name}.ts`])),
        output: { entryFileNames: '[name].js', format: 'es' },
      },
    },
  });
}

/** A program that was started, the JSON of its first line, and its end. */
export interface StartedProgram {
  readonly line: Record<string, string>;
  readonly child: ChildProcess;
  /** Sends a signal and waits for the end; answers the exit code, null when the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Runs a bundle under plain Node and waits for its line of JSON. */
export async function startProgram(path: string, args: readonly string[]): Promise<StartedProgram> {
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const line = await new Promise<Record<string, string>>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(JSON.parse(text) as Record<string, string>);
    });
    void ended.then((code) => reject(new Error(`ended with ${String(code)} before it was ready`)));
  });
  return {
    line,
    child,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
