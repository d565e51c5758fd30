/** What both sides of the host contract, and the cards in chats, must agree on about packages of mini programs (`.xdc`). */
import * as v from 'valibot';
import { accountIdSchema, blobIdSchema, bytesUpTo, countSchema } from '../schemas.ts';
import { MAX_SIGNATURE_CERTIFICATE } from './packageSignature.ts';

/** Largest package, bytes as packed: 10 MiB. */
export const MAX_PACKAGE_BYTES = 10 * 1024 * 1024;
/** Most bytes all files of a package have together, unpacked. */
export const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;
/** Most entries of a package, folders counted. */
export const MAX_PACKAGE_ENTRIES = 2048;
/** How many times larger than packed a file over 64 KiB may be. */
export const MAX_PACKAGE_RATIO = 200;
/** Longest path in a package, UTF-8 bytes. */
export const MAX_PACKAGE_PATH = 512;
/** Largest `manifest.toml`, bytes. A larger one is passed over, as one that is no TOML is. */
export const MAX_MANIFEST_BYTES = 16 * 1024;
/** Largest icon taken from a package, bytes. A larger one is passed over. */
export const MAX_ICON_BYTES = 512 * 1024;
/** Largest width and height of an icon, pixels, by its header. A larger one is passed over. */
export const MAX_ICON_SIDE = 2048;
/** Longest name of a program, UTF-16 code units; longer ones are cut. */
export const MAX_PROGRAM_NAME = 64;
/** Most hosts a program may ask to reach. */
export const MAX_NET_HOSTS = 8;

/** What a program may ask for beyond webxdc; `net` is asked for host by host. */
export const miniPermissions = [
  'profile',
  'contacts.pick',
  'scan',
  'clipboard.write',
  'net',
  'pay',
  'storage.sync',
  'share',
] as const;
/** One of {@link miniPermissions}. */
export type MiniPermission = (typeof miniPermissions)[number];
/** See {@link miniPermissions}. */
export const miniPermissionSchema = v.picklist(miniPermissions);

/** A host name as a manifest lists it: lower case, dotted, no port, no address in figures. */
export const netHostSchema = v.pipe(
  v.string(),
  v.maxLength(253),
  v.regex(/^(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/),
);

/** What a manifest asks for under `[banyan]`. */
export const banyanManifestSchema = v.strictObject({
  permissions: v.pipe(v.array(miniPermissionSchema), v.maxLength(miniPermissions.length)),
  net: v.pipe(v.array(netHostSchema), v.maxLength(MAX_NET_HOSTS)),
});
/** See {@link banyanManifestSchema}. */
export type BanyanManifest = v.InferOutput<typeof banyanManifestSchema>;

/** What a package says of itself, cleaned: no control or direction characters. */
export const miniManifestSchema = v.strictObject({
  /** Null where the package names none: the file's name is shown then. */
  name: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_PROGRAM_NAME))),
  description: v.nullable(v.pipe(v.string(), v.maxLength(300))),
  version: v.nullable(v.pipe(v.string(), v.maxLength(32))),
  /** An `https` address, shown and never opened unasked. */
  sourceCodeUrl: v.nullable(v.pipe(v.string(), v.maxLength(512))),
  /** What the author calls the program through all its versions; the same id and the same author make an upgrade. */
  id: v.nullable(v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]{0,63}$/))),
  /** Null: the program asks for nothing beyond webxdc, and has no `window.banyan`. */
  banyan: v.nullable(banyanManifestSchema),
});
/** See {@link miniManifestSchema}. */
export type MiniManifest = v.InferOutput<typeof miniManifestSchema>;

/** Why a package is not taken. Every code has words in the catalogues. */
export const packageProblems = [
  'package-too-large',
  'package-not-zip',
  'package-no-index',
  'package-bad-path',
  'package-duplicate',
  'package-too-many',
  'package-unpacked-too-large',
  'package-bomb',
  'package-compression',
  'package-encrypted',
  'package-damaged',
  'package-link',
] as const;
/** One of {@link packageProblems}. */
export type PackageProblem = (typeof packageProblems)[number];

const KEY = /^[A-Za-z0-9_-]{43}$/;

/** Who signed a package, over the hashes of all other files (`packageSignature.ts`). */
export const packageSignatureSchema = v.strictObject({
  /** Ed25519 public key, base64url of 32 bytes. */
  key: v.pipe(v.string(), v.regex(KEY)),
  /** Whether the key signed these contents, and for this account where one is named. Whether the key is the account's is not looked at. */
  isValid: v.boolean(),
  /** The account that the key's device is said to be of; null where only a key signed. */
  account: v.nullable(
    v.strictObject({
      id: accountIdSchema,
      /** The device certificate, packed, as it stands in the package: for the reader to check. */
      certificate: bytesUpTo(MAX_SIGNATURE_CERTIFICATE),
    }),
  ),
});
/** See {@link packageSignatureSchema}. */
export type PackageSignature = v.InferOutput<typeof packageSignatureSchema>;

/** What a host knows of a package it has looked through. */
export const packageFactsSchema = v.strictObject({
  package: blobIdSchema,
  size: v.pipe(countSchema, v.maxValue(MAX_PACKAGE_BYTES)),
  unpacked: countSchema,
  entries: countSchema,
  manifest: miniManifestSchema,
  icon: v.nullable(v.strictObject({ type: v.picklist(['image/png', 'image/jpeg']), bytes: bytesUpTo(MAX_ICON_BYTES) })),
  /** SHA-256 of all its files but the signature, base64url: what a signature is over. */
  contents: v.pipe(v.string(), v.regex(KEY)),
  signature: v.nullable(packageSignatureSchema),
});
/** See {@link packageFactsSchema}. */
export type PackageFacts = v.InferOutput<typeof packageFactsSchema>;
