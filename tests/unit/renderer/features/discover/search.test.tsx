// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import type { Found } from '@services/workspace/discoverWorkspace.ts';
import { NOTHING, searchMemory } from '../../../../../src/renderer/features/discover/search/searchMemory.ts';
import { DiscoverContent, DiscoverList } from '../../../../../src/renderer/features/discover/index.ts';
import { fakeEventId, fakeSpaceId } from '../../../../support/web/fakeIds.ts';
import { renderScreen } from '../../../../support/web/renderScreen.tsx';

afterEach(() => {
  cleanup();
  searchMemory.set(NOTHING);
});

const space = fakeSpaceId('a chat');
const said: Found = {
  kind: 'message',
  id: fakeEventId('said'),
  space,
  event: fakeEventId('said'),
  title: 'Sailors',
  excerpt: 'the ferry leaves',
  marks: [[4, 9]],
  at: Date.UTC(2026, 0, 1),
  author: null,
};
const program: Found = {
  ...said,
  kind: 'program',
  id: fakeEventId('poll'),
  event: fakeEventId('poll'),
  title: 'ferry poll',
  marks: [],
  excerpt: '',
};

function open(onOpenProgram: (instance: EventId) => void = () => undefined) {
  const shown = renderScreen(
    <DiscoverContent selected="search" onOpenProgram={onOpenProgram} onCode={() => undefined} />,
  );
  const { discover } = shown.application.workspace.controls;
  discover.things.set([said, program]);
  const box = screen.getByRole('searchbox');
  const type = async (text: string) => {
    fireEvent.change(box, { target: { value: text } });
    await waitFor(() => expect(discover.asked.at(-1)?.text).toBe(text));
  };
  return { ...shown, discover, box, type };
}

describe('the search', () => {
  it('SRC-40 has the box ready to type in, and what was looked for there when one comes back', async () => {
    const { box, type, unmount } = open();
    expect(document.activeElement).toBe(box);
    await type('ferry');
    unmount();
    open();
    expect(screen.getByRole('searchbox')).toHaveProperty('value', 'ferry');
  });

  it('SRC-40 shows what was found by kind, marked, each leading to where it is', async () => {
    const pressed: string[] = [];
    const { type } = open((instance) => void pressed.push(instance));
    await type('ferry');
    const messages = await screen.findByRole('region', { name: 'Messages' });
    expect(within(messages).getByText('ferry').tagName).toBe('MARK');
    expect(within(messages).getByRole('link').getAttribute('href')).toBe(`#/chats/${space}/${said.id}`);
    fireEvent.click(within(screen.getByRole('region', { name: 'Mini programs' })).getByRole('button'));
    expect(pressed).toEqual([program.id]);
  });

  it('SRC-40 asks for kinds, people and times as they are chosen, and words are not needed then', async () => {
    const { discover } = open();
    const kinds = screen.getByRole('group', { name: 'What to search' });
    fireEvent.click(within(kinds).getByRole('button', { name: 'Messages' }));
    await waitFor(() => expect(discover.asked.at(-1)?.kinds).toEqual(['message']));
    fireEvent.change(screen.getByLabelText('When'), { target: { value: 'week' } });
    await waitFor(() => expect(discover.asked.at(-1)?.since).toBeGreaterThan(0));
    fireEvent.click(within(kinds).getByRole('button', { name: 'Messages' }));
    await waitFor(() => expect(discover.asked.at(-1)?.kinds).toEqual([]));
  });

  it('SRC-40 goes through results with the arrow keys, and back to the box', async () => {
    const { box, type } = open();
    await type('ferry');
    await screen.findByRole('region', { name: 'Messages' });
    fireEvent.keyDown(box, { key: 'ArrowDown' });
    const first = document.activeElement;
    expect(first?.textContent).toContain('Sailors');
    fireEvent.keyDown(first ?? box, { key: 'ArrowDown' });
    expect(document.activeElement?.textContent).toContain('ferry poll');
    fireEvent.keyDown(document.activeElement ?? box, { key: 'Home' });
    expect(document.activeElement).toBe(first);
    fireEvent.keyDown(first ?? box, { key: 'ArrowUp' });
    expect(document.activeElement).toBe(box);
  });

  it('SRC-40 asks in one chat, and of certain days', async () => {
    const { discover } = open();
    const chip = screen.getByLabelText('In');
    const [anywhere, first] = await within(chip).findAllByRole<HTMLOptionElement>('option');
    expect(anywhere?.textContent).toBe('Any chat');
    fireEvent.change(chip, { target: { value: first?.value } });
    await waitFor(() => expect(discover.asked.at(-1)?.within).toBe(first?.value));
    fireEvent.change(screen.getByLabelText('When'), { target: { value: 'days' } });
    fireEvent.change(screen.getByLabelText('To day'), { target: { value: '2026-05-31' } });
    await waitFor(() => expect(discover.asked.at(-1)?.until).toBe(new Date(2026, 5, 1).getTime() - 1));
  });

  it('SRC-40 asks once for the words of the address', async () => {
    const asking = (selected: string) => (
      <DiscoverContent selected={selected} onOpenProgram={() => undefined} onCode={() => undefined} />
    );
    const { show } = renderScreen(asking('search/ferry%20%26%20co'));
    expect(screen.getByRole('searchbox')).toHaveProperty('value', 'ferry & co');
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'pier' } });
    show(asking('trends'));
    show(asking('search/ferry%20%26%20co'));
    expect(screen.getByRole('searchbox')).toHaveProperty('value', 'pier');
    show(asking('search/100%'));
    expect(screen.getByRole('searchbox')).toHaveProperty('value', '100%');
  });

  it('SRC-40 says so when nothing was found', async () => {
    const { type } = open();
    await type('submarine');
    expect(await screen.findByRole('heading', { name: 'Nothing found' })).toBeTruthy();
  });

  it('SRC-41 keeps what led somewhere, offers it again, and forgets it when told to', async () => {
    const { type, discover, box } = open();
    await type('ferry');
    fireEvent.click(within(await screen.findByRole('region', { name: 'Messages' })).getByRole('link'));
    await waitFor(() => expect(discover.recent.get()).toEqual(['ferry']));
    fireEvent.change(box, { target: { value: '' } });
    fireEvent.click(await screen.findByRole('button', { name: 'ferry' }));
    expect(box).toHaveProperty('value', 'ferry');
    fireEvent.change(box, { target: { value: '' } });
    fireEvent.click(await screen.findByRole('button', { name: 'Clear' }));
    expect(await screen.findByRole('heading', { name: 'Find anything' })).toBeTruthy();
  });
});

describe('the list', () => {
  it('SRC-13 says how far the index is, and lets one make it anew where it came to a stop', async () => {
    const scan = vi.fn();
    const { application } = renderScreen(<DiscoverList selected={null} onScan={scan} />);
    const { index } = application.workspace.controls.discover;
    expect(screen.queryByRole('progressbar')).toBeNull();
    index.set({ state: 'building', done: 20, total: 40 });
    expect((await screen.findByRole('progressbar')).getAttribute('value')).toBe('20');
    index.set({ state: 'failed', done: 0, total: 0 });
    fireEvent.click(await screen.findByRole('button', { name: 'Prepare it anew' }));
    await waitFor(() => expect(index.get().state).toBe('building'));
    fireEvent.click(screen.getByRole('button', { name: /^Scan a code/ }));
    expect(scan).toHaveBeenCalledOnce();
  });

  it('SRC-13 says for a while that a damaged index was thrown away', async () => {
    const { application } = renderScreen(<DiscoverList selected={null} onScan={() => undefined} />);
    const { index } = application.workspace.controls.discover;
    const wasDamaged = /was damaged and is made anew/;
    index.set({ state: 'building', done: 20, total: 40, mendedAt: Date.now() });
    expect((await screen.findByText(wasDamaged)).closest('[role="status"]')).toBeTruthy();
    index.set({ state: 'ready', done: 40, total: 40, mendedAt: Date.now() });
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
    expect(screen.getByText(wasDamaged)).toBeTruthy();
    index.set({ state: 'ready', done: 40, total: 40, mendedAt: Date.now() - 11 * 60_000 });
    await waitFor(() => expect(screen.queryByText(wasDamaged)).toBeNull());
  });
});
