// @vitest-environment happy-dom
import { act, cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import type { Program } from '@services/workspace/programWorkspace.ts';
import { ProgramDesk } from '../../../../../src/renderer/features/programs/desk/desk.ts';
import { ProgramDeskContext } from '../../../../../src/renderer/features/programs/desk/deskContext.ts';
import { RunningRows } from '../../../../../src/renderer/features/programs/list/RunningRows.tsx';
import { makeBlob } from '../../../../support/shared/blobFixtures.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { fakeAccountId } from '../../../../support/web/fakeIds.ts';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';

afterEach(cleanup);

const poll: Program = {
  ...{ instance: idOf<EventId>('poll'), space: spaceOf('ada'), package: makeBlob(new Uint8Array(3)).id, name: 'Poll' },
  ...{ version: null, icon: null, size: 2000, author: fakeAccountId('ada'), own: false, at: 1, document: null },
  ...{ summary: null, lastOpened: 1, favourite: false, declared: [], net: [], permissions: [] },
};

test('DSK-7 a program that runs says of which chat it is', async () => {
  const shown = renderScreen(null);
  const { workspace } = shown.application;
  workspace.controls.programs.list.set([poll]);
  const desk = new ProgramDesk(workspace.programs);
  shown.show(
    <ProgramDeskContext value={desk}>
      <RunningRows onOpen={() => undefined} />
    </ProgramDeskContext>,
  );
  await act(() => desk.open(poll.instance));
  const running = within(await screen.findByRole('region', { name: 'Running' }));
  expect(running.getByRole('listitem').textContent).toMatch(/In the chat .*Ada/u);
});
