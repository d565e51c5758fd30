// @vitest-environment happy-dom
import { cleanup } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, test } from 'vitest';
import type { BlobId } from '@shared/ids.ts';
import type { MessageBody } from '@services/workspace/workspace.ts';
import { useMessageWords } from '../../../../../src/renderer/features/chats/text/useMessageWords.ts';
import { fakeEventId } from '../../../../support/web/fakeIds.ts';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

function Words({ body }: { readonly body: MessageBody }): ReactNode {
  return <p>{useMessageWords()(body)}</p>;
}

function wordsOf(caption: string, name: string): string {
  // A blob's id is made as an event's is.
  const blob = fakeEventId(name) as string as BlobId;
  const file = { blob, size: 5, name, mime: 'text/plain', picture: null };
  const { container } = renderScreen(<Words body={{ kind: 'file', file, caption }} />);
  return container.querySelector('p')?.textContent ?? '';
}

afterEach(cleanup);

test('a caption that turns or ends its direction turns nothing but itself', () => {
  expect(wordsOf('from you?\u202e evil', 'tea.txt')).toBe('\u2068from you?\u202e evil\u2069 · \u2068tea.txt\u2069');
  cleanup();
  expect(wordsOf('a\u2069\u202eb', 'tea.txt')).toBe('\u2068a\u202eb\u2069 · \u2068tea.txt\u2069');
});

test('a file without a caption is told by its name', () => {
  expect(wordsOf('', 'tea.txt')).toBe('File: \u2068tea.txt\u2069');
});
