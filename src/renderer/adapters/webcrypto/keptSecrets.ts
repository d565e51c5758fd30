import type { Host } from '@ports/host.ts';
import type { HostErrorCode } from '@shared/ipc/contract.ts';
import { type Failure, type Result, ok } from '@shared/result.ts';

/** A secret that a profile of this host keeps under a name. */
export interface KeptSecret {
  readonly profile: string;
  readonly secret: Uint8Array;
}

/** One as it was found: without the secret where the lock of its profile is closed. */
export type FoundSecret = Pick<KeptSecret, 'profile'> & { readonly secret: Uint8Array | null };

/** The secrets of one name, of every profile that a host keeps one for. What is removed meanwhile is left out. */
export async function keptSecrets(
  host: Pick<Host, 'call'>,
  name: string,
): Promise<Result<readonly FoundSecret[], Failure<HostErrorCode>>> {
  const listed = await host.call('vault.list', {});
  if (!listed.ok) return listed;
  const suffix = `.secret.${name}`;
  const found: FoundSecret[] = [];
  for (const full of listed.value.names) {
    if (!full.endsWith(suffix)) continue;
    const read = await host.call('vault.read', { name: full });
    if (!read.ok && read.error.code !== 'vault-locked') return read;
    const secret = read.ok ? read.value.value : null;
    if (secret !== null || !read.ok) found.push({ profile: full.slice(0, -suffix.length), secret });
  }
  return ok(found);
}

/** Keeps a secret for a profile, as its key vault would. False when the host did not take it. */
export async function keepFor(
  host: Pick<Host, 'call'>,
  { profile, secret }: KeptSecret,
  name: string,
): Promise<boolean> {
  return (await host.call('vault.write', { name: `${profile}.secret.${name}`, value: secret })).ok;
}
