import { createPublicKey, verify } from 'node:crypto';
import { parse } from 'smol-toml';
import { readAuthorship } from '@domain/mini/authorship.ts';
import { MAX_CARD_ICON } from '@domain/mini/card.ts';
import { MAX_ICON_BYTES, MAX_ICON_SIDE, MAX_MANIFEST_BYTES, miniPermissions } from '@shared/mini/package.ts';
import { readPictureHeader } from '@shared/picture/pictureHeader.ts';
import { readWholeEntry } from '../../../src/main/services/packages/entryContent.ts';
import type { LoadedPackage } from '../loadPackage.ts';
import type { Finding, Level } from './finding.ts';

/** Above this people on slow links wait for it, bytes. */
const LARGE = 1024 * 1024;
/** An icon with fewer pixels is not sharp where it is shown large. */
const SMALL_SIDE = 128;

/** What the package says of itself: size, manifest, icon, signature. It is one the host takes. */
export async function packageFindings(loaded: LoadedPackage): Promise<Finding[]> {
  return [
    ...sizeFindings(loaded),
    ...(await manifestFindings(loaded)),
    ...(await iconFindings(loaded)),
    ...(await signatureFindings(loaded)),
  ];
}

function finding(level: Level, rule: string, message: string): Finding {
  return { level, rule, message };
}

function sizeFindings({ bytes, files }: LoadedPackage): Finding[] {
  const findings: Finding[] = [];
  if (bytes.length > LARGE) {
    findings.push(
      finding('hint', 'large', `${(bytes.length / LARGE).toFixed(1)} MiB: everyone in the chat fetches it`),
    );
  }
  for (const { path } of files) {
    if (path.endsWith('.map'))
      findings.push({ ...finding('hint', 'source-map', 'nobody but you reads it'), place: path });
  }
  return findings;
}

async function manifestFindings({ files, opened }: LoadedPackage): Promise<Finding[]> {
  const entry = files.find(({ path }) => path === 'manifest.toml');
  if (entry === undefined)
    return [finding('warning', 'no-manifest', 'no manifest.toml: the file name is shown as its name')];
  const bytes = await readWholeEntry(entry, MAX_MANIFEST_BYTES);
  if (bytes === null) return [finding('error', 'bad-manifest', 'manifest.toml is larger than 16 KiB and passed over')];
  const { manifest } = opened.contents;
  try {
    const table: unknown = parse(Buffer.from(bytes).toString());
    const unnamed = manifest.name === null ? [finding('warning', 'no-name', 'manifest.toml has no `name`')] : [];
    return [...unnamed, ...wishFindings(table, manifest.banyan?.net ?? [])];
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : 'no TOML';
    return [finding('error', 'bad-manifest', `manifest.toml is passed over: ${why ?? ''}`)];
  }
}

/** Wishes that the host passes over without a word. */
function wishFindings(table: unknown, hosts: readonly string[]): Finding[] {
  const banyan = isTable(table) ? table['banyan'] : undefined;
  if (!isTable(banyan)) return [];
  const wishes = Array.isArray(banyan['permissions']) ? banyan['permissions'] : [];
  const unknown = wishes.filter((wish) => !miniPermissions.some((permission) => permission === wish));
  const findings = unknown.map((wish) =>
    finding('error', 'unknown-permission', `there is no permission ${JSON.stringify(wish)}`),
  );
  const net = Array.isArray(banyan['net']) ? banyan['net'] : [];
  for (const host of net.filter((name) => typeof name !== 'string' || !hosts.includes(name.toLowerCase()))) {
    findings.push(
      finding(
        'error',
        'bad-host',
        `${JSON.stringify(host)} under net is no host name, one too many, or there without the permission \`net\``,
      ),
    );
  }
  return findings;
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function iconFindings({ files, opened }: LoadedPackage): Promise<Finding[]> {
  const { icon } = opened.contents;
  const entry = files.find(({ path }) => path === 'icon.png' || path === 'icon.jpg');
  if (entry === undefined) return [finding('warning', 'no-icon', 'neither icon.png nor icon.jpg')];
  if (icon === null) {
    const most = `PNG or JPEG of at most ${MAX_ICON_BYTES / 1024} KiB and ${MAX_ICON_SIDE} pixels each way`;
    return [{ ...finding('error', 'bad-icon', `passed over: it is no ${most}`), place: entry.path }];
  }
  const header = readPictureHeader(icon.bytes);
  if (!header.ok) return [];
  const { width, height } = header.value;
  const findings: Finding[] = [];
  if (width !== height)
    findings.push(finding('hint', 'icon-shape', `the icon is ${width} × ${height}: a square fits everywhere`));
  if (Math.min(width, height) < SMALL_SIDE)
    findings.push(finding('hint', 'icon-small', `the icon is ${width} × ${height}: 256 × 256 is sharp everywhere`));
  if (icon.bytes.length > MAX_CARD_ICON)
    findings.push(
      finding('hint', 'icon-heavy', `cards carry icons of at most ${MAX_CARD_ICON / 1024} KiB: a letter stands there`),
    );
  return findings;
}

async function signatureFindings({ files, opened }: LoadedPackage): Promise<Finding[]> {
  const isThere = files.some(({ path }) => path === 'banyan.signature');
  const { kind } = await readAuthorship(opened.contents, verifyEd25519);
  if (!isThere || kind === 'key' || kind === 'account') return [];
  return [finding('error', 'bad-signature', 'banyan.signature does not fit: sign again after the last change')];
}

function verifyEd25519(key: Uint8Array, signature: Uint8Array, bytes: Uint8Array): Promise<boolean> {
  const x = Buffer.from(key).toString('base64url');
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return Promise.resolve(verify(null, bytes, publicKey, signature));
  } catch {
    return Promise.resolve(false);
  }
}
