/** What a device keeps, and tells its own other devices, of documents of one's own (MIN-36). */
import * as v from 'valibot';
import type { DeviceId, EventId } from '@shared/ids.ts';
import { blobIdSchema, countSchema, eventIdSchema, spaceIdSchema } from '@shared/schemas.ts';
import { encodeCanonical } from '../codec/canonical.ts';
import { readCanonical } from '../codec/readCanonical.ts';
import type { FeedKeep } from '../feed/kept.ts';
import { documentNameSchema } from './parts.ts';
import { MAX_SNAPSHOT } from './snapshotLimits.ts';

/** Kind of what is kept of a document as one device had it (see `domain/feed/kept`), by {@link documentKey}. */
export const DOCUMENT_KEEP = 'program.document';
/** Kind of how often the documents of an instance were wiped, by instance. */
export const LIFE_KEEP = 'program.life';

const told = {
  space: spaceIdSchema,
  instance: eventIdSchema,
  name: documentNameSchema,
  /** How often the documents of the instance had been wiped when it was written. */
  life: countSchema,
  /** What all its changes come to, as one change, in a blob that nobody but own devices is given. */
  blob: blobIdSchema,
  size: v.pipe(countSchema, v.minValue(1), v.maxValue(MAX_SNAPSHOT)),
};

/** A document as one device had it. */
export const toldDocumentSchema = v.strictObject(told);
/** See {@link toldDocumentSchema}. */
export type ToldDocument = v.InferOutput<typeof toldDocumentSchema>;

const keptDocumentSchema = v.strictObject({ ...told, serial: countSchema });
/** The same as it is kept; `serial`: up to where the shelf here holds nothing that is not in what was told. */
export type KeptDocument = v.InferOutput<typeof keptDocumentSchema>;

const lifeSchema = v.strictObject({ life: countSchema });
const ID_LENGTH = 43;

/** The name of a document as a device had it. */
export function documentKey({ instance, name }: Pick<ToldDocument, 'instance' | 'name'>, device: DeviceId): string {
  return `${instance}-${name}-${device}`;
}

/** Whether a name is that of this document, as some device had it. */
export function isKeyOf(key: string, document: Pick<ToldDocument, 'instance' | 'name'>): boolean {
  return key === documentKey(document, key.slice(-ID_LENGTH) as DeviceId);
}

/** What is told of what is kept. */
export function toldOf({ space, instance, name, life, blob, size }: KeptDocument): ToldDocument {
  return { space, instance, name, life, blob, size };
}

/** The record of a document. */
export function documentKeep(id: string, document: KeptDocument): Omit<FeedKeep, 'at'> {
  return { kind: DOCUMENT_KEEP, id, bytes: encodeCanonical(document) };
}

/** The way back, by name; what does not fit is left out. */
export function documentsIn(keeps: readonly FeedKeep[]): ReadonlyMap<string, KeptDocument> {
  return new Map(
    keeps.flatMap(({ id, bytes }) => {
      const document = readCanonical(keptDocumentSchema, bytes);
      return document !== null && isKeyOf(id, document) ? [[id, document] as const] : [];
    }),
  );
}

/** The record of how often documents were wiped. */
export function lifeKeep(instance: EventId, life: number): Omit<FeedKeep, 'at'> {
  return { kind: LIFE_KEEP, id: instance, bytes: encodeCanonical({ life }) };
}

/** The way back; 0 for what is none. */
export function lifeIn(keep: Pick<FeedKeep, 'bytes'> | null): number {
  return keep === null ? 0 : (readCanonical(lifeSchema, keep.bytes)?.life ?? 0);
}

/** Up to where the shelf of a document holds nothing that some device did not tell. */
export function coveredIn(
  kept: ReadonlyMap<string, KeptDocument>,
  { instance, name }: Pick<ToldDocument, 'instance' | 'name'>,
): number {
  const own = [...kept.values()].filter((one) => one.instance === instance && one.name === name);
  return Math.max(0, ...own.map(({ serial }) => serial));
}
