import { createHash } from 'node:crypto';
import { decode } from 'cborg';
import * as v from 'valibot';
import { bytesOf } from '@shared/schemas.ts';

/** The part of a secret's name behind the profile's under which it is kept who that is. */
const IDENTITY = '.secret.identity.v1';
/** Of an identity and of its certificate only what says whose it is. */
const identitySchema = v.object({ certificate: v.tuple([v.instance(Uint8Array), v.instance(Uint8Array)]) });
const certificateSchema = v.object({ root: bytesOf(32) });

/** The profile whose identity a name is; null for other names. */
export function profileOfIdentity(name: string): string | null {
  return name.endsWith(IDENTITY) ? name.slice(0, -IDENTITY.length) : null;
}

/** The account of a kept identity; null where the bytes are none, or sealed. */
export function accountOfIdentity(bytes: Uint8Array): string | null {
  try {
    const { certificate } = v.parse(identitySchema, decode(bytes));
    const { root } = v.parse(certificateSchema, decode(certificate[0]));
    return createHash('sha256').update('banyan/account/1\0\0', 'latin1').update(root).digest('base64url');
  } catch {
    return null;
  }
}
