import * as v from 'valibot';
import { toBase64url } from '@shared/base64url.ts';
import { cleanLine } from '@shared/cleanLine.ts';
import type { BlobId } from '@shared/ids.ts';
import {
  MAX_NET_HOSTS,
  MAX_PACKAGE_BYTES,
  MAX_PROGRAM_NAME,
  type PackageFacts,
  miniPermissionSchema,
  netHostSchema,
} from '@shared/mini/package.ts';
import { blobIdSchema, bytesOf, bytesUpTo, countSchema } from '@shared/schemas.ts';
import { idBytes } from '../event/codec.ts';

/** Kind of the event that puts a program into a space: its id names the instance (MIN-1). */
export const CARD_KIND = 'mini.card';
/** Largest icon inside a card, bytes. */
export const MAX_CARD_ICON = 12 * 1024;
/** Stands for a name of which nothing is left. */
const NAMELESS = 'app';

const fields = {
  size: v.pipe(countSchema, v.maxValue(MAX_PACKAGE_BYTES)),
  /** A small PNG, JPEG or WebP; null where there is none. */
  icon: v.nullable(bytesUpTo(MAX_CARD_ICON)),
  version: v.nullable(v.pipe(v.string(), v.maxLength(32))),
  id: v.nullable(v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]{0,63}$/))),
  permissions: v.pipe(v.array(miniPermissionSchema), v.maxLength(16), v.readonly()),
  net: v.pipe(v.array(netHostSchema), v.maxLength(MAX_NET_HOSTS), v.readonly()),
};
const KEY = /^[A-Za-z0-9_-]{43}$/;

/**
 * What a card says of a program before a byte of its package is here. All of it is the sender's claim: what the program may do
 * follows from the package's own manifest.
 */
export const programCardSchema = v.strictObject({
  package: blobIdSchema,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_PROGRAM_NAME)),
  /** Ed25519 key of the author's signature, base64url; null for an unsigned package. */
  key: v.nullable(v.pipe(v.string(), v.regex(KEY))),
  ...fields,
});
/** See {@link programCardSchema}. */
export type ProgramCard = v.InferOutput<typeof programCardSchema>;

/** The body of {@link CARD_KIND}: ids as bytes. The name is cleaned by who reads it (MIN-2). */
export const cardBodySchema = v.pipe(
  v.strictObject({
    package: bytesOf(32),
    name: v.pipe(v.string(), v.maxLength(1024)),
    key: v.nullable(bytesOf(32)),
    ...fields,
  }),
  v.transform((body): ProgramCard => ({
    ...body,
    package: toBase64url(body.package) as BlobId,
    name: programName(body.name),
    key: body.key === null ? null : toBase64url(body.key),
    version: body.version === null ? null : cleanLine(body.version),
  })),
);

/** A card as an event carries it. */
export function encodeCard(card: ProgramCard): Record<string, unknown> {
  return { ...card, package: idBytes(card.package), key: card.key === null ? null : idBytes(card.key) };
}

/** What a card says of a package that is here, called `name`. */
export function cardOfPackage(
  { package: id, size, manifest, icon, signature }: PackageFacts,
  name: string,
): ProgramCard {
  return {
    package: id,
    size,
    name,
    // A larger one is in the package, for who has that.
    icon: icon !== null && icon.bytes.length <= MAX_CARD_ICON ? icon.bytes : null,
    version: manifest.version,
    id: manifest.id,
    permissions: manifest.banyan?.permissions ?? [],
    net: manifest.banyan?.net ?? [],
    key: signature?.isValid === true ? signature.key : null,
  };
}

/** A program's name fit to be shown: one clean line, cut, never empty (MIN-2). */
export function programName(raw: string): string {
  const cut = cleanLine(raw.slice(0, 1024))
    .slice(0, MAX_PROGRAM_NAME)
    .toWellFormed()
    .replace(/\ufffd$/u, '');
  const clean = cleanLine(cut);
  return clean === '' ? NAMELESS : clean;
}
