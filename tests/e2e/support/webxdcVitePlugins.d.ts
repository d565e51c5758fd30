/** The package has no types of its own: what `existingApps.ts` uses of it. */
declare module '@webxdc/vite-plugins' {
  import type { PluginOption } from 'vite';

  /** Packs what was built into an `.xdc` file. */
  export function buildXDC(options: {
    readonly inDir: string;
    readonly outDir: string;
    readonly outFileName: string;
  }): PluginOption;
  /** Puts the Eruda console into the page. */
  export function eruda(isDebug: boolean): PluginOption;
  /** Rewrites scripts for old browsers. */
  export function legacy(): PluginOption;
  /** Serves an emulator's `webxdc.js` while developing; does nothing in a build. */
  export function mockWebxdc(): PluginOption;
}
