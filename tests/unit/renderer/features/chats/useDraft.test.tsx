// @vitest-environment happy-dom
import { act, cleanup } from '@testing-library/react';
import { useLayoutEffect, useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { fail, ok } from '@shared/result.ts';
import { MAX_DRAFT_LENGTH } from '@domain/chat/message.ts';
import { WorkspaceContext } from '@services/workspace/context.tsx';
import type { Workspace } from '@services/workspace/workspace.ts';
import { type Draft, useDraft } from '../../../../../src/renderer/features/chats/composer/useDraft.ts';
import { unkeptWords } from '../../../../../src/renderer/features/chats/composer/unkeptWords.ts';
import { createFakeApplication } from '../../../../support/web/fakeApplication.ts';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  unkeptWords.drop(space);
});

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

type Saving = Workspace['saveDraft'];

/** A field that goes and comes, over the engine of a tab that may go. */
function tabWith(kept: string) {
  const { workspace } = createFakeApplication();
  const seen: { draft: Draft | null } = { draft: null };
  function Field() {
    const shown = useDraft({ space, draft: kept });
    useLayoutEffect(() => {
      seen.draft = shown;
    }, [shown]);
    return null;
  }
  const over = (saveDraft: Saving | null) =>
    saveDraft !== null && (
      <WorkspaceContext value={{ ...workspace, saveDraft }}>
        <Field />
      </WorkspaceContext>
    );
  vi.useFakeTimers();
  const gone: Saving = async () => fail('engine-unreachable', 'this tab takes over');
  const screen = renderScreen(over(gone));
  return {
    draft: () => seen.draft ?? expect.fail('nothing was drawn'),
    gone,
    show: (saveDraft: Saving | null) => act(() => screen.show(over(saveDraft))),
    wait: (span: number) => act(async () => vi.advanceTimersByTimeAsync(span)),
  };
}

test('CHAT-UI-188 what the engine of before did not keep is in the next field, and kept by the next engine', async () => {
  const { draft, show, wait } = tabWith('kept before');
  act(() => draft().setText('written as the other tab closed'));
  show(null);
  await wait(0);
  const saved: string[] = [];
  show(async (_, text) => {
    saved.push(text);
    return ok();
  });
  expect(draft().text).toBe('written as the other tab closed');
  await wait(250);
  expect(saved).toEqual(['written as the other tab closed']);
  expect(unkeptWords.of(space)).toBeUndefined();
});

test('CHAT-UI-188 a field that stays saves with the engine that comes, however often that fails', async () => {
  const { draft, show, gone, wait } = tabWith('');
  act(() => draft().setText('words'));
  await wait(250);
  const saved: string[] = [];
  show(async (at, text, ...rest) => {
    saved.push(text);
    return saved.length === 1 ? gone(at, text, ...rest) : ok();
  });
  await wait(250);
  expect(saved).toEqual(['words']);
  await wait(5000);
  expect(saved).toEqual(['words', 'words']);
  await wait(20_000);
  expect(saved).toHaveLength(2);
});

test('CHAT-UI-188 words that were not sent come into the field of now; what is written there already stays', async () => {
  const { draft, show, gone, wait } = tabWith('');
  const { giveBack } = draft();
  show(null);
  giveBack('not sent');
  show(gone);
  expect(draft().text).toBe('not sent');
  act(() => giveBack('an older one'));
  expect(draft().text).toBe('not sent');
  act(() => draft().clear());
  await wait(0);
  act(() => giveBack('not sent'));
  expect(draft().text).toBe('not sent');
});

test('CHAT-UI-188 words of a chat that is open no more are kept once an engine can', async () => {
  const other = spaceOf('other chat');
  unkeptWords.hold(other, 'half a word');
  const { show, wait } = tabWith('');
  const saved: (readonly [string, string])[] = [];
  show(async (...args) => {
    saved.push(args);
    return ok();
  });
  await wait(5000);
  expect(saved).toEqual([[other, 'half a word']]);
  expect(unkeptWords.forgotten).toEqual([]);
});
