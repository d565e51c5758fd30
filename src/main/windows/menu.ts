import type { MenuItemConstructorOptions, WebContents } from 'electron';
import { Menu } from 'electron';
import type { Labels } from './labels.ts';

/** What decides the menu. */
export interface MenuOptions {
  readonly labels: Labels;
  readonly platform: NodeJS.Platform;
  readonly isDevelopment: boolean;
}

function editItems(labels: Labels): MenuItemConstructorOptions[] {
  return [
    { role: 'undo', label: labels.undo },
    { role: 'redo', label: labels.redo },
    { type: 'separator' },
    { role: 'cut', label: labels.cut },
    { role: 'copy', label: labels.copy },
    { role: 'paste', label: labels.paste },
    { role: 'selectAll', label: labels.selectAll },
  ];
}

function viewItems({ labels, isDevelopment }: MenuOptions): MenuItemConstructorOptions[] {
  const developing: MenuItemConstructorOptions[] = [
    { role: 'reload' },
    { role: 'toggleDevTools' },
    { type: 'separator' },
  ];
  return [
    ...(isDevelopment ? developing : []),
    { role: 'resetZoom', label: labels.resetZoom },
    { role: 'zoomIn', label: labels.zoomIn, accelerator: 'CommandOrControl+Plus' },
    // The same key without shift, which is what most people press.
    { role: 'zoomIn', accelerator: 'CommandOrControl+=', visible: false, acceleratorWorksWhenHidden: true },
    { role: 'zoomOut', label: labels.zoomOut },
    { type: 'separator' },
    { role: 'togglefullscreen', label: labels.fullScreen },
  ];
}

/** The application menu. Reload and the developer tools are in it only in development. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { labels, platform } = options;
  const isMac = platform === 'darwin';
  const fileItems: MenuItemConstructorOptions[] = [
    { role: 'close', label: labels.close },
    { type: 'separator' },
    { role: 'quit', label: labels.quit, accelerator: 'CommandOrControl+Q' },
  ];
  return [
    isMac ? { role: 'appMenu' } : { label: labels.file, submenu: fileItems },
    { label: labels.edit, submenu: editItems(labels) },
    { label: labels.view, submenu: viewItems(options) },
    isMac
      ? { role: 'windowMenu', label: labels.window }
      : { label: labels.window, submenu: [{ role: 'minimize', label: labels.minimize }] },
  ];
}

/** Gives text fields and selections the menu people expect on a right click. Electron has none of its own. */
export function offerContextMenu(contents: WebContents, labels: Labels): void {
  contents.on('context-menu', (_event, params) => {
    const { editFlags } = params;
    const field: MenuItemConstructorOptions[] = [
      { role: 'cut', label: labels.cut, enabled: editFlags.canCut },
      { role: 'copy', label: labels.copy, enabled: editFlags.canCopy },
      { role: 'paste', label: labels.paste, enabled: editFlags.canPaste },
      { type: 'separator' },
      { role: 'selectAll', label: labels.selectAll, enabled: editFlags.canSelectAll },
    ];
    const selection: MenuItemConstructorOptions[] = [{ role: 'copy', label: labels.copy }];
    if (params.isEditable) Menu.buildFromTemplate(field).popup();
    else if (params.selectionText.trim() !== '') Menu.buildFromTemplate(selection).popup();
  });
}
