/** A small disk of its own, in a file: it can be filled up, and lose its power. Needs root. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `EXT4_IOC_SHUTDOWN` without flushing: what was not made durable is gone, as when the power goes. */
const POWER_CUT = `
import fcntl, os, struct, sys
descriptor = os.open(sys.argv[1], os.O_RDONLY)
fcntl.ioctl(descriptor, 0x8004587D, struct.pack('I', 2))
`;

function run(command: string, ...parameters: readonly string[]): void {
  execFileSync(command, parameters, { stdio: 'pipe' });
}

export class LoopDisk {
  /** Where it is mounted. */
  readonly mount: string;
  private readonly image: string;
  private isMounted = false;

  private constructor(folder: string) {
    this.image = join(folder, 'disk.img');
    this.mount = join(folder, 'disk');
  }

  /** A disk of some megabytes; where that is not permitted, why. */
  static make(folder: string, megabytes: number): LoopDisk | { readonly reason: string } {
    if (process.getuid?.() !== 0) return { reason: 'a loop device needs root' };
    const disk = new LoopDisk(folder);
    mkdirSync(disk.mount, { recursive: true });
    writeFileSync(disk.image, '');
    truncateSync(disk.image, megabytes * 1024 * 1024);
    try {
      run('mkfs.ext4', '-q', '-F', '-m', '0', disk.image);
      disk.plugIn();
      run('python3', '--version');
    } catch (error) {
      disk.remove();
      return { reason: `no loop disk here: ${String(error).split('\n')[0]}` };
    }
    return disk;
  }

  /** The power goes at once. Whoever writes gets errors from here on; end them, then {@link plugIn}. */
  cutPower(): void {
    run('python3', '-c', POWER_CUT, this.mount);
  }

  /** Mounts it, again after a power cut. */
  plugIn(): void {
    this.unmount();
    run('mount', '-o', 'loop', this.image, this.mount);
    this.isMounted = true;
  }

  /** Takes all space but some kilobytes. */
  fill(left: number): void {
    const [, , , free = '0'] = execFileSync('df', ['-k', '--output=source,size,used,avail', this.mount], {
      encoding: 'utf8',
    })
      .trim()
      .split('\n')
      .slice(-1)
      .join('')
      .split(/\s+/);
    const take = Math.max(1, Number(free) - left);
    run('fallocate', '-l', `${take}KiB`, this.filler);
  }

  /** Gives the space back. */
  free(): void {
    rmSync(this.filler, { force: true });
  }

  remove(): void {
    this.unmount();
    rmSync(this.image, { force: true });
  }

  private get filler(): string {
    return join(this.mount, 'filler');
  }

  private unmount(): void {
    if (!this.isMounted) return;
    // A process that was killed a moment ago may still hold a file.
    for (let attempt = 0; ; attempt += 1) {
      try {
        run('umount', this.mount);
        break;
      } catch (error) {
        if (attempt === 50) throw error;
        run('sleep', '0.1');
      }
    }
    this.isMounted = false;
  }
}
