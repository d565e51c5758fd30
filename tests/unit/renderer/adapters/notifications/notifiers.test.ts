// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HostNotifier } from '@adapters/notifications/hostNotifier.ts';
import { WebNotifier } from '@adapters/notifications/webNotifier.ts';
import type { Host } from '@ports/host.ts';
import { ok } from '@shared/result.ts';
import { settle } from '../../../../support/shared/settle.ts';

/** The notifications of a browser, as many as are shown. */
function fakeNotifications() {
  const shown = new Set<string>();
  class FakeNotification extends EventTarget {
    static readonly permission = 'granted';
    private readonly title: string;
    constructor(title: string) {
      super();
      this.title = title;
      shown.add(title);
    }
    close(): void {
      shown.delete(this.title);
    }
  }
  vi.stubGlobal('Notification', FakeNotification);
  return shown;
}

/** A host that shows notifications itself, or leaves it to the page. */
function fakeHost(capabilities: readonly string[]) {
  const shown = new Set<string>();
  const answers: Record<string, (input: { readonly tag: string }) => unknown> = {
    'host.describe': () => ({ capabilities }),
    'notice.show': ({ tag }) => shown.add(tag),
    'notice.clear': ({ tag }) => shown.delete(tag),
  };
  const call = (method: string, input: never) => Promise.resolve(ok(answers[method]?.(input)));
  const host: Host = { on: () => () => undefined, call: call as Host['call'] };
  return { host, shown };
}

const notice = (tag: string) => ({ tag, title: tag, body: 'what was said', isAnswerable: false });

afterEach(() => vi.unstubAllGlobals());

describe('notifications after the lock was closed', () => {
  it.each(['page', 'host'])('LCK-13 are gone, and none is shown any more: those of the %s', async (where) => {
    const page = fakeNotifications();
    const { host, shown: ofHost } = fakeHost(where === 'host' ? ['notices'] : []);
    const shown = where === 'host' ? ofHost : page;
    const notifier = new HostNotifier(host, new WebNotifier());
    notifier.show(notice('before'));
    await settle();
    expect([...shown]).toEqual(['before']);
    notifier.show(notice('on its way'));
    notifier.end();
    notifier.show(notice('after'));
    await settle();
    expect([...page, ...ofHost]).toEqual([]);
  });
});
