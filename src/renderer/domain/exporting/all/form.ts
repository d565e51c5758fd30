/** The form of an export of everything (EXA-2): its files, and what its manifest says. Told in docs/export.md. */
import * as v from 'valibot';

/** What names the form, and its version: another means that something in it means something else. */
export const ALL_FORMAT = { format: 'banyan-export', version: 1 } as const;
/** The file that names all others. It is written last. */
export const MANIFEST_PATH = 'manifest.json';
/** JSON Schema of the manifest and of the lines of each file of data. */
export const SCHEMA_PATH = 'schema.json';
/** Most files of people in one export: an archive of more could not be read again. */
export const MOST_MEDIA = 150_000;
/** Largest manifest that is read, bytes. */
export const MAX_MANIFEST_BYTES = 16 * 1024 * 1024;

/** What there is a file of lines of. */
export const dataKinds = [
  'profile',
  'people',
  'contacts',
  'conversations',
  'messages',
  'moments',
  'channels',
  'posts',
  'favourites',
  'drafts',
  'stickers',
  'settings',
  'wallet',
  'programs',
  'updates',
  'media',
] as const;
/** One of {@link dataKinds}. */
export type DataKind = (typeof dataKinds)[number];

/** Where the lines of a kind are. */
export function dataPath(kind: DataKind): string {
  return `data/${kind}.jsonl`;
}

/** A time as it stands in an export: ISO 8601, UTC. Beyond what a calendar can say it is the last such time. */
export function stamp(at: number): string {
  return new Date(Math.min(at, LAST)).toISOString();
}

const LAST = 8_640_000_000_000_000;

export const idLine = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));
/** The id of a talk, a channel or an account that things are kept under: 32 bytes and nothing beside them. */
export const placeLine = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/));
export const timeLine = v.pipe(
  v.string(),
  v.regex(/^(?:\d{4}|[+-]\d{6})-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'no time'),
);
const hashLine = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const countLine = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What the manifest says (EXA-2). `files`: all but media, which `data/media.jsonl` lists, and itself. */
export const manifestSchema = v.looseObject({
  format: v.literal(ALL_FORMAT.format),
  version: v.literal(ALL_FORMAT.version),
  exportedAt: timeLine,
  account: placeLine,
  name: v.string(),
  counts: v.record(v.string(), countLine),
  leftOut: v.record(v.string(), countLine),
  files: v.array(v.looseObject({ path: v.string(), bytes: countLine, sha256: hashLine })),
});
/** See {@link manifestSchema}. */
export type Manifest = v.InferOutput<typeof manifestSchema>;

/** A line of `data/media.jsonl`. */
export const mediaLine = v.looseObject({
  path: v.pipe(v.string(), v.regex(/^media\/[A-Za-z0-9_-]{43}(?:\.[a-z0-9]{1,8})?$/)),
  blob: idLine,
  bytes: countLine,
  sha256: hashLine,
});
