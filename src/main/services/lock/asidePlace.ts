import { randomBytes } from 'node:crypto';

/** What stands before the name of a secret that is put aside: a name nobody looks for. */
export function asidePlace(): string {
  return `aside-${randomBytes(4).toString('hex')}-`;
}
