import type { WebPreferences } from 'electron';

/** The preferences of every program's view. Each line is a line of the security checklist. */
export function programPreferences(preload: string, partition: string): WebPreferences {
  return {
    preload,
    partition,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    disableDialogs: true,
    devTools: false,
    spellcheck: false,
    enableWebSQL: false,
    backgroundThrottling: true,
  };
}
