/** A home box as a process of its own, as `npm run peer` runs it. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PATIENCE } from '../../support/shared/until.ts';

const app = process.env['BANYAN_APP'] ?? fileURLToPath(new URL('../../../out', import.meta.url));
const program = join(app, 'main/peer.js');

/** What the health page says. */
export interface BoxHealth {
  readonly devices: number;
  readonly contacts: number;
  readonly events: number;
  readonly files: { readonly complete: number };
}

/** A box over one data directory, which stays when its process ends. */
export class HomeBox {
  private readonly data: string;
  private child: ChildProcessWithoutNullStreams | null = null;
  private said = '';
  private printed = '';

  constructor(data: string) {
    this.data = data;
  }

  /** Starts the process; `args` beside those every box has. It may not be ready yet. */
  start(...args: readonly string[]): void {
    const own = ['--disable-warning=ExperimentalWarning', program, '--data', this.data, '--health-port', '0', '--json'];
    const child = spawn(process.execPath, [...own, ...args]);
    [this.said, this.printed] = ['', ''];
    child.stderr.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => (this.printed += chunk.toString()));
    this.child = child;
  }

  /** The digits it asks to be typed on the other device. */
  async digits(): Promise<string> {
    const [, digits = ''] = await this.matching(() =>
      /Type these digits on your other device: +(\d{3} \d{3})/.exec(this.said),
    );
    return digits;
  }

  /** Says yes once it asks whose account it is, and answers whose it said. */
  async accept(): Promise<string> {
    const [, name = ''] = await this.matching(() =>
      /The other device belongs to: (.+)\n[\s\S]*\[y\/N\]/.exec(this.said),
    );
    this.child?.stdin.write('y\n');
    return name;
  }

  async ready(): Promise<void> {
    await this.address();
  }

  async health(): Promise<BoxHealth> {
    return (await (await fetch(await this.address())).json()) as BoxHealth;
  }

  /** Ends it, and answers its exit code; null when the signal ended it. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const { child } = this;
    this.child = null;
    if (child === null) return null;
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  }

  private async address(): Promise<string> {
    const [, address = ''] = await this.matching(() => /"ready":"([^"]+)"/.exec(this.printed));
    return address;
  }

  private async matching(look: () => RegExpExecArray | null): Promise<RegExpExecArray> {
    for (const end = performance.now() + PATIENCE; performance.now() < end;) {
      const match = look();
      if (match !== null) return match;
      if (this.child === null || this.child.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the box did not get that far:\n${this.said}\n${this.printed}`);
  }
}
