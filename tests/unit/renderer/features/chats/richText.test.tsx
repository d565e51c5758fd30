// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { RichText } from '../../../../../src/renderer/features/chats/text/RichText.tsx';
import { LinkContext } from '@ui/text/links.ts';
import { LinkScope } from '@ui/text/LinkScope.tsx';
import { renderWithMedia } from '../../../../support/web/renderWithMedia.tsx';

test('MKP-1 marks are drawn as elements, and markup of the web as letters', () => {
  const { container } = renderWithMedia(
    <RichText text={'**b** _i_ ~~s~~ `c` <img src=x onerror=alert(1)>\n> q\n```js\nx\n```'} />,
  );
  expect(container.querySelector('strong')?.textContent).toBe('b');
  expect(container.querySelector('em')?.textContent).toBe('i');
  expect(container.querySelector('s')?.textContent).toBe('s');
  expect(container.querySelector('blockquote')?.textContent).toBe('q');
  expect(container.querySelector('pre')?.textContent).toBe('x');
  expect(container.querySelector('img')).toBeNull();
  expect(container.textContent).toContain('<img src=x onerror=alert(1)>');
});

test('MKP-6 words that lead somewhere ask first, and say where', () => {
  const asked: string[] = [];
  renderWithMedia(
    <LinkContext value={(url) => asked.push(url)}>
      <RichText text="see [the **page**](https://example.org/x)" hasTabStops />
    </LinkContext>,
  );
  fireEvent.click(screen.getByText('page'));
  expect(asked).toEqual(['https://example.org/x']);
});

const words = {
  title: 'Open?',
  description: 'at:',
  openLabel: 'Open',
  cancelLabel: 'No',
  lookAlike: 'Foreign letters',
};

test.each([
  ['https://раураl.com/', 'xn--l-7sba6dbr.com', true],
  ['https://example.org/', 'example.org', false],
  ['mailto:a%ff@example.org', 'a%ff@example.org', false],
  ['mailto:a%E2%80%AEmoc@example.org', 'a%E2%80%AEmoc@example.org', false],
] as const)('MKP-6 %s is asked about with its true host', async (url, host, isForeign) => {
  renderWithMedia(
    <LinkScope {...words} onOpen={() => undefined}>
      <RichText text={`at ${url} now`} hasTabStops />
    </LinkScope>,
  );
  fireEvent.click(screen.getByRole('link'));
  await screen.findByRole('dialog');
  expect(screen.getByText(host)).toBeTruthy();
  expect(screen.queryByText('Foreign letters') !== null).toBe(isForeign);
});

test('MKP-1 code can be copied as it was said', async () => {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  renderWithMedia(<RichText text={'```\n  **x**\n```'} hasTabStops />);
  fireEvent.click(screen.getByRole('button', { name: 'Copy code' }));
  await waitFor(() => expect(write).toHaveBeenCalledWith('  **x**'));
  write.mockRestore();
});

test('MKP-1 people who are named are drawn apart, also within marks', () => {
  const { container } = renderWithMedia(
    <RichText
      text="**hi @Ada** and @Bo"
      mentions={[
        { account: 'ada', start: 5, length: 4 },
        { account: 'bo', start: 16, length: 3 },
        { account: 'out', start: 90, length: 3 },
      ]}
      renderMention={({ account }, said) => <mark data-who={account}>{said}</mark>}
    />,
  );
  expect(container.querySelector('strong mark')?.textContent).toBe('@Ada');
  expect([...container.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['@Ada', '@Bo']);
  expect(container.textContent).toBe('hi @Ada and @Bo');
});
