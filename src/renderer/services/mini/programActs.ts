import { fromBase64url } from '@shared/base64url.ts';
import type { MiniPermission, PackageFacts } from '@shared/mini/package.ts';
import type { BlobId, EventId, SpaceId } from '@shared/ids.ts';
import { type Result, fail, ok } from '@shared/result.ts';
import { cleanFileName } from '@domain/chat/fileName.ts';
import { CARD_KIND, cardOfPackage, encodeCard, programName } from '@domain/mini/card.ts';
import { DOCUMENT_KIND, UPDATE_KIND, splitWord } from '@domain/mini/parts.ts';
import { signPackage } from '@domain/mini/authorship.ts';
import { withGrant } from '@domain/mini/permission.ts';
import type { ProgramRecord } from '@domain/mini/records.ts';
import { MAX_PACKAGE_BYTES } from '@shared/mini/package.ts';
import type { BlobLibrary } from '../blobs/blobLibrary.ts';
import type { Identity } from '../identity/identity.ts';
import type { EngineParts } from '../engine/engineParts.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { Acts } from '../workspace/acts.ts';
import { authorFailure, outcomeOf } from '../workspace/failures.ts';
import type { OutgoingFile } from '../workspace/fileWorkspace.ts';
import type { ProgramActs, ProgramChange } from '../workspace/programWorkspace.ts';
import type { WorkspaceError } from '../workspace/workspaceErrors.ts';
import { inspectPackage, packageFailure } from './inspectPackage.ts';
import { OWN_PACKAGES_NAME, addToOwnPackages, readOwnPackages } from './ownPackages.ts';
import { DocumentKeeper } from './documentKeeper.ts';
import type { OwnDocuments } from './ownDocuments.ts';
import type { ProgramStream } from './programLog.ts';
import { SaidOnce } from './saidOnce.ts';
import { shelfName } from './storeProgramLog.ts';
import type { UpdatePacker } from './updatePacker.ts';

/** What the acts work with. */
export interface ProgramActParts extends Pick<EngineParts, 'store' | 'host' | 'clock'> {
  readonly self: ProgramRecord['author'];
  readonly replicator: Pick<Replicator, 'authorRun'>;
  readonly library: Pick<BlobLibrary, 'put' | 'adopt' | 'setKeep'>;
  /** Lets go of what nothing here needs. */
  readonly letGo: (blobs: readonly BlobId[]) => Promise<void>;
  readonly identity: () => Pick<Identity, 'certificate' | 'keys'>;
  readonly whyNotWrite: (space: SpaceId) => WorkspaceError | null;
  readonly condense?: EngineParts['condense'];
  readonly packer: Pick<UpdatePacker, 'mend'>;
  readonly documents: Pick<OwnDocuments, 'said' | 'forget'>;
}

/** See `ProgramActs`. */
export function createProgramActs(parts: ProgramActParts): ProgramActs {
  const { store } = parts;
  const keeper = new DocumentKeeper(parts);
  const said = new SaidOnce<WorkspaceError>();
  return {
    keepPackage: (file) => keepPackage(parts, file),
    signPackage: (id) => signOwn(parts, id),
    sendProgram: (space, id) => sendCard(parts, space, id),
    sayInProgram: (stream, bytes, id) => said.say(id, () => say(parts, stream, bytes)),
    condenseDocument: (stream) => condense(parts, keeper, stream),
    changeProgram: async (instance, change) => {
      const wiped = change.removed === true ? await parts.documents.forget(instance) : ok();
      if (!wiped.ok) return outcomeOf(wiped);
      const isForgotten = change.removed === true || change.label === null;
      const forgotten = isForgotten ? await store.shelves.forgetLabel(instance) : ok();
      if (!forgotten.ok) return outcomeOf(forgotten);
      return outcomeOf(await store.programs.update(instance, (row) => (row === null ? null : withChange(row, change))));
    },
    allowProgram: (instance, permission, granted) => allow(parts, instance, { permission, granted }),
  };
}

/**
 * A label stays until it is forgotten: what is stored under it would be out of reach under another (PRG-3). Whoever forgot it is
 * `forgetLabel`; one that came since stays, too.
 */
function withChange(row: ProgramRecord, change: ProgramChange): ProgramRecord {
  return { ...row, ...change, label: row.label ?? change.label ?? null };
}

async function keepPackage(parts: ProgramActParts, file: OutgoingFile['file']): ReturnType<Acts['keepPackage']> {
  if (file.size > MAX_PACKAGE_BYTES) return fail('package-too-large', `${file.size} bytes`);
  const kept = await parts.library.put(sourceOf(file));
  if (!kept.ok) {
    const isFull = kept.error.code === 'storage-full';
    return fail(isFull ? 'storage-full' : 'storage-failed', kept.error.message);
  }
  const { id } = kept.value;
  const facts = await inspectPackage(parts.host, parts.self, id);
  if (!facts.ok) {
    // It may be a file of something here.
    await parts.letGo([id]);
    return facts;
  }
  return keepAsOwn(parts, facts.value, cleanFileName(file.name).replace(/\.xdc$/i, ''));
}

/** `fallback` is what it is called where its manifest names nothing. */
async function keepAsOwn(
  parts: ProgramActParts,
  facts: PackageFacts,
  fallback: string,
): ReturnType<Acts['keepPackage']> {
  await parts.library.setKeep(facts.package, true);
  const name = facts.manifest.name ?? programName(fallback);
  await addToOwnPackages(parts.store, { package: facts.package, name, at: parts.clock.now() });
  return ok({ facts, name });
}

/** The device signs what the host says the contents are; the host sees for itself that the signature is of them. */
async function signOwn(parts: ProgramActParts, id: BlobId): ReturnType<Acts['signPackage']> {
  const { host, self: account, library } = parts;
  const facts = await inspectPackage(host, account, id);
  if (!facts.ok) return facts;
  const { certificate, keys } = parts.identity();
  const contents = fromBase64url(facts.value.contents);
  if (!contents.ok) return fail('internal', 'no hash of the contents');
  const signature = await signPackage({ contents: contents.value, certificate }, (bytes) => keys.sign(bytes));
  const made = await host.call('mini.sign', { account, package: id, signature });
  if (!made.ok) return { ok: false, error: packageFailure(made.error) };
  await library.adopt(made.value.package, made.value.size);
  const signed = await inspectPackage(host, account, made.value.package);
  return signed.ok ? keepAsOwn(parts, signed.value, (await nameOf(parts, id)) ?? '') : signed;
}

/** A DOM `File` is read piece by piece, as files that are sent are. */
function sourceOf(file: OutgoingFile['file']) {
  return {
    size: file.size,
    slice: (start: number, end: number) => file.slice(start, end),
  };
}

async function sendCard(parts: ProgramActParts, space: SpaceId, id: BlobId): ReturnType<Acts['sendProgram']> {
  const refused = parts.whyNotWrite(space);
  if (refused !== null) return { ok: false, error: refused };
  const facts = await inspectPackage(parts.host, parts.self, id);
  if (!facts.ok) return facts;
  const name = facts.value.manifest.name ?? (await nameOf(parts, id)) ?? programName('');
  const made = await parts.replicator.authorRun(space, CARD_KIND, [
    encodeCard(cardOfPackage(facts.value, programName(name))),
  ]);
  if (!made.ok) return { ok: false, error: authorFailure(made.error, 'internal') };
  const [event] = made.value;
  return event === undefined ? fail('internal', 'no card was made') : ok({ instance: event.id });
}

/** What a package without a name of its own is called here: as the file it was added from, or as on a card of it. */
async function nameOf({ store }: ProgramActParts, id: BlobId): Promise<string | null> {
  const added = await store.values.get(OWN_PACKAGES_NAME);
  const own = added.ok ? readOwnPackages(added.value?.value).find((one) => one.package === id) : undefined;
  if (own !== undefined) return own.name;
  const programs = await store.programs.all();
  const known = programs.ok ? programs.value.find(({ card }) => card.package === id) : undefined;
  return known?.card.name ?? null;
}

async function say(parts: ProgramActParts, stream: ProgramStream, bytes: Uint8Array): ReturnType<Acts['sayInProgram']> {
  const { store, self } = parts;
  const program = await store.programs.get(stream.instance);
  if (!program.ok) return outcomeOf(program);
  if (program.value === null) return fail('program-missing', 'its card is not here');
  const { space } = program.value;
  const { instance, document } = stream;
  if (stream.scope === 'person') {
    const kept = await store.shelves.addOwn({ space, instance, document: shelfName(stream), author: self, bytes });
    if (kept.ok && document !== null) parts.documents.said({ space, instance, name: document });
    return outcomeOf(kept);
  }
  const refused = parts.whyNotWrite(space);
  if (refused !== null) return { ok: false, error: refused };
  const bodies = splitWord({ instance, document, bytes });
  if (bodies === null) return fail('message-too-long', `${bytes.length} bytes`);
  const made = await parts.replicator.authorRun(space, document === null ? UPDATE_KIND : DOCUMENT_KIND, bodies);
  return made.ok ? ok() : { ok: false, error: authorFailure(made.error, 'message-too-long') };
}

async function condense(
  { store, packer }: ProgramActParts,
  keeper: DocumentKeeper,
  { instance, document, scope }: ProgramStream,
): ReturnType<Acts['condenseDocument']> {
  const program = await store.programs.get(instance);
  if (!program.ok) return outcomeOf(program);
  if (program.value === null) return fail('program-missing', 'no program that is here');
  const { space } = program.value;
  if (document === null) return outcomeOf(await packer.mend({ space, instance }));
  return outcomeOf(await keeper.condense({ space, instance, document: shelfName({ document, scope }) }));
}

async function allow(
  { store, clock }: ProgramActParts,
  instance: EventId,
  word: { readonly permission: MiniPermission; readonly granted: boolean },
): Promise<Result<void, WorkspaceError>> {
  const changed = await store.programs.update(instance, (row) => {
    if (row === null) return null;
    const hosts = word.permission === 'net' ? (row.declared ?? row.card).net : [];
    return { ...row, grants: withGrant(row.grants, { ...word, hosts, at: clock.now() }) };
  });
  return outcomeOf(changed);
}
