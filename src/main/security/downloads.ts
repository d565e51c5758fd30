import { basename } from 'node:path';
import type { Session } from 'electron';
import { isOwnDownload } from './address.ts';

const longestName = 120;
// Path separators and what Windows refuses, and every character that shows nothing or turns the text around:
// "gpj.exe" must not read as "exe.jpg" in the save dialog.
const unsafeInName = /[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A file name that is safe to propose: no path, no control or direction characters, not hidden, not endless. */
export function safeFileName(proposed: string): string {
  const name = basename(proposed)
    .replace(unsafeInName, '')
    .replace(/^[.\s]+/, '')
    .slice(-longestName);
  return name === '' ? 'download' : name;
}

/** Lets a download pass only if a person's gesture in one of our own pages began it, and always by a save dialog. */
export function restrictDownloads(session: Session, origin: string): void {
  session.on('will-download', (event, item, contents) => {
    const isOurs = isOwnDownload(item.getURL(), origin) && isOwnDownload(contents.getURL(), origin);
    if (!isOurs || !item.hasUserGesture()) {
      event.preventDefault();
      return;
    }
    // Without a save path Electron asks the person, every time.
    item.setSaveDialogOptions({ defaultPath: safeFileName(item.getFilename()) });
  });
}
