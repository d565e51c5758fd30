import { findElectron } from '../../../scripts/setup/electronBinary.mjs';

/** Electron's program, or why the tests that need it are skipped. Nothing is downloaded. */
export function electronPath(): { readonly path: string } | { readonly missing: string } {
  const path = findElectron();
  return path === undefined ? { missing: 'no Electron program here (`npm start -- --electron` fetches it)' } : { path };
}
