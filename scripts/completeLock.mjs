import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fieldOf, isRecord, readJson } from './setup/json.mjs';
import { lockEntry, missingOptionals } from './setup/optionalPackages.mjs';
import { root } from './setup/root.mjs';

// `npm run lock`: after adding a package, puts back into package-lock.json what npm left out for other platforms.
const path = join(root, 'package-lock.json');
const lock = readJson(path);
const packages = fieldOf(lock, 'packages');
if (!isRecord(lock) || !isRecord(packages)) throw new Error('package-lock.json cannot be read');

const missing = missingOptionals(packages);
for (const entry of missing) packages[entry.path] = lockEntry(entry);
const sorted = Object.fromEntries(Object.entries(packages).toSorted(([a], [b]) => a.localeCompare(b, 'en')));
if (missing.length > 0) writeFileSync(path, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
console.log(`${missing.length} packages of other platforms put back`);
