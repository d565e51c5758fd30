import type { Host } from '@ports/host.ts';
import type { Notice, NoticeAct, Notifier } from '@ports/notifier.ts';
import type { Disposer } from '@ports/snapshot.ts';

/** Notifications the host shows, with what can be done where they stand; where it shows none, those of the page. */
export class HostNotifier implements Notifier {
  private readonly host: Host;
  private readonly page: Notifier & { end(): void };
  private readonly canShow: Promise<boolean>;
  private readonly shown = new Set<string>();
  private isOver = false;

  constructor(host: Host, page: Notifier & { end(): void }) {
    this.host = host;
    this.page = page;
    this.canShow = host
      .call('host.describe', {})
      .then((described) => described.ok && described.value.capabilities.includes('notices'));
  }

  show(notice: Notice): void {
    this.shown.add(notice.tag);
    void this.canShow.then((can) => {
      if (this.isOver) return;
      if (can) void this.host.call('notice.show', notice);
      else this.page.show(notice);
    });
  }

  /** Takes all away that are shown, and shows none any more. */
  end(): void {
    this.isOver = true;
    for (const tag of this.shown) this.clear(tag);
    this.page.end();
  }

  clear(tag: string): void {
    this.shown.delete(tag);
    void this.canShow.then((can) => {
      if (can) void this.host.call('notice.clear', { tag });
      else this.page.clear(tag);
    });
  }

  onActivated(listener: (tag: string) => void): Disposer {
    const stopPage = this.page.onActivated(listener);
    const stopHost = this.host.on('notice.acted', ({ tag, act }) => {
      if (act.kind === 'open') listener(tag);
    });
    return () => {
      stopPage();
      stopHost();
    };
  }

  onActed(listener: (tag: string, act: NoticeAct) => void): Disposer {
    return this.host.on('notice.acted', ({ tag, act }) => {
      if (act.kind !== 'open') listener(tag, act);
    });
  }

  isWatched(): boolean {
    return this.page.isWatched();
  }
}
