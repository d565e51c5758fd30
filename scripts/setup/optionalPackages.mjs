import { fieldOf, isRecord } from './json.mjs';

/**
 * npm drops the packages of other platforms from the lock file when it cannot fetch them, and `npm ci` then refuses the
 * lock file everywhere. Their exact versions are known from the packages that ask for them, so they can be put back.
 *
 * @typedef {Record<string, unknown>} LockedPackages the `packages` of a lock file, by path
 * @typedef {{ path: string, name: string, version: string, isDev: boolean }} MissingPackage
 */

const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32'];

/** Where Node looks for a package, from the folder of who asks up to the root. @param {string} path @returns {string[]} */
function foldersAbove(path) {
  if (path === '') return [''];
  const cut = path.lastIndexOf('node_modules/');
  return [`${path}/`, ...foldersAbove(path.slice(0, Math.max(cut, 0)).replace(/\/$/, ''))];
}

/** @param {LockedPackages} packages @param {string} path of who asks @param {string} name */
function isLocked(packages, path, name) {
  return foldersAbove(path).some((folder) => packages[`${folder}node_modules/${name}`] !== undefined);
}

/**
 * The optional packages that are asked for in one exact version and stand nowhere in the lock file.
 *
 * @param {LockedPackages} packages
 * @returns {MissingPackage[]}
 */
export function missingOptionals(packages) {
  /** @type {Map<string, MissingPackage>} */
  const missing = new Map();
  for (const [path, entry] of Object.entries(packages)) {
    const wanted = fieldOf(entry, 'optionalDependencies');
    for (const [name, version] of Object.entries(isRecord(wanted) ? wanted : {})) {
      if (isLocked(packages, path, name) || !/^\d+\.\d+\.\d+/.test(String(version))) continue;
      const place = `node_modules/${name}`;
      missing.set(place, { path: place, name, version: String(version), isDev: fieldOf(entry, 'dev') === true });
    }
  }
  return [...missing.values()];
}

/** @param {string} name @param {readonly string[]} known */
function namedIn(name, known) {
  const words = name.replace('windows', 'win32').split(/[/-]/);
  return known.find((word) => words.includes(word));
}

/**
 * The lock file's entry for a package of another platform. It has no hash: npm adds that where it can fetch the package.
 *
 * @param {MissingPackage} missing
 */
export function lockEntry({ name, version, isDev }) {
  const system = namedIn(name, systems);
  const processor = namedIn(name, processors);
  const library = name.includes('musl') ? 'musl' : 'glibc';
  return {
    version,
    ...(processor === undefined ? {} : { cpu: [processor] }),
    ...(isDev ? { dev: true } : {}),
    ...(system === 'linux' ? { libc: [library] } : {}),
    optional: true,
    ...(system === undefined ? {} : { os: [system] }),
  };
}
