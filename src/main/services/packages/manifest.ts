import { parse } from 'smol-toml';
import * as v from 'valibot';
import { cleanLine } from '@shared/cleanLine.ts';
import {
  type BanyanManifest,
  MAX_NET_HOSTS,
  MAX_PROGRAM_NAME,
  type MiniManifest,
  miniManifestSchema,
  miniPermissions,
  netHostSchema,
} from '@shared/mini/package.ts';

/** What is looked at of a text before it is cleaned, UTF-16 code units. */
const LONGEST_INPUT = 4096;

/** What a package without a manifest says of itself: nothing. */
export const NO_MANIFEST: MiniManifest = {
  name: null,
  description: null,
  version: null,
  sourceCodeUrl: null,
  id: null,
  banyan: null,
};

/**
 * Reads a `manifest.toml` (PKG-12, PKG-13). It never fails: what is no TOML says nothing, a key of the wrong type is as if it were not there,
 * keys that are not ours are passed over.
 */
export function readManifest(bytes: Uint8Array): MiniManifest {
  const table = readToml(bytes);
  if (table === null) return NO_MANIFEST;
  const banyan = own(table, 'banyan');
  const inner = isTable(banyan) ? banyan : null;
  const manifest = {
    name: line(own(table, 'name'), MAX_PROGRAM_NAME),
    description: line(first(inner, table, 'description'), 300),
    version: line(first(inner, table, 'version'), 32),
    sourceCodeUrl: webAddress(own(table, 'source_code_url')),
    id: only(miniManifestSchema.entries.id, inner === null ? null : own(inner, 'id')),
    banyan: inner === null ? null : readBanyan(inner),
  };
  const checked = v.safeParse(miniManifestSchema, manifest);
  return checked.success ? checked.output : NO_MANIFEST;
}

type Table = Readonly<Record<string, unknown>>;

function readToml(bytes: Uint8Array): Table | null {
  try {
    const table: unknown = parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), { maxDepth: 16 });
    return isTable(table) ? table : null;
  } catch {
    return null;
  }
}

/** A permission that is not ours, or is named twice, is passed over; hosts without the permission are none. */
function readBanyan(table: Table): BanyanManifest {
  const asked = texts(own(table, 'permissions'));
  const permissions = miniPermissions.filter((permission) => asked.includes(permission));
  const hosts = texts(own(table, 'net'))
    .map((host) => host.toLowerCase())
    .filter((host) => v.is(netHostSchema, host));
  const net = permissions.includes('net') ? [...new Set(hosts)].slice(0, MAX_NET_HOSTS) : [];
  return {
    permissions: net.length === 0 ? permissions.filter((permission) => permission !== 'net') : permissions,
    net,
  };
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function own(table: Table, key: string): unknown {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Real webxdc packages write some of these beside `name`. */
function first(inner: Table | null, outer: Table, key: string): unknown {
  const value = inner === null ? undefined : own(inner, key);
  return value === undefined ? own(outer, key) : value;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function line(value: unknown, most: number): string | null {
  if (typeof value !== 'string') return null;
  const clean = cleanLine(value.slice(0, LONGEST_INPUT).toWellFormed());
  // Cutting may leave half a letter, a joiner or a space at the end.
  const cut = cleanLine(clean.slice(0, most).replace(/[\ud800-\udbff]$/, ''));
  return cut === '' ? null : cut;
}

function webAddress(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 512 || !URL.canParse(value)) return null;
  const url = new URL(value);
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '' && url.href.length <= 512;
  return isPlain ? url.href : null;
}

function only<S extends v.GenericSchema<unknown, string | null>>(schema: S, value: unknown): v.InferOutput<S> | null {
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output : null;
}
