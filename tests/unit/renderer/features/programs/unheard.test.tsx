// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { UnheardNotice } from '../../../../../src/renderer/features/programs/pane/UnheardNotice.tsx';
import { fakeAccountId } from '../../../../support/web/fakeIds.ts';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';

const ada = fakeAccountId('ada');

afterEach(cleanup);

describe('a program nobody hears', () => {
  test('PRG-5 a person who is blocked while their program runs is told of at once, and no longer once they are not', async () => {
    const { application } = renderScreen(<UnheardNotice space={spaceOf('ada')} wasHeard />);
    expect(screen.queryByText(/nothing you do|reaches nobody/)).toBeNull();
    const block = (isBlocked: boolean) => act(() => application.workspace.setBlocked(ada, isBlocked));
    await block(true);
    const notice = await screen.findByText(/^You blocked/);
    expect(notice.textContent).toMatch(/^You blocked .*Ada.*: nothing you do here reaches them\.$/);
    await block(false);
    await waitFor(() => expect(screen.queryByText(/^You blocked/)).toBeNull());
  });

  test('PRG-5 what was refused in a chat that is not known is told', async () => {
    renderScreen(<UnheardNotice space={null} wasHeard={false} />);
    expect(await screen.findByText(/^You may not write in this chat/)).toBeTruthy();
  });
});
