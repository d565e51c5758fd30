import type { Session } from 'electron';
import { refuser } from '../services/mini/programHandler.ts';
import { programHeaders } from '../services/mini/programHeaders.ts';
import { PROGRAM_SCHEME, isOwnAddress, programOrigin } from './address.ts';

/** What a program's session is made for. */
export interface ProgramSessionOptions {
  readonly label: string;
  readonly serve: (request: Request) => Promise<Response>;
}

/**
 * Nothing listens on the discard port, and the bypass rule sends this machine's own addresses there, too: they would go around a
 * proxy otherwise. SOCKS 5 takes names as they are, so that nothing has to be resolved first.
 */
const DEAD_PROXY = { proxyRules: 'socks5://127.0.0.1:9', proxyBypassRules: '<-loopback>' } as const;

/** Sessions whose scheme is served: Electron takes one handler. */
const prepared = new WeakMap<Session, Promise<void>>();

/** The name of the partition of the program at a label. */
export function programPartition(label: string): string {
  return `persist:mini-${label}`;
}

/**
 * Puts a program's session behind a dead proxy and a filter that lets through its own origin alone, refuses every permission but the
 * pointer lock, and serves its files. Rejects when the proxy can not be set: nothing may be loaded then. Comes after the rules that
 * hold for every session (`restrictSession`), of which those for downloads and devices stay.
 */
export function prepareProgramSession(session: Session, options: ProgramSessionOptions): Promise<void> {
  const known = prepared.get(session);
  if (known !== undefined) return known;
  const preparing = prepare(session, options);
  prepared.set(session, preparing);
  preparing.catch(() => prepared.delete(session));
  return preparing;
}

async function prepare(session: Session, { label, serve }: ProgramSessionOptions): Promise<void> {
  const origin = programOrigin(label);
  await session.setProxy(DEAD_PROXY);
  session.setSpellCheckerEnabled(false);
  // As in Delta Chat, but for full screen: Electron does not say in whose picture one then is.
  session.setPermissionCheckHandler(
    (...[, permission, requestingOrigin]) => permission === 'pointerLock' && isOwnAddress(requestingOrigin, origin),
  );
  session.setPermissionRequestHandler((...[, permission, callback, details]) => {
    callback(permission === 'pointerLock' && isOwnAddress(details.requestingUrl, origin));
  });
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !isOwn(details.url, origin) }));
  session.protocol.handle(PROGRAM_SCHEME, (request) =>
    isOwnAddress(request.url, origin) ? serve(request) : refuser(programHeaders([]))(404),
  );
}

/** What has no address of its own (`data:`) reaches nobody. */
function isOwn(address: string, origin: string): boolean {
  if (address.startsWith('data:')) return true;
  return isOwnAddress(address.startsWith('blob:') ? address.slice('blob:'.length) : address, origin);
}
