import type { Session } from 'electron';
import { isOwnAddress } from './address.ts';

/**
 * What our own main frame may have. Everything else, and everyone else, is refused.
 * - `notifications`: a message came.
 * - `clipboard-sanitized-write`: "copy" buttons; `clipboard-read`: "add from clipboard", an invite or a QR picture.
 * - `persistent-storage`: asks Chromium not to evict the database.
 * - the three network names: contacts and signaling services on this machine and this network.
 * The camera (`media`, video alone), for reading a contact's QR code, and the microphone (audio alone), for voice notes, are allowed apart; both at
 * once nobody here asks for.
 */
const allowed: ReadonlySet<string> = new Set([
  'notifications',
  'clipboard-sanitized-write',
  'clipboard-read',
  'persistent-storage',
  'local-network',
  'local-network-access',
  'loopback-network',
]);

/** Of those, what is also asked for no document at all: by a worker, or by the network stack. */
const allowedWithoutDocument: ReadonlySet<string> = new Set([
  'notifications',
  'local-network',
  'local-network-access',
  'loopback-network',
]);

interface Asked {
  readonly permission: string;
  readonly address: string;
  readonly isMainFrame: boolean;
  readonly media: readonly string[];
}

function isAllowed(asked: Asked, origin: string): boolean {
  if (!asked.isMainFrame || !isOwnAddress(asked.address, origin)) return false;
  if (asked.permission === 'media') return isOneOf(asked.media, 'video') || isOneOf(asked.media, 'audio');
  return allowed.has(asked.permission);
}

function isOneOf(media: readonly string[], wanted: 'video' | 'audio'): boolean {
  return media.length > 0 && media.every((kind) => kind === wanted);
}

/** Denies by default, in the handlers for checks and for requests alike, and closes every door to devices. */
export function restrictPermissions(session: Session, origin: string): void {
  session.setPermissionCheckHandler((...[, permission, requestingOrigin, details]) => {
    if (!isOwnAddress(requestingOrigin, origin)) return false;
    // Electron names the address of the document, of a subframe too, wherever there is one.
    if (details.requestingUrl === undefined) return allowedWithoutDocument.has(permission);
    return isAllowed(
      {
        permission,
        address: details.securityOrigin ?? requestingOrigin,
        isMainFrame: details.isMainFrame,
        media: details.mediaType === undefined ? [] : [details.mediaType],
      },
      origin,
    );
  });
  session.setPermissionRequestHandler((...[, permission, callback, details]) => {
    callback(
      isAllowed(
        {
          permission,
          address: details.requestingUrl,
          isMainFrame: details.isMainFrame,
          media: 'mediaTypes' in details ? (details.mediaTypes ?? []) : [],
        },
        origin,
      ),
    );
  });
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  // Called with the classes Chromium protects: returning them all keeps them all protected.
  session.setUSBProtectedClassesHandler((details) => details.protectedClasses);
  session.on('select-hid-device', (event, _details, callback) => {
    event.preventDefault();
    callback(null);
  });
  session.on('select-usb-device', (event, _details, callback) => {
    event.preventDefault();
    callback();
  });
  session.on('select-serial-port', (event, ...[, , callback]) => {
    event.preventDefault();
    callback('');
  });
}
