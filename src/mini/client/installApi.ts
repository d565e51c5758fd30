import type { ProgramSelf } from '@shared/mini/bridge.ts';
import { NativePromise } from './builtIns.ts';
import type { YjsLibrary } from './documents.ts';
import { createExtension } from './extension.ts';
import { createFiles } from './files.ts';
import type { Page } from './page.ts';
import { createRealtime } from './realtime.ts';
import { stayHere } from './stayHere.ts';
import { createUpdates } from './updates.ts';
import { followVisibility } from './visibility.ts';
import { tellWhatIsMissing } from './wholeness.ts';
import { openWire } from './wire.ts';

/** On a page where the script ran. */
const INSTALLED = Symbol.for('banyan.installed');

/** Puts `webxdc`, and `banyan` where the manifest asks for it, on a page. No member of either can be replaced. */
export function installApi(page: Page, self: ProgramSelf, loadYjs: () => Promise<YjsLibrary>): void {
  // Run again it would ask for another port, and the host would end the one that is in use.
  if (INSTALLED in page) return;
  Object.defineProperty(page, INSTALLED, { value: true });
  const wire = openWire(page);
  const beforeLast = followVisibility(wire, page);
  stayHere(wire, page);
  tellWhatIsMissing(wire, page);
  const { sendUpdateInterval, sendUpdateMaxSize, isAppSender, isBroadcast } = self;
  const webxdc = {
    selfAddr: self.selfAddr,
    selfName: self.selfName,
    sendUpdateInterval,
    sendUpdateMaxSize,
    isAppSender,
    isBroadcast,
    ...createUpdates(wire, self),
    ...createFiles(wire),
    joinRealtimeChannel: createRealtime(wire),
    /** Long deprecated: programs that still call it get what they get elsewhere. */
    getAllUpdates: () => NativePromise.resolve([]),
  };
  // Ordinary properties: `const webxdc = window.webxdc` in a script of a page is an error where the name is fixed, and apps do that.
  Object.assign(page, { webxdc: Object.freeze(webxdc) });
  if (self.banyan !== null)
    Object.assign(page, { banyan: createExtension({ wire, self, loadYjs, beforeLast }, self.banyan) });
}
