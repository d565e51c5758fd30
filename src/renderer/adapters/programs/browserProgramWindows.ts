import type { EventId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import type { ProgramWindows } from '@ports/programWindows.ts';

/** As tall as a telephone is: most programs are made for that. */
const SIZE = 'popup,width=480,height=760';

/** What is used of the page's window. The one that opened it is the app's, as only that opens such. */
export interface OpeningWindow {
  open(url: string, name: string, features: string): { focus(): void } | null;
  readonly opener: { focus(): void } | null;
}

/** The windows of a browser, by name, so that a program has one. The page in it is our own, and it stays when this one goes. */
export class BrowserProgramWindows implements ProgramWindows {
  private readonly page: OpeningWindow;
  private readonly pathname: string;

  constructor(page: OpeningWindow = window, pathname = location.pathname) {
    this.page = page;
    this.pathname = pathname;
  }

  showApp(): void {
    this.page.opener?.focus();
  }

  show(instance: EventId) {
    const shown = this.page.open(`${this.pathname}#/program/${instance}`, `banyan-program-${instance}`, SIZE);
    if (shown === null) return Promise.resolve(fail('window-blocked', 'the browser opened no window'));
    shown.focus();
    return Promise.resolve(ok());
  }
}
