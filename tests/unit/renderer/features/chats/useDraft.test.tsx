// @vitest-environment happy-dom
import { act, cleanup } from '@testing-library/react';
import { useLayoutEffect, useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { MAX_DRAFT_LENGTH } from '@domain/chat/message.ts';
import { type Draft, useDraft } from '../../../../../src/renderer/features/chats/composer/useDraft.ts';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';

afterEach(cleanup);

const space = spaceOf('chat');

/** The hook of a chat whose kept draft the test says. */
function open(kept: string) {
  const seen: { draft: Draft | null; keep: (kept: string) => void } = { draft: null, keep: () => undefined };
  function Field() {
    const [draft, setDraft] = useState(kept);
    const shown = useDraft({ space, draft });
    useLayoutEffect(() => {
      seen.draft = shown;
      seen.keep = setDraft;
    }, [shown]);
    return null;
  }
  renderScreen(<Field />);
  return {
    draft: () => seen.draft ?? expect.fail('nothing was drawn'),
    keep: (next: string) => act(() => seen.keep(next)),
  };
}

test('CHAT-UI-185 what was pasted stays whole where only the beginning of it is kept', async () => {
  const { draft, keep } = open('');
  const long = 'banyan '.repeat(20_000);
  act(() => draft().setText(long));
  await act(async () => draft().save());
  keep(long.slice(0, MAX_DRAFT_LENGTH));
  expect(draft().text).toBe(long);
});

test('CHAT-UI-185 what another own device wrote comes in where nothing here waits to be saved', async () => {
  const { draft, keep } = open('mine');
  keep('of the laptop');
  expect(draft().text).toBe('of the laptop');
  act(() => draft().setText('being written'));
  keep('of the laptop again');
  expect(draft().text).toBe('being written');
});
