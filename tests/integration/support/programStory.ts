/** Mini programs between people: a program that is shared, and the real script in its pages. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import * as Yjs from 'yjs';
import type { MemoryProgramView } from '@adapters/memory/views/memoryProgramViews.ts';
import { programPortOf } from '@adapters/programs/programPort.ts';
import type { Workspace } from '@services/workspace/workspace.ts';
import { blobIdPreimage } from '@shared/blob.ts';
import type { BlobId, EventId } from '@shared/ids.ts';
import type { PackageFacts } from '@shared/mini/package.ts';
import { installApi } from '../../../src/mini/client/installApi.ts';
import type { Page } from '../../../src/mini/client/page.ts';
import type { Webxdc } from '../../support/web/programWorld.ts';
import { type Person, must, two } from './world.ts';

export const manifest: PackageFacts['manifest'] = {
  name: 'Poll',
  description: null,
  version: '1',
  sourceCodeUrl: null,
  id: 'org.example.poll',
  banyan: { permissions: ['storage.sync'], net: [] },
};

export function factsOf(id: BlobId): PackageFacts {
  return {
    package: id,
    size: 5,
    unpacked: 5,
    entries: 1,
    manifest,
    icon: null,
    contents: 'A'.repeat(43),
    signature: null,
  };
}

/** Alice keeps a package and puts it into the chat with Bob; both have it. */
export async function shared(name: string | null = 'Poll') {
  const { world, alice, bob } = await two();
  const file = new File(['xdc 1'], 'poll.xdc');
  // The host in memory must be told what the package is before it is asked: its name follows from its bytes.
  const refused = await alice.workspace.programs.addPackage(file);
  expect(refused.ok ? 'ok' : refused.error.code).toBe('package-not-zip');
  const id = idOfPackage();
  const facts = factsOf(id);
  for (const person of [alice, bob]) person.host.programs.know({ ...facts, manifest: { ...facts.manifest, name } });
  const known = must(await alice.workspace.programs.addPackage(file));
  const { instance } = must(
    await alice.workspace.programs.sendProgram(await alice.spaceWith('Bob'), known.facts.package),
  );
  await world.pass(5000);
  return { world, alice, bob, id, instance };
}

function idOfPackage(): BlobId {
  const bytes = new TextEncoder().encode('xdc 1');
  const outline = new Uint8Array(createHash('sha256').update(bytes).digest());
  return createHash('sha256').update(blobIdPreimage(bytes.length, outline)).digest('base64url') as BlobId;
}

/** Loads a page of an open program. */
export function pageOf(view: MemoryProgramView): Webxdc & { readonly banyan: Record<string, unknown> | undefined } {
  const parent = {
    postMessage: (_ready: string, _origin: string, [port]: readonly Transferable[] = []) => {
      if (port instanceof MessagePort) view.connect(programPortOf(port));
    },
  };
  const page: Page & { webxdc?: Webxdc; banyan?: Record<string, unknown> } = {
    parent,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  };
  installApi(page, view.mount.self, () => Promise.resolve(Yjs));
  if (page.webxdc === undefined) throw new Error('nothing was installed');
  return { ...page.webxdc, banyan: page.banyan };
}

/** Opens a program, and a page of it. */
export async function opened(person: Person, instance: EventId, workspace: Workspace = person.workspace) {
  const session = must(await workspace.programs.openProgram(instance));
  const view = person.views.views.at(-1);
  if (view === undefined) throw new Error('no view');
  return { session, view, page: pageOf(view) };
}

/** A document of a page. */
export function documentOf(
  page: ReturnType<typeof pageOf>,
  name: string,
  options?: { readonly scope: 'person' },
): Promise<Yjs.Doc> {
  const open: unknown = page.banyan?.['document'];
  if (typeof open !== 'function') throw new Error('not declared');
  return (open as (name: string, options?: { readonly scope: 'person' }) => Promise<Yjs.Doc>)(name, options);
}

/** What comes of something that ends a program, which is heard for a while first: ports deliver and the world goes on until then. */
export async function afterEnding<T>(person: Person, act: Promise<T>): Promise<T> {
  let isOver = false;
  const watched = act.finally(() => (isOver = true));
  await settled(person, () => isOver);
  return watched;
}

/** Lets ports deliver and the world go on, until it is so. */
export async function settled(person: Person, isSo: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !isSo(); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    await person.world.pass(200);
  }
  expect(isSo()).toBe(true);
}
