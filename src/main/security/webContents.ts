import type { App, WebContents } from 'electron';
import { isOwnAddress } from './address.ts';

/** Told of every refusal, by what was refused: never with the address, which may carry secrets. */
export type RefusalListener = (what: 'navigation' | 'window' | 'webview' | 'certificate') => void;

/** The origin a web contents has to stay on. A program's is known only once its view is made, so that it is asked when it matters. */
export type HomeOf = (contents: WebContents) => string;

/** Keeps a web contents on its own origin: no new windows, no navigation elsewhere, no `webview`. */
export function restrictWebContents(contents: WebContents, homeOf: HomeOf, refused: RefusalListener): void {
  contents.setWindowOpenHandler(() => {
    refused('window');
    return { action: 'deny' };
  });
  const stayHome = (details: { readonly url: string; preventDefault(): void }): void => {
    if (isOwnAddress(details.url, homeOf(contents))) return;
    details.preventDefault();
    refused('navigation');
  };
  contents.on('will-navigate', stayHome);
  contents.on('will-frame-navigate', stayHome);
  contents.on('will-redirect', stayHome);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    refused('webview');
  });
  contents.on('select-bluetooth-device', (event, _devices, callback) => {
    event.preventDefault();
    callback('');
  });
}

/** Applies {@link restrictWebContents} to everything the app will ever create, and never overrides a certificate error. */
export function restrictEveryWebContents(app: App, homeOf: HomeOf, refused: RefusalListener): void {
  app.on('web-contents-created', (_event, contents) => restrictWebContents(contents, homeOf, refused));
  app.on('certificate-error', (event, ...[, , , , callback]) => {
    event.preventDefault();
    callback(false);
    refused('certificate');
  });
  app.on('select-client-certificate', (event, ...[, , , callback]) => {
    event.preventDefault();
    callback();
  });
}
