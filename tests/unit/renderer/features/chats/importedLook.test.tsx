// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { importedMessageId, importedPersonId } from '@domain/importing/ids.ts';
import { importedView } from '@services/importing/importedView.ts';
import { ChatsContent } from '../../../../../src/renderer/features/chats/index.ts';
import { renderScreen, spaceOf } from '../../../../support/web/renderScreen.tsx';

afterEach(cleanup);

const HILL = spaceOf('hill');
const nothing = () => undefined;
const LEFT_OUT = { size: 0, blob: null, picture: null, media: null, duration: 0 } as const;

/** A chat in which Cyd speaks, among these people. */
async function open(names: readonly string[], me: number | null) {
  const rendered = renderScreen(
    <ChatsContent
      {...{ selected: HILL, message: null, onGone: nothing, onOpenContact: nothing, onAddContact: nothing }}
      {...{ onOpenGroup: nothing, onOpenProgram: nothing, onShareProgram: nothing, onWallet: nothing }}
      {...{ onOpenWallet: nothing, onClose: nothing }}
    />,
  );
  const { imports } = rendered.application.workspace.controls;
  const people = names.map((name, place) => [importedPersonId(HILL, place), name] as const);
  imports.people.set(HILL, {
    ...{ me: me === null ? null : importedPersonId(HILL, me), unread: [] },
    names: new Map(people),
  });
  const said = [
    { at: 0, by: 1, text: 'Bring soup' },
    { at: 1, by: 1, text: 'from the top', file: { ...LEFT_OUT, name: 'file', mime: 'image/jpeg' } },
    { at: 2, by: 1, text: '', file: { ...LEFT_OUT, name: 'file', mime: 'application/octet-stream' } },
    { at: 3, by: 1, text: '', file: { ...LEFT_OUT, name: 'plan.pdf', mime: 'application/pdf' } },
  ];
  imports.messages.set(
    HILL,
    said.map((message, place) => importedView({ id: HILL, me }, place, { message, answered: null })),
  );
  act(() => imports.add({ id: HILL, name: 'Hill Walk', messages: said.length }));
  await screen.findByText('Bring soup');
}

const wordsOf = (place: number) =>
  document.querySelector(`[data-message="${importedMessageId(HILL, place)}"]`)?.textContent ?? '';

describe('an imported chat', () => {
  test('CHAT-UI-210 of two has no name over what the other said', async () => {
    await open(['Bo', 'Cyd'], 0);
    expect(wordsOf(0)).not.toContain('Cyd');
  });

  test.each([
    ['of more', ['Bo', 'Cyd', 'Ana'], 0],
    ['where one is nobody in it', ['Bo', 'Cyd'], null],
  ] as const)('CHAT-UI-210 %s it has one', async (_case, names, me) => {
    await open(names, me);
    expect(wordsOf(0)).toContain('Cyd');
  });

  test('CHAT-UI-210 has the picture of a person, not of a group', async () => {
    await open(['Bo', 'Cyd'], 0);
    const pictures = [...document.querySelectorAll('header svg text')].map(({ textContent }) => textContent);
    expect(pictures).toEqual(['H']);
  });

  test('IMP-6 a nameless file that was not in the export is told of in words, one with a name by it', async () => {
    await open(['Bo', 'Cyd'], 0);
    expect(wordsOf(1)).toContain('a picture that was not in the export');
    expect(wordsOf(1)).toContain('from the top');
    expect(wordsOf(2)).toContain('a file that was not in the export');
    expect(wordsOf(3)).toContain('plan.pdf');
  });
});
