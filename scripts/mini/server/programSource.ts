import { watch } from 'node:fs';
import type { Packages } from '../../../src/main/services/packages/packages.ts';
import { fail, ok } from '@shared/result.ts';
import { isSetupFailure } from '../../setup/failure.mjs';
import { type LoadedPackage, isFolder, loadPackage } from '../loadPackage.ts';

/** How long after a change nothing more may change before the program is packed anew, ms. */
const QUIET = 120;
/** Folders in which changes mean nothing. */
const PASSED_OVER = /(^|[\\/])(node_modules|\.[^\\/]*)([\\/]|$)|\.xdc$/;

/** The program as it is now, packed anew at each change. */
export class ProgramSource {
  /** Null while it cannot be packed. */
  current: LoadedPackage | null = null;
  /** Why it cannot. */
  problem: string | null = null;
  /** Counts what was packed. */
  revision = 0;
  private readonly path: string;
  private readonly listeners = new Set<() => void>();
  private loading: Promise<void> | null = null;
  private isStale = false;

  constructor(path: string) {
    this.path = path;
  }

  /** To the host it is one package, whatever blob is asked for. */
  readonly packages: Packages = {
    open: () =>
      Promise.resolve(this.current === null ? fail('blob-absent', 'does not build') : ok(this.current.opened)),
    sign: () => Promise.resolve(fail('invalid-input', 'what is being written is not signed')),
  };

  /** Packs it; what changes meanwhile is packed after. Never rejects: see {@link problem}. */
  load(): Promise<void> {
    if (this.loading !== null) {
      this.isStale = true;
      return this.loading;
    }
    this.loading = this.loadWhileStale().finally(() => {
      this.loading = null;
    });
    return this.loading;
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Packs it at each change from now on; answers what ends it. */
  async follow(): Promise<() => void> {
    let timer: NodeJS.Timeout | undefined;
    const watcher = watch(this.path, { recursive: await isFolder(this.path) }, (_, name) => {
      if (name !== null && PASSED_OVER.test(name) && !this.path.endsWith(name)) return;
      clearTimeout(timer);
      timer = setTimeout(() => void this.load(), QUIET);
    });
    return () => {
      clearTimeout(timer);
      watcher.close();
    };
  }

  private async loadWhileStale(): Promise<void> {
    this.isStale = false;
    await this.loadOnce();
    if (this.hasChanged()) return this.loadWhileStale();
    this.revision += 1;
    for (const listener of this.listeners) listener();
  }

  private hasChanged(): boolean {
    return this.isStale;
  }

  private async loadOnce(): Promise<void> {
    try {
      this.current = await loadPackage(this.path);
      this.problem = null;
    } catch (error) {
      // What was packed last goes on running, with the problem shown above it.
      if (!isSetupFailure(error)) throw error;
      this.problem = error.message;
    }
  }
}
