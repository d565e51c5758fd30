import type { Host } from '@ports/host.ts';
import type { HostErrorCode } from '@shared/ipc/contract.ts';
import { type Failure, type Result, ok } from '@shared/result.ts';

/** A secret that a profile of this host keeps under a name. */
export interface KeptSecret {
  readonly profile: string;
  readonly secret: Uint8Array;
}

/** The secrets of one name, of every profile that a host keeps one for. What is removed meanwhile is left out. */
export async function keptSecrets(
  host: Pick<Host, 'call'>,
  name: string,
): Promise<Result<readonly KeptSecret[], Failure<HostErrorCode>>> {
  const listed = await host.call('vault.list', {});
  if (!listed.ok) return listed;
  const suffix = `.secret.${name}`;
  const found: KeptSecret[] = [];
  for (const full of listed.value.names) {
    if (!full.endsWith(suffix)) continue;
    const read = await host.call('vault.read', { name: full });
    if (!read.ok) return read;
    if (read.value.value !== null) found.push({ profile: full.slice(0, -suffix.length), secret: read.value.value });
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
