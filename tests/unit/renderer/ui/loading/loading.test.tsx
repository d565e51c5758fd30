// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { type ReactNode, Suspense } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { showPartsAfter } from '@ui/loading/company.ts';
import { lazy, tryPartsAgain } from '@ui/loading/lazy.ts';
import { mendStyles, stylesMended } from '@ui/loading/mendStyles.ts';
import { PAUSES, persistently } from '@ui/loading/persistently.ts';
import '../../../../support/web/waiting.ts';
import { eventually } from '../../../../support/shared/eventually.ts';

afterEach(() => {
  cleanup();
  showPartsAfter(() => Promise.resolve());
  document.head.replaceChildren();
});

/** Code that does not come `times` times. */
function shaky<Code>(times: number, code: Code) {
  const asked = { times: 0 };
  const load = () => {
    asked.times += 1;
    return asked.times > times ? Promise.resolve(code) : Promise.reject(new TypeError(`try ${asked.times}`));
  };
  return { asked, load };
}

describe('code that does not come', () => {
  test('LOA-1 is fetched again, with longer and longer pauses', async () => {
    const { asked, load } = shaky(2, 'code');
    expect(await persistently(load, [1, 1])).toBe('code');
    expect(asked.times).toBe(3);
    expect([...PAUSES].sort((one, other) => one - other)).toEqual(PAUSES);
  });

  test('LOA-1 is given up after the last try, with what that one said', async () => {
    const { asked, load } = shaky(9, 'code');
    await expect(persistently(load, [1, 1])).rejects.toThrow('try 3');
    expect(asked.times).toBe(3);
  });

  test('LOA-5 a part is shown when what all parts are shown with has come, and not before', async () => {
    let come = (): void => undefined;
    const company = new Promise<void>((resolve) => {
      come = resolve;
    });
    showPartsAfter(() => company);
    const { asked, load } = shaky(0, { default: () => <p>here</p> });
    const Part = lazy(load, [1]);
    render(
      <Suspense fallback="waiting">
        <Part />
      </Suspense>,
    );
    await eventually(() => expect(asked.times).toBe(1));
    expect(screen.queryByText('here')).toBeNull();
    come();
    expect(await screen.findByText('here')).toBeDefined();
  });

  test('LOA-3 a part that did not come begins anew once the person tries again, and not before', async () => {
    const { asked, load } = shaky(3, { default: ({ name }: { name: string }) => <p>{name}</p> });
    const Part = lazy(load, [1, 1]);
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const page = (): ReactNode => (
      <ErrorBoundary
        onReset={tryPartsAgain}
        fallbackRender={({ resetErrorBoundary }) => (
          <button type="button" onClick={resetErrorBoundary}>
            again
          </button>
        )}
      >
        <Suspense fallback="waiting">
          <Part name="here" />
        </Suspense>
      </ErrorBoundary>
    );
    render(page());
    const again = await screen.findByRole('button');
    expect(asked.times).toBe(3);
    again.click();
    expect(await screen.findByText('here')).toBeTruthy();
    expect(asked.times).toBe(4);
    quiet.mockRestore();
  });
});

describe('style sheets that do not come', () => {
  function sheet(): HTMLLinkElement {
    const link = document.createElement('link');
    link.setAttribute('data-name', 'room');
    document.head.append(document.createElement('meta'), link, document.createElement('title'));
    // Set once it is in the document, so that nothing is fetched by the test's own document.
    Object.defineProperty(link, 'rel', { value: 'stylesheet' });
    return link;
  }
  const current = () => document.head.querySelector<HTMLLinkElement>('[data-name="room"]');
  const changed = (before: Element) => eventually(() => expect(current() === before).toBe(false));

  test('LOA-2 are fetched again at their place, and code that came meanwhile waits for them', async () => {
    const stop = mendStyles(document, [1, 1, 1]);
    const first = sheet();
    let isShown = false;
    first.dispatchEvent(new Event('error'));
    const loading = persistently(() => Promise.resolve('code')).then(() => {
      isShown = true;
    });
    await changed(first);
    const second = current();
    if (second === null) throw new Error('the style sheet is gone');
    expect(second.nextElementSibling?.tagName).toBe('TITLE');
    second.dispatchEvent(new Event('error'));
    await changed(second);
    expect(isShown).toBe(false);
    current()?.dispatchEvent(new Event('load'));
    await loading;
    expect(isShown).toBe(true);
    stop();
  });

  test('LOA-2 are given up after the last try, so that what came is shown', async () => {
    const stop = mendStyles(document, [1]);
    const first = sheet();
    first.dispatchEvent(new Event('error'));
    await changed(first);
    current()?.dispatchEvent(new Event('error'));
    await stylesMended();
    stop();
    const other = sheet();
    other.dispatchEvent(new Event('error'));
    await stylesMended();
    expect(other.isConnected).toBe(true);
  });
});
