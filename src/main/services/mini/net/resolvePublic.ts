import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { type Failure, type Result, fail, ok } from '@shared/result.ts';
import { isPublicAddress } from './publicAddress.ts';

/** Where a host is. Every address it answers may be connected to. */
export type Resolve = (host: string) => Promise<Result<readonly LookupAddress[], Failure<'forbidden' | 'unreachable'>>>;

/**
 * Resolves as the system does, and refuses a name that leads to anything but the public internet, though only one of its addresses
 * did: a name that changes between looking and connecting leads nowhere, since what was looked at is what is connected to. `isOpen`
 * says which addresses may be connected to.
 */
export function resolvePublic(
  look: (host: string) => Promise<readonly LookupAddress[]> = (host) => lookup(host, { all: true }),
  isOpen: (address: string) => boolean = isPublicAddress,
): Resolve {
  return async (host) => {
    const found = await look(host).catch(() => []);
    if (found.length === 0) return fail('unreachable', 'the host has no address');
    if (found.every(({ address }) => isOpen(address))) return ok(found);
    return fail('forbidden', 'the host is not on the public internet');
  };
}
