/** The pages of the cage specs, built once for each worker. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProbeGround } from '../../../support/shared/cage.ts';
import { buildTestPage } from '../../support/testPage.ts';
import type { Files } from './bareServer.ts';

/** What is built once for all specs of a worker. */
export interface CageBuilds {
  /** Folder of the page around the programs. */
  readonly harness: string;
  readonly probes: Files;
}

/** Builds a page of `tests/support/web` into a folder of its own; the caller removes it. */
export async function buildPage(name: 'cage-harness' | 'cage-probes'): Promise<string> {
  return buildTestPage(name, await mkdtemp(join(tmpdir(), `banyan-${name}-`)), { base: './' });
}

/** The built probes as files. */
export async function buildProbes(): Promise<Files> {
  const folder = await buildPage('cage-probes');
  const paths = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: Record<string, Uint8Array> = {};
  for (const entry of paths.filter((found) => found.isFile())) {
    const path = join(entry.parentPath, entry.name);
    files[path.slice(folder.length + 1)] = await readFile(path);
  }
  await rm(folder, { recursive: true });
  return files;
}

const leak = (port: number | undefined) => `fetch('http://127.0.0.1:${port}/', { mode: 'no-cors' })`;

/** The files of a package of probes that aim at `ground`. */
export function probeFiles(built: Files, ground: ProbeGround): Files {
  const index = Buffer.from(built['index.html'] ?? '').toString();
  const scripts = '<script src="webxdc.js"></script><script src="ground.js"></script>';
  const { ports } = ground;
  const page = (probe: string) => `<!doctype html><script>${leak(ports[probe])}</script>`;
  return {
    ...built,
    'index.html': index.replace('<head>', `<head>${scripts}`),
    'ground.js': `globalThis.ground = ${JSON.stringify(ground)};`,
    'child.html': '<!doctype html><p>child</p>',
    'worker.js': `const go = ({ data }) => fetch(data, { mode: 'no-cors' });
      onmessage = go; globalThis.onconnect = ({ ports: [port] }) => { port.onmessage = go; };`,
    'type-text.txt': page('type-text'),
    'type-pdf.pdf': page('type-pdf'),
    'type-none': page('type-none'),
    'type-picture.png': page('type-picture'),
    'type-svg.svg': `<svg xmlns="http://www.w3.org/2000/svg"><script>${leak(ports['type-svg'])}</script></svg>`,
  };
}
