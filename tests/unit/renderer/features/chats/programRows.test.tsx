// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import type { ProgramView, ProgramViewState } from '@ports/programViews.ts';
import { writableSnapshot } from '@ports/snapshot.ts';
import type { MessageBody } from '@services/workspace/workspace.ts';
import type { Program, ProgramActivity, ProgramSession } from '@services/workspace/programWorkspace.ts';
import { makeBlob } from '../../../../support/shared/blobFixtures.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';
import { fakeAccountId, fakeEventId } from '../../../../support/web/fakeIds.ts';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';
import { TalkPane } from '../../../../support/web/TalkPane.tsx';

const nothing = () => undefined;
const instance = idOf<EventId>('card');
const blob = makeBlob(new Uint8Array(3)).id;

const program: Program = {
  instance,
  space: spaceOf('ada'),
  package: blob,
  name: 'Hostile',
  version: null,
  icon: null,
  size: 2000,
  author: fakeAccountId('ada'),
  own: false,
  at: 1,
  document: 'Banyan: your twelve words',
  summary: 'By Ben, your contact',
  lastOpened: 1,
  favourite: false,
  declared: [],
  net: [],
  permissions: [],
};

function runningSession(id: EventId): ProgramSession {
  const view: ProgramView = {
    state: writableSnapshot<ProgramViewState>('ready'),
    stops: 'all',
    begin: nothing,
    setFrozen: nothing,
    onPort: () => nothing,
    place: nothing,
    isInUse: () => true,
    focus: nothing,
    missesSomething: nothing,
    reload: nothing,
    goTo: nothing,
    figures: () => Promise.resolve(null),
    close: () => Promise.resolve(),
  };
  const said = { name: 'Poll', document: null, summary: null };
  return {
    instance: id,
    view,
    status: writableSnapshot({ ...said, waiting: 0, dropped: 0, mayWrite: true, realtimePeers: null, kept: null }),
    prompt: writableSnapshot(null),
    activity: writableSnapshot<ProgramActivity>('seen'),
    allowKeeping: nothing,
    setSeen: nothing,
    sleep: nothing,
    close: nothing,
  };
}

/** The talk with Ada, whose last message is of a program. */
async function show(body: MessageBody, id = fakeEventId('line')) {
  const { application } = renderScreen(<TalkPane selected={spaceOf('ada')} />);
  const { programs, store } = application.workspace.controls;
  await screen.findByRole('feed');
  act(() => {
    programs.list.set([program]);
    store.change((state) => {
      const chat = state.chats.get(spaceOf('ada'));
      const last = chat?.messages.at(-1);
      if (chat && last) chat.messages = [...chat.messages, { ...last, id, own: false, body }];
    });
  });
  return application;
}

afterEach(cleanup);

describe('what programs say in a talk', () => {
  test('CHAT-UI-85 a line of a program stands under the name of the program, not as a word of the app or of a person', async () => {
    await show({ kind: 'program-info', instance, text: 'Banyan: your safety number has changed', href: '/#x' });
    const line = await screen.findByRole('button', { name: /safety number/ });
    expect(line.textContent.replaceAll(/[\u2068\u2069]/g, '')).toMatch(
      /Hostile.*Banyan: your safety number has changed$/,
    );
  });

  test('CHAT-UI-85 a line of a program that is not known stands under what it is', async () => {
    await show({ kind: 'program-info', instance: idOf<EventId>('other'), text: 'Ben paid you', href: null });
    expect((await screen.findByRole('button', { name: /Ben paid you/ })).textContent).toMatch(/Mini program/);
  });

  test('CHAT-UI-86 the name of a card stays its package’s, whatever the program calls its document', async () => {
    const card = {
      package: blob,
      size: 2000,
      name: 'Hostile',
      version: null,
      icon: null,
      id: null,
      key: null,
      permissions: [],
      net: [],
    };
    await show({ kind: 'program', program: card }, instance);
    const said = await screen.findByText('Banyan: your twelve words');
    expect(screen.getAllByText('Hostile').some((name) => name.closest('strong') !== null)).toBe(true);
    expect(said.closest('strong')).toBeNull();
  });

  test('the button of a card starts what rests, and goes on with what runs', async () => {
    const card = {
      package: blob,
      size: 3,
      name: 'Poll',
      icon: null,
      version: null,
      id: null,
      permissions: [],
      net: [],
      key: null,
    };
    const application = await show({ kind: 'program', program: card }, instance);
    expect(await screen.findByRole('button', { name: /^Start .*Poll/ })).toBeTruthy();
    act(() => application.workspace.controls.programs.open.set([runningSession(instance)]));
    expect((await screen.findByRole('button', { name: /^Go on with .*Poll/ })).textContent).toBe('Go on');
  });
});
