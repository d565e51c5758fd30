/** The desktop edition: Electron's process, wired to the services both editions share. */
import { app, dialog } from 'electron';
import { Desktop } from './windows/Desktop.ts';
import { readContext } from './windows/context.ts';

const context = readContext(app, process.env, process.platform);
if (context.profileDirectory !== null) app.setPath('userData', context.profileDirectory);
app.setAppUserModelId('app.banyan.desktop');

// The lock hangs on the profile's folder. Who comes second hands over its arguments and leaves.
if (app.requestSingleInstanceLock()) {
  const desktop = new Desktop(context);
  app
    .whenReady()
    .then(() => desktop.start(process.argv))
    .catch((cause: unknown) => {
      dialog.showErrorBox('Banyan could not start', cause instanceof Error ? cause.message : String(cause));
      app.exit(1);
    });
} else {
  app.quit();
}
