import type { Disposer } from '@ports/snapshot.ts';
import type { Files } from '../files/files.ts';
import type { OwnFile } from './ownFiles.ts';

/** What goes with words of other own devices and comes as a file, from whichever of them is there; nothing else waits for it. */
export class FileWaiter {
  private readonly files: Pick<Files, 'fetch'>;
  private readonly coming = new Map<string, Disposer>();

  constructor(files: Pick<Files, 'fetch'>) {
    this.files = files;
  }

  /** Fetches a file, and says once it is here; in place of what was awaited under the same key. */
  wait(key: string, file: OwnFile, onHere: () => void): void {
    const progress = this.files.fetch(file);
    this.stop(key);
    const look = () => {
      if (progress.get().state !== 'here') return;
      this.coming.delete(key);
      void Promise.resolve().then(() => stop());
      onHere();
    };
    const stop = progress.subscribe(look);
    this.coming.set(key, stop);
    look();
  }

  stop(key: string): void {
    this.coming.get(key)?.();
    this.coming.delete(key);
  }

  dispose(): void {
    for (const stop of this.coming.values()) stop();
    this.coming.clear();
  }
}
